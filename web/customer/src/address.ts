// Reads the page's address: a token from the insurer's app, and the linked conversation.
// Forms: `#/c/<id>`, `#c=<id>` and `#token=<jwt>`, also together: `#/c/<id>?token=<jwt>`.
import { tabStore } from "@baro/design/storage";

interface Address {
  readonly token: string | null;
  readonly conversation: string | null;
  /** The hash without the token, with its `#`; "" when nothing is left. */
  readonly rest: string;
}

const PATH = /^\/c\/([^/?&]+)\/?[?&]?(.*)$/s;

export const readHash = (hash: string): Address => {
  const content = hash.replace(/^#/, "");
  const path = PATH.exec(content);
  const values = new URLSearchParams(path ? path[2] : content);
  const token = values.get("token");
  values.delete("token");
  const conversation = path?.[1] ? safeDecode(path[1]) : values.get("c");
  const others = values.toString();
  const rest = path ? linkTo(conversation ?? "") + (others ? `?${others}` : "") : others ? `#${others}` : "";
  return { token, conversation, rest };
};

/** The hash that leads to a conversation. */
export const linkTo = (conversation: string): string => `#/c/${encodeURIComponent(conversation)}`;

const safeDecode = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a lone "%": not a valid id, so it won't be found
  }
};

const KEY = "baro token";

/** Removes the token from the address and returns it, or the token stored before a reload; null without one. */
export const takeToken = (): string | null => {
  const { token, rest } = readHash(location.hash);
  if (token !== null) {
    history.replaceState(null, "", location.pathname + location.search + rest);
    storeToken(token);
    return token;
  }
  return tabStore.get(KEY);
};

/** Stores the token for this tab. */
export const storeToken = (token: string | null): void => tabStore.set(KEY, token);
