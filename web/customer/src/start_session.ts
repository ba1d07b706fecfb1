// From a token to the thread on the screen, and out again. Loaded behind the page (lazy_chat.ts): it brings the wire along.
import { connect, endSession, putBytes } from "@baro/wire/browser";
import { effect } from "@preact/signals";
import { readHash, takeToken } from "./address";
import { heard } from "./files/file_state";
import { resumeFiles } from "./files/file_uploads";
import {
  client,
  config,
  conversations,
  current,
  currentId,
  followClient,
  isOver,
  line,
  newestOpen,
  openNew,
  refreshList,
  show,
  state,
  tell,
  unreadIn,
} from "./model";
import { begun } from "./prefetch";
import { followSearch } from "./search_state";
import { keepToken, person, tellEmbedder, token } from "./session";
import { t } from "./texts";

/** Connects for the person of the token, and enters a conversation. */
export const begin = async (): Promise<void> => {
  const settings = config.value;
  const held = token.value;
  if (!settings || held === null) return;
  const made = await connect({
    api: settings.api,
    ws: settings.ws,
    token: () => token.value,
    person: person.value,
    history: true,
    preconnection: await begun(held),
    putBytes,
    onPush: heard,
  });
  followClient(made, (threads) => {
    const wanted = linked();
    if (wanted !== null && threads.has(wanted)) return wanted;
    const open = [...threads.values()].filter((thread) => !isOver(thread));
    return open.sort((a, b) => b.view.opened_at - a.view.opened_at)[0]?.view.id ?? null;
  });
  effect(() => {
    if (line.value.phase === "signed-out") tellEmbedder(settings, "baro:token-needed");
  });
  stayInConversation();
  void resumeFiles();
  followSearch();
  effect(() => {
    const count = conversations.value.reduce((sum, thread) => sum + unreadIn(thread), 0);
    const title = t("app_title", { brand: settings.brand.short });
    document.title = count > 0 ? `(${count}) ${title}` : title;
    tellEmbedder(settings, "baro:unread", { count });
  });
};

/** Enters whenever there is a line and no conversation: at first, and when the one shown is gone from the centre. */
const stayInConversation = (): void => {
  let entered = false;
  let entering = false;
  effect(() => {
    if (line.value.phase !== "online" || entering || (entered && current.value !== null)) return;
    entering = true;
    // After the welcome's state is complete, and outside of this effect.
    queueMicrotask(async () => {
      await enter();
      entered = true;
      entering = false;
    });
  });
};

/** One tap from signing in to talking: the conversation meant, the open one, or a new one. */
const enter = async (): Promise<void> => {
  const wanted = linked();
  const shown = current.peek();
  if (shown && (!isOver(shown) || wanted === shown.view.id)) return;
  if (wanted !== null && (await found(wanted))) return show(wanted);
  if (wanted !== null) tell(t("link_not_found"));
  const open = newestOpen();
  if (open) currentId.value = open.view.id;
  else await openNew();
};

/** The conversation that the address leads to. */
const linked = (): string | null => readHash(location.hash).conversation;

const found = async (id: string): Promise<boolean> => {
  const held = () => state.peek().threads.has(id);
  // Ended conversations don't come with the welcome.
  return held() || ((await refreshList()) && held());
};

/** The address has changed under the page: to another conversation, or with a token, which `onToken` is told of. */
export const followAddress = async (onToken: () => void): Promise<void> => {
  if (readHash(location.hash).token !== null) {
    keepToken(takeToken());
    onToken();
  }
  const wanted = linked();
  if (wanted === null || wanted === currentId.peek() || !client.peek()) return;
  if (await found(wanted)) show(wanted);
  else tell(t("link_not_found"));
};

export const signOut = async (): Promise<void> => {
  await endSession(client.peek());
  location.hash = "";
  location.reload();
};
