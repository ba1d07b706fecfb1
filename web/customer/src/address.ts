// What the address brings: a token from the insurer's app, and which conversation is meant.
// Understood are `#/c/<id>`, `#c=<id>` and `#token=<jwt>`, also together: `#/c/<id>?token=<jwt>`.
import { tabStore } from "@baro/design/storage";

export interface Address {
  readonly token: string | null;
  readonly conversation: string | null;
  /** What is left of the hash without the token, with its `#`; "" for nothing. */
  readonly rest: string;
}

const PATH = /^\/c\/([^/?&]+)\/?[?&]?(.*)$/s;

export const readHash = (hash: string): Address => {
  const bare = hash.replace(/^#/, "");
  const path = PATH.exec(bare);
  const values = new URLSearchParams(path ? path[2] : bare);
  const token = values.get("token");
  values.delete("token");
  const conversation = path?.[1] ? decoded(path[1]) : values.get("c");
  const more = values.toString();
  const rest = path ? linkTo(conversation ?? "") + (more ? `?${more}` : "") : more ? `#${more}` : "";
  return { token, conversation, rest };
};

/** The hash that leads to a conversation. */
export const linkTo = (conversation: string): string => `#/c/${encodeURIComponent(conversation)}`;

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a lone "%": not an id of ours, and it won't be found
  }
};

const KEY = "baro token";

/** Takes the token out of the address, where it must not stay, or from before the reload; null for none. */
export const takeToken = (): string | null => {
  const { token, rest } = readHash(location.hash);
  if (token !== null) {
    history.replaceState(null, "", location.pathname + location.search + rest);
    storeToken(token);
    return token;
  }
  return tabStore.get(KEY);
};

/** Keeps the token through a reload, for as long as the tab lives. */
export const storeToken = (token: string | null): void => tabStore.set(KEY, token);
