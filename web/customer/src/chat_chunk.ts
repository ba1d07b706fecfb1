// The chunk with the client and all that shows a conversation; loaded by lazy_chat.ts.

export { Announcer } from "./components/announcer";
export { AttachButton } from "./components/attachments";
export { ConversationList } from "./components/conversation_list";
export { Menu } from "./components/menu";
export { NotifyOffer } from "./components/notify_offer";
export { SearchBar } from "./components/search_bar";
export { ThreadView } from "./components/thread";
export { closeSearch, openSearch } from "./search_state";
export { followAddress, signOut, startSession } from "./start_session";
