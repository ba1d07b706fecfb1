// The language at the start, and the texts of the first rendering. Imported by the prefetch script, so that they are
// loaded beside the rest of the page; the other language is loaded when it is chosen.
import { localStore } from "@baro/design/storage";
import type { ko } from "./ko";

export type Language = "ko" | "en";
export type FirstKey = keyof typeof ko;
export type FirstTexts = Readonly<Record<FirstKey, string>>;

export const LANGUAGE_KEY = "baro language";

const storedLanguage = (): Language | null => {
  const found = localStore.get(LANGUAGE_KEY);
  return found === "ko" || found === "en" ? found : null;
};

/** Korean, unless the person chose otherwise or the browser's languages don't include it. */
export const firstLanguage: Language =
  storedLanguage() ?? (navigator.languages.some((tag) => tag.startsWith("ko")) ? "ko" : "en");

/** Throws without a connection. */
export const loadFirstTexts = async (of: Language): Promise<FirstTexts> =>
  of === "ko" ? (await import("./ko")).ko : (await import("./en")).en;

/** Delay before loading is tried again on a bad network, ms. */
const RETRY_DELAY = 2_000;

const loadWithRetry = async (): Promise<FirstTexts> => {
  for (;;) {
    try {
      return await loadFirstTexts(firstLanguage);
    } catch {
      await new Promise((resolve) => setTimeout(resolve, RETRY_DELAY));
    }
  }
};

export const firstTexts = loadWithRetry();
