// Notices in the page's language. The server words them in the language of the token; where the page's language is
// another one, a chunk that is loaded then words them again.
import type { Notice } from "@baro/wire";
import { computed, effect, signal } from "@preact/signals";
import { type Language, language } from "./texts";

/** The language that the server words notices in; null until somebody is signed in. */
export const serverLanguage = signal<Language | null>(null);

type Wording = (notice: Notice) => string | null;

const loaded = signal<{
  readonly language: Language;
  readonly word: Wording;
  readonly wordCard: (notice: Notice) => Notice;
} | null>(null);
const differs = computed(() => serverLanguage.value !== null && serverLanguage.value !== language.value);

effect(() => {
  if (!differs.value) return;
  const wanted = language.value;
  const texts = wanted === "ko" ? import("virtual:notice_texts_ko") : import("virtual:notice_texts_en");
  Promise.all([import("./notice_wording"), texts]).then(
    ([{ wordNotice, wordCard }, { default: sentences }]) => {
      loaded.value = {
        language: wanted,
        word: (notice) => wordNotice(notice, wanted, sentences),
        wordCard: (notice) => wordCard(notice, wanted, sentences),
      };
    },
    () => undefined, // not connected: the server's text stays
  );
});

/** What words notices anew; null while the server's text is shown. */
export const noticeWording = computed<Wording | null>(() =>
  differs.value && loaded.value?.language === language.value ? loaded.value.word : null,
);

export const noticeText = (notice: Notice): string => noticeWording.value?.(notice) ?? notice.text;

/** The card of a notice in the page's language. */
export const wordedNotice = (notice: Notice): Notice =>
  noticeWording.value ? (loaded.peek()?.wordCard(notice) ?? notice) : notice;
