// Notices in the page's language. The server words them once, in the language that was spoken then; where the page's
// language is another one, a chunk that is loaded then words them again.
import type { Notice } from "@baro/wire";
import { computed, effect, signal } from "@preact/signals";
import { type Language, language } from "./texts";

/** The token's language, which notices are likely to have; null until somebody is signed in. */
export const serverLanguage = signal<Language | null>(null);

type Wording = (notice: Notice) => string | null;

const loaded = signal<{
  readonly language: Language;
  readonly word: Wording;
  readonly wordCard: (notice: Notice) => Notice;
} | null>(null);
/** Languages of the page that a notice in another one has been met in. */
const met = signal<ReadonlySet<Language>>(new Set());
const differs = computed(
  () =>
    (serverLanguage.value !== null && serverLanguage.value !== language.value) ||
    met.value.has(language.value),
);

/** Share of Hangul from which a text is Korean; names may be in Hangul in English too. */
const KOREAN_SHARE = 0.3;

/** Whether a text of the server isn't in a language. */
export const isOtherLanguage = (text: string, wanted: Language): boolean => {
  const hangul = text.match(/[\uac00-\ud7a3]/g)?.length ?? 0;
  return wanted === "ko" ? hangul === 0 && /[a-z]/i.test(text) : hangul > KOREAN_SHARE * text.length;
};

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

export const noticeText = (notice: Notice): string => {
  const wording = noticeWording.value;
  if (wording) return wording(notice) ?? notice.text;
  if (!differs.peek() && isOtherLanguage(notice.text, language.peek()))
    // Not while it is drawn.
    queueMicrotask(() => {
      met.value = new Set([...met.peek(), language.peek()]);
    });
  return notice.text;
};

/** The card of a notice in the page's language. */
export const wordedNotice = (notice: Notice): Notice =>
  noticeWording.value ? (loaded.peek()?.wordCard(notice) ?? notice) : notice;
