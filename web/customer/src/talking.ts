// All that comes with the client and a conversation: one file, behind the page (later.ts).
export { begin, followAddress, signOut } from "./begin";
export { closeSearch, openSearch } from "./finding";
export { Announcer } from "./parts/announcer";
export { AttachButton, Tray } from "./parts/attach";
export { ConversationList } from "./parts/list";
export { Menu } from "./parts/menu";
export { SearchBar } from "./parts/search";
export { ThreadView } from "./parts/thread";
