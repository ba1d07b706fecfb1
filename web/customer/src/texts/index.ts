// The page's words in the person's language.
import { computed, signal } from "@preact/signals";
import { en } from "./en";
import { type Key, ko } from "./ko";

export type { Key };
export type Language = "ko" | "en";

const KEY = "baro language";
const catalogues: Record<Language, Record<Key, string>> = { ko, en };
const replaced = signal<Partial<Record<Language, Record<string, string>>>>({});

const remembered = (): Language | null => {
  try {
    const found = localStorage.getItem(KEY);
    return found === "ko" || found === "en" ? found : null;
  } catch {
    return null; // storage is blocked
  }
};

/** Korean, unless the person chose otherwise or the browser speaks another language altogether. */
export const language = signal<Language>(
  remembered() ?? (navigator.languages.some((tag) => tag.startsWith("ko")) ? "ko" : "en"),
);

export const chooseLanguage = (next: Language): void => {
  language.value = next;
  document.documentElement.lang = next;
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // storage is blocked: it holds until the page is left
  }
};

/** The insurer's own wording, per language and key. */
export const replaceTexts = (texts: Partial<Record<Language, Record<string, string>>>): void => {
  replaced.value = texts;
};

/** The text of a key with its {names} filled in. */
export const t = (key: Key, values: Readonly<Record<string, string | number>> = {}): string => {
  const text = replaced.value[language.value]?.[key] ?? catalogues[language.value][key];
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
};

/** A topic's name; topics an insurer adds come with a text of their own, or show as they are. */
export const topicName = (topic: string): string => {
  const key = `topic_${topic}`;
  return replaced.value[language.value]?.[key] ?? catalogues[language.value][key as Key] ?? topic;
};

const formats = computed(() => {
  const locale = language.value === "ko" ? "ko-KR" : "en-GB";
  return {
    time: new Intl.DateTimeFormat(locale, {
      hour: "numeric",
      minute: "2-digit",
      hour12: language.value === "ko",
    }),
    day: new Intl.DateTimeFormat(locale, { year: "numeric", month: "long", day: "numeric", weekday: "long" }),
    short: new Intl.DateTimeFormat(locale, { month: "short", day: "numeric" }),
    date: new Intl.DateTimeFormat(locale, { dateStyle: "long" }),
    full: new Intl.DateTimeFormat(locale, { dateStyle: "long", timeStyle: "short" }),
  };
});

export const timeText = (at: number): string => formats.value.time.format(at);
export const fullText = (at: number): string => formats.value.full.format(at);

export const dayText = (at: number, now: number): string => {
  const days = Math.round((startOfDay(now) - startOfDay(at)) / 86_400_000);
  if (days === 0) return t("today");
  return days === 1 ? t("yesterday") : formats.value.day.format(at);
};

export const wholeDayText = (at: number): string => formats.value.day.format(at);

/** The time for today, the date for before. */
export const whenText = (at: number, now: number): string =>
  startOfDay(at) === startOfDay(now) ? timeText(at) : formats.value.short.format(at);

/** A day of this year without the year. */
const dateText = (at: number): string =>
  new Date(at).getFullYear() === new Date().getFullYear()
    ? formats.value.short.format(at)
    : formats.value.date.format(at);

export const momentText = (at: number): string => `${dateText(at)} ${timeText(at)}`;

/** "2026-11-30", as it stands in frames, in words; anything else as it is. */
export const dayInWords = (iso: string): string => {
  const at = Date.parse(`${iso}T00:00`);
  return Number.isNaN(at) ? iso : dateText(at);
};

export const startOfDay = (at: number): number => new Date(at).setHours(0, 0, 0, 0);
