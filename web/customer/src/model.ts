// The shared state of the chat: the client, the shown conversation, and the actions on it.
import {
  AnswerTimeout,
  type Client,
  type ClientState,
  ConnectionLost,
  initialState,
  Refused,
  type SendBody,
  type Thread,
} from "@baro/wire";
import { follow } from "@baro/wire/preact";
import { batch, computed, effect, type ReadonlySignal, signal } from "@preact/signals";
import { linkTo } from "./address";
import type { Config } from "./config";
import { takeConfig } from "./prefetch";
import { person } from "./session";
import { t } from "./texts";

export type Screen = "chat" | "list";

/** Set once the page has its configuration. */
export const config = signal<Config | null>(null);
export const client = signal<Client | null>(null);
export const screen = signal<Screen>("chat");
export const currentId = signal<string | null>(null);
/** The search query; null while the search is closed. */
export const query = signal<string | null>(null);
/** The text of the toast; null for none. */
export const toast = signal<string | null>(null);
/** The time in ms, updated every half minute. */
export const now = signal(Date.now());

const clientState = signal<ReadonlySignal<ClientState> | null>(null);
export const state = computed<ClientState>(() => clientState.value?.value ?? initialState);
export const connection = computed(() => state.value.connection);
/** An attempt to connect has failed since the page was last online: only then a text says that it waits for it. */
export const disconnected = signal(false);
effect(() => {
  const { phase } = connection.value;
  if (phase !== "connecting") disconnected.value = phase !== "online";
});
export const banks = computed(() => state.value.banks);
export const slowCheckSeconds = computed(() => state.value.slowCheckSeconds);
export const current = computed<Thread | null>(() => {
  const id = currentId.value;
  return id === null ? null : (state.value.threads.get(id) ?? null);
});
export const userId = computed(() => state.value.you?.id ?? person.value);

/** Conversations, the most recently active first. */
export const conversations = computed<Thread[]>(() =>
  [...state.value.threads.values()].sort((a, b) => lastActivity(b) - lastActivity(a)),
);

export const lastActivity = (thread: Thread): number => thread.messages.at(-1)?.at ?? thread.view.opened_at;
export const isOver = (thread: Thread): boolean =>
  thread.view.state === "resolved" || thread.view.state === "closed";
export const isWaiting = (thread: Thread): boolean => thread.view.state === "waiting";

export const loadConfiguration = async (): Promise<void> => {
  config.value = await takeConfig();
};

/** Sets the client and follows its state; `shown` chooses the first conversation. */
export const setClient = (made: Client, shown: (threads: ClientState["threads"]) => string | null): void =>
  batch(() => {
    client.value = made;
    clientState.value = follow(made.state);
    currentId.value = shown(made.state.get().threads);
  });

export const newestOpen = (): Thread | undefined => conversations.peek().find((thread) => !isOver(thread));

export const openConversation = (): Promise<boolean> =>
  attempt(async (to) => {
    const id = await to.open();
    // The server returns the open conversation: say so, as nothing else changes.
    if (id === currentId.peek() && screen.peek() === "chat") showToast(t("already_open"));
    showConversation(id);
  });

/** Shows a conversation, and its link in the address. */
export const showConversation = (id: string): void => {
  batch(() => {
    currentId.value = id;
    screen.value = "chat";
  });
  history.replaceState(null, "", location.pathname + location.search + linkTo(id));
  const thread = state.peek().threads.get(id);
  if (thread && thread.messages.length === 0) void attempt((to) => to.loadEarlier(id));
};

/** Resolves once the message is stored in the browser; from then on it will be sent. */
export const sendMessage = async (body: SendBody): Promise<void> => {
  const id = currentId.peek();
  const to = client.peek();
  if (id !== null && to) await to.send(id, body);
};

export const requestAgent = (): Promise<void> => sendMessage({ type: "text", text: t("to_agent_text") });

export const reopenConversation = (): Promise<boolean> =>
  attempt(async (to) => {
    const id = currentId.peek();
    if (id !== null) await to.request("reopen", { conversation: id });
  });

/** Leaves the queue; an agent who was assigned meanwhile stays. */
export const leaveQueue = (): Promise<boolean> =>
  attempt(async (to) => {
    const id = currentId.peek();
    if (id !== null) await to.request("leave", { conversation: id });
  });

/** Ends the conversation; "asked" when there is an unregistered draft and `draft` doesn't say what to do with it. */
export const endConversation = async (
  draft: "" | "keep" | "discard" = "",
): Promise<"ended" | "asked" | "failed"> => {
  let draftOpen = false;
  const done = await attempt(async (to) => {
    const id = currentId.peek();
    if (id === null) return;
    try {
      await to.request("close", { conversation: id, draft });
    } catch (error) {
      if (!(error instanceof Refused) || error.code !== "unfinished_accident") throw error;
      draftOpen = true;
    }
  });
  return draftOpen ? "asked" : done ? "ended" : "failed";
};

export const refreshList = (): Promise<boolean> =>
  attempt(async (to) => {
    await to.request("conversations", {});
  });

/** Runs a request; shows a toast when it fails. True on success. */
export const attempt = async (request: (to: Client) => Promise<void>): Promise<boolean> => {
  const to = client.peek();
  if (!to) return false;
  try {
    await request(to);
    return true;
  } catch (error) {
    if (error instanceof Refused) showToast(error.text || t("went_wrong"));
    else if (error instanceof ConnectionLost || error instanceof AnswerTimeout) showToast(t("reconnecting"));
    else throw error;
    return false;
  }
};

/** How long a toast is shown, for a slow reader, ms. */
const TOAST_DURATION = 3_000;
const TOAST_DURATION_PER_LETTER = 100;

let toastTimer: ReturnType<typeof setTimeout> | undefined;
export const showToast = (text: string): void => {
  toast.value = text;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(
    () => {
      toast.value = null;
    },
    TOAST_DURATION + text.length * TOAST_DURATION_PER_LETTER,
  );
};

/** Number of unread messages of others. */
export const unreadCount = (thread: Thread): number => {
  const read = thread.view.customer_receipts?.read ?? 0;
  return thread.messages.filter(({ seq, by }) => seq > read && by.role !== "customer").length;
};
