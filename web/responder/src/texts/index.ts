// The page's language. Components that call `t()` are rendered again when it changes.
import { localStore } from "@baro/design/storage";
import { signal } from "@preact/signals";
import { en } from "./en";
import { ko, type Words } from "./ko";

export type { Words } from "./ko";
export type Language = "ko" | "en";

const KEY = "baro responder language";

export const language = signal<Language>(localStore.get(KEY) === "en" ? "en" : "ko");

export const setLanguage = (wanted: Language): void => {
  language.value = wanted;
  localStore.set(KEY, wanted);
};

export const t = (): Words => (language.value === "en" ? en : ko);

/** For `Intl`. */
export const locale = (): string => (language.value === "en" ? "en-GB" : "ko-KR");
