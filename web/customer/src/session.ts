// Who is signed in: a token from the insurer's app (`#token=`), from an embedding page, or from the demo's sign-in.
import { demoToken, subjectOf } from "@baro/wire/browser";
import { computed, signal } from "@preact/signals";
import { storeToken } from "./address";
import type { Config } from "./config";
import { initialToken } from "./prefetch";

/** The insurer's JWT; stored for this tab. */
export const token = signal<string | null>(initialToken);
/** The token's subject; "" without a token. */
export const person = computed(() => (token.value === null ? "" : subjectOf(token.value)));

/** Whether the embedding page shows this one, which can't detect that itself. */
export const shownByEmbedder = signal(true);
export const embedded = window.parent !== window;

export const setToken = (next: string | null): void => {
  token.value = next;
  storeToken(next);
};

/** Pages that may embed this one. */
const embedders = (config: Config): ReadonlySet<string> => new Set([location.origin, ...config.embedders]);

/** The origin of the embedding page; null where the browser doesn't say. */
const embedderOrigin = (): string | null =>
  location.ancestorOrigins?.[0] ?? (document.referrer === "" ? null : new URL(document.referrer).origin);

/** Listens to the embedding page; `onToken` is called after every token. */
export const listenToEmbedder = (config: Config, onToken: () => void): void => {
  if (!embedded) return;
  const allowed = embedders(config);
  window.addEventListener("message", (event: MessageEvent<unknown>) => {
    if (event.source !== window.parent || !allowed.has(event.origin)) return;
    const data = event.data;
    if (typeof data !== "object" || data === null || !("type" in data)) return;
    if (data.type === "baro:shown" && "shown" in data) shownByEmbedder.value = data.shown === true;
    if (data.type !== "baro:token" || !("token" in data) || typeof data.token !== "string") return;
    setToken(data.token);
    onToken();
  });
  window.addEventListener("keydown", (event) => {
    // Open dialogs of the page are closed first.
    const inside = event.defaultPrevented || event.isComposing || document.querySelector("dialog[open]");
    if (event.key === "Escape" && !inside) postToEmbedder(config, "baro:close");
  });
  postToEmbedder(config, "baro:ready");
};

/** `baro:ready`: listening. `baro:token-needed`: the token has expired. `baro:unread`: with `count`. `baro:close`. */
export const postToEmbedder = (config: Config, type: string, data: Record<string, number> = {}): void => {
  if (!embedded) return;
  const embedder = embedderOrigin();
  for (const origin of embedders(config))
    if (embedder === null || embedder === origin) window.parent.postMessage({ type, ...data }, origin);
};

export const demoSignIn = async (id: string): Promise<void> => setToken(await demoToken(id));
