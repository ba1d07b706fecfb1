// Starts the session: connects and shows a conversation. Part of the chat chunk (lazy_chat.ts).
import { claimsOf, connect, endSession, putBytes } from "@baro/wire/browser";
import { effect } from "@preact/signals";
import { readHash, takeToken } from "./address";
import { applyClaimPush } from "./claims/claim_state";
import { applyUploadPush } from "./files/file_state";
import { resumeFiles } from "./files/file_uploads";
import {
  client,
  config,
  connection,
  conversations,
  current,
  currentId,
  isOver,
  newestOpen,
  openConversation,
  refreshList,
  setClient,
  showConversation,
  showToast,
  state,
  unreadCount,
} from "./model";
import { serverLanguage } from "./notice_text";
import { takePreconnection } from "./prefetch";
import { applyJobPush } from "./roadside/pushed_job";
import { watchSearch } from "./search_state";
import { person, postToEmbedder, setToken, token } from "./session";
import { language, t } from "./texts";
import { firstLanguage } from "./texts/first_texts";
import { applyWaitingPush } from "./waiting/pushed_card";

/** Connects for the token's person and shows a conversation. */
export const startSession = async (): Promise<void> => {
  const settings = config.value;
  const startToken = token.value;
  if (!settings || startToken === null) return;
  const newClient = await connect({
    api: settings.api,
    ws: settings.ws,
    token: () => token.value,
    language: () => language.peek(),
    person: person.value,
    history: true,
    preconnection: await takePreconnection(startToken),
    putBytes,
    onPush: (frame) => {
      applyUploadPush(frame);
      applyClaimPush(frame);
      applyWaitingPush(frame);
      applyJobPush(frame);
    },
  });
  setClient(newClient, (threads) => {
    const wanted = linkedConversation();
    if (wanted !== null && threads.has(wanted)) return wanted;
    const open = [...threads.values()].filter((thread) => !isOver(thread));
    return open.sort((a, b) => b.view.opened_at - a.view.opened_at)[0]?.view.id ?? null;
  });
  effect(() => {
    if (connection.value.phase === "signed-out") postToEmbedder(settings, "baro:token-needed");
  });
  let spoken = firstLanguage;
  effect(() => {
    if (language.value === spoken) return;
    spoken = language.value;
    newClient.reconnect();
  });
  effect(() => {
    if (token.value !== null) serverLanguage.value = claimsOf(token.value).locale === "en" ? "en" : "ko";
  });
  stayInConversation();
  void resumeFiles();
  watchSearch();
  effect(() => {
    const count = conversations.value.reduce((sum, thread) => sum + unreadCount(thread), 0);
    const title = t("app_title", { brand: settings.brand.short });
    document.title = count > 0 ? `(${count}) ${title}` : title;
    postToEmbedder(settings, "baro:unread", { count });
  });
};

/** Opens a conversation whenever there is a connection and none is shown: at first, and when the shown one is gone. */
const stayInConversation = (): void => {
  let entered = false;
  let entering = false;
  effect(() => {
    if (connection.value.phase !== "online" || entering || (entered && current.value !== null)) return;
    entering = true;
    // After the welcome's state is complete, and outside of this effect.
    queueMicrotask(async () => {
      await enterConversation();
      entered = true;
      entering = false;
    });
  });
};

/** Shows the linked conversation, the open one, or a new one. */
const enterConversation = async (): Promise<void> => {
  const linked = linkedConversation();
  const shown = current.peek();
  if (shown && (!isOver(shown) || linked === shown.view.id)) return;
  if (linked !== null && (await fetchIfUnknown(linked))) return showConversation(linked);
  if (linked !== null) showToast(t("link_not_found"));
  const open = newestOpen();
  if (open) currentId.value = open.view.id;
  else await openConversation();
};

/** The conversation linked in the address. */
const linkedConversation = (): string | null => readHash(location.hash).conversation;

const fetchIfUnknown = async (id: string): Promise<boolean> => {
  const held = () => state.peek().threads.has(id);
  // Ended conversations don't come with the welcome.
  return held() || ((await refreshList()) && held());
};

/** Handles a changed address: another conversation, or a token, after which `onToken` is called. */
export const followAddress = async (onToken: () => void): Promise<void> => {
  if (readHash(location.hash).token !== null) {
    setToken(takeToken());
    onToken();
  }
  const wanted = linkedConversation();
  if (wanted === null || wanted === currentId.peek() || !client.peek()) return;
  if (await fetchIfUnknown(wanted)) showConversation(wanted);
  else showToast(t("link_not_found"));
};

export const signOut = async (): Promise<void> => {
  await endSession(client.peek());
  location.hash = "";
  location.reload();
};
