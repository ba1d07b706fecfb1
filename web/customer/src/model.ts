// What the chat's parts share: the client, which conversation is shown, and what a person can do in it.
import {
  type Client,
  type ClientState,
  initialState,
  LineLost,
  Refused,
  type SendBody,
  type Thread,
  Unanswered,
} from "@baro/wire";
import { connect, subjectOf } from "@baro/wire/browser";
import { follow } from "@baro/wire/preact";
import { batch, computed, effect, type ReadonlySignal, signal } from "@preact/signals";
import { type Config, loadConfig } from "./config";
import { demoSignIn, keepToken, tellEmbedder, token } from "./session";
import { t } from "./texts";

export type Screen = "chat" | "list";

/** Set once the page has its configuration. */
export const config = signal<Config | null>(null);
export const client = signal<Client | null>(null);
export const screen = signal<Screen>("chat");
export const currentId = signal<string | null>(null);
/** A sentence that stands for a moment. */
export const toast = signal<string | null>(null);
/** Moves every half minute, for "3 minutes". */
export const now = signal(Date.now());

const followed = signal<ReadonlySignal<ClientState> | null>(null);
export const state = computed<ClientState>(() => followed.value?.value ?? initialState);
export const line = computed(() => state.value.line);
export const current = computed<Thread | null>(() => {
  const id = currentId.value;
  return id === null ? null : (state.value.threads.get(id) ?? null);
});
export const me = computed(() => state.value.you?.id ?? (token.value ? subjectOf(token.value) : ""));

/** Conversations, the last spoken in first. */
export const conversations = computed<Thread[]>(() =>
  [...state.value.threads.values()].sort((a, b) => touched(b) - touched(a)),
);

export const touched = (thread: Thread): number => thread.messages.at(-1)?.at ?? thread.view.opened_at;
export const isOver = (thread: Thread): boolean =>
  thread.view.state === "resolved" || thread.view.state === "closed";
export const isWaiting = (thread: Thread): boolean => thread.view.state === "waiting";

export const loadSettings = async (): Promise<void> => {
  config.value = await loadConfig();
};

/** Starts talking for the person of the token. */
export const start = async (): Promise<void> => {
  const settings = config.value;
  const held = token.value;
  if (!settings || held === null) return;
  const made = await connect({
    api: settings.api,
    ws: settings.ws,
    token: () => token.value,
    person: subjectOf(held),
    history: true,
  });
  batch(() => {
    client.value = made;
    followed.value = follow(made.state);
    currentId.value = linked() ?? newestOpen()?.view.id ?? null;
  });
  effect(() => {
    if (line.value.phase === "signed-out") tellEmbedder(settings, "baro:token-needed");
  });
  let entered = false;
  let entering = false;
  effect(() => {
    // Again also when the conversation shown is gone from the centre.
    if (line.value.phase !== "online" || entering || (entered && current.value !== null)) return;
    entering = true;
    // After the welcome's state is complete, and outside of this effect.
    queueMicrotask(async () => {
      await enter();
      entered = true;
      entering = false;
    });
  });
  effect(() => {
    const count = conversations.value.reduce((sum, thread) => sum + unreadIn(thread), 0);
    const title = t("app_title", { brand: settings.brand.short });
    document.title = count > 0 ? `(${count}) ${title}` : title;
    tellEmbedder(settings, "baro:unread", { count });
  });
};

/** One tap from signing in to talking: the open conversation, or a new one. */
const enter = async (): Promise<void> => {
  const shown = current.peek();
  if (shown && (!isOver(shown) || linked() === shown.view.id)) return;
  const open = newestOpen();
  if (open) currentId.value = open.view.id;
  else await openNew();
};

const newestOpen = (): Thread | undefined => conversations.peek().find((thread) => !isOver(thread));

/** `#c=id` leads to a conversation. */
const linked = (): string | null => new URLSearchParams(location.hash.replace(/^#/, "")).get("c");

export const openNew = (): Promise<boolean> =>
  attempt(async (to) => {
    const id = await to.open();
    show(id);
  });

export const show = (id: string): void => {
  batch(() => {
    currentId.value = id;
    screen.value = "chat";
  });
  const thread = state.peek().threads.get(id);
  if (thread && thread.messages.length === 0) void attempt((to) => to.earlier(id));
};

/** Resolves once it is kept on this machine, from where on it is sure to go out. */
export const say = async (body: SendBody): Promise<void> => {
  const id = currentId.peek();
  if (id !== null) await client.peek()?.send(id, body);
};

export const toAgent = (): Promise<void> => say({ type: "text", text: t("to_agent_text") });

export const reopen = (): Promise<boolean> =>
  attempt(async (to) => {
    const id = currentId.peek();
    if (id !== null) await to.request("reopen", { conversation: id });
  });

export const end = (): Promise<boolean> =>
  attempt(async (to) => {
    const id = currentId.peek();
    if (id !== null) await to.request("close", { conversation: id });
  });

export const refreshList = (): Promise<boolean> =>
  attempt(async (to) => {
    await to.request("conversations", {});
  });

/** Does something that needs the line; what goes wrong is said in words. */
export const attempt = async (what: (to: Client) => Promise<void>): Promise<boolean> => {
  const to = client.peek();
  if (!to) return false;
  try {
    await what(to);
    return true;
  } catch (error) {
    if (error instanceof Refused) tell(error.text || t("went_wrong"));
    else if (error instanceof LineLost || error instanceof Unanswered) tell(t("line_waiting"));
    else throw error;
    return false;
  }
};

let toastTimer: ReturnType<typeof setTimeout> | undefined;
export const tell = (text: string): void => {
  toast.value = text;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => {
    toast.value = null;
  }, 4_000);
};

/** The session ended: the same person signs in again, and what waits goes out. */
export const signInAgain = async (): Promise<void> => {
  const held = token.peek();
  const settings = config.peek();
  if (settings?.signIn) location.assign(settings.signIn);
  else if (held !== null) {
    try {
      await demoSignIn(subjectOf(held));
      renewed();
    } catch {
      tell(t("sign_in_failed"));
    }
  }
};

/** A new token has come. */
export const renewed = (): void => {
  if (client.peek()) client.peek()?.renew();
  else void start();
};

export const signOut = async (): Promise<void> => {
  await client.peek()?.signOut();
  keepToken(null);
  location.hash = "";
  location.reload();
};

/** Messages of the others after what was read here. */
export const unreadIn = (thread: Thread): number => {
  const read = thread.view.customer_receipts?.read ?? 0;
  return thread.messages.filter(({ seq, by }) => seq > read && by.role !== "customer").length;
};
