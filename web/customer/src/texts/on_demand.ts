// Loads groups of texts that the first messages don't need, in the shown language, also after it is changed.
import { effect } from "@preact/signals";
import { addTexts, type Language, language, type OnDemandTexts } from ".";

const GROUPS = {
  waiting: {
    ko: async () => (await import("./waiting_ko")).waitingKo,
    en: async () => (await import("./waiting_en")).waitingEn,
  },
  /** Of forms, files, signatures, claims, the rating, and windows of the menu. */
  bodies: {
    ko: async () => (await import("./bodies_ko")).bodiesKo,
    en: async () => (await import("./bodies_en")).bodiesEn,
  },
} satisfies Record<string, Record<Language, () => Promise<OnDemandTexts>>>;

/** Resolves once the texts are there; throws without a connection. */
export const loadTexts = async (group: keyof typeof GROUPS): Promise<void> => {
  const load = async (wanted: Language): Promise<void> => addTexts(wanted, await GROUPS[group][wanted]());
  await load(language.peek());
  effect(() => {
    load(language.value).catch(() => undefined); // the texts of the other language stay
  });
};
