// The page's texts in the chosen language.
import {
  clock,
  dayAndClock,
  dayInWords,
  dayOf,
  daysUntil,
  fullMoment,
  longDay,
  dayText as shortDayText,
} from "@baro/design/format";
import { localStore } from "@baro/design/storage";
import { signal } from "@preact/signals";
import type { bodiesKo } from "./bodies_ko";
import {
  type FirstKey,
  type FirstTexts,
  firstLanguage,
  firstTexts,
  LANGUAGE_KEY,
  type Language,
  loadFirstTexts,
} from "./first_texts";
import type { waitingKo } from "./waiting_ko";

type OnDemandKey = keyof typeof bodiesKo | keyof typeof waitingKo;
export type OnDemandTexts = Readonly<Partial<Record<OnDemandKey, string>>>;
export type Key = FirstKey | OnDemandKey;

export type { Language };

const catalogues = signal<Partial<Record<Language, FirstTexts>>>({});
const onDemand = signal<Partial<Record<Language, OnDemandTexts>>>({});
const overrides = signal<Partial<Record<Language, Record<string, string>>>>({});

export const language = signal<Language>(firstLanguage);

export const addFirstTexts = (of: Language, texts: FirstTexts): void => {
  catalogues.value = { ...catalogues.peek(), [of]: texts };
};

/** Resolves once the page's texts are there. */
export const textsReady = firstTexts.then((texts) => addFirstTexts(firstLanguage, texts));

const showLanguage = (next: Language): void => {
  language.value = next;
  document.documentElement.lang = next;
  localStore.set(LANGUAGE_KEY, next);
};

/** Without a connection the language stays as it is. */
export const chooseLanguage = (next: Language): void => {
  if (catalogues.peek()[next]) showLanguage(next);
  else
    loadFirstTexts(next).then(
      (texts) => {
        addFirstTexts(next, texts);
        showLanguage(next);
      },
      () => undefined,
    );
};

/** Adds the texts of a chunk that is loaded on demand. */
export const addTexts = (of: Language, texts: OnDemandTexts): void => {
  const known = onDemand.peek();
  onDemand.value = { ...known, [of]: { ...known[of], ...texts } };
};

/** The insurer's own wording, per language and key. */
export const setTextOverrides = (texts: Partial<Record<Language, Record<string, string>>>): void => {
  overrides.value = texts;
};

/** The text of a key with its {names} filled in. */
export const t = (key: Key, values: Readonly<Record<string, string | number>> = {}): string => {
  const text =
    overrides.value[language.value]?.[key] ??
    (catalogues.value[language.value] as Partial<Record<Key, string>> | undefined)?.[key] ??
    onDemandText(key);
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
};

/** While a language is being loaded, the text of another one. */
const onDemandText = (key: Key): string => {
  const { ko, en } = onDemand.value;
  const [first, second] = language.value === "ko" ? [ko, en] : [en, ko];
  return first?.[key as OnDemandKey] ?? second?.[key as OnDemandKey] ?? "";
};

/** A topic's name; topics that an insurer adds need a text in the configuration, or are shown as they are. */
export const topicName = (topic: string): string => nameOf(`topic_${topic}`) ?? topic;

/** What came of a conversation; results that an insurer adds are named in the same way as topics. */
export const outcomeName = (outcome: string): string => nameOf(`outcome_${outcome}`) ?? t("over");

const nameOf = (key: string): string | undefined =>
  overrides.value[language.value]?.[key] ??
  (catalogues.value[language.value] as Partial<Record<string, string>> | undefined)?.[key];

/** For `Intl`. */
export const locale = (): string => (language.value === "ko" ? "ko-KR" : "en-GB");

export const timeText = (at: number): string => clock(at, locale());
export const fullText = (at: number): string => fullMoment(at, locale());
export const wholeDayText = (at: number): string => longDay(at, locale());
export const momentText = (at: number): string => dayAndClock(at, locale());
export const dueText = (day: string): string => dayInWords(day, locale());

/** Today, yesterday, or the day. */
export const dayText = (at: number, now: number): string => {
  const days = daysUntil(dayOf(now), dayOf(at));
  if (days === 0) return t("today");
  return days === 1 ? t("yesterday") : wholeDayText(at);
};

/** The time for today, yesterday, or the date. */
export const whenText = (at: number, now: number): string => {
  const days = daysUntil(dayOf(now), dayOf(at));
  return days === 0 ? timeText(at) : days === 1 ? t("yesterday") : shortDayText(at, locale(), now);
};
