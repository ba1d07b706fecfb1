// Loads the texts of files, signatures and claims in the shown language, also after the language is changed.
import { effect } from "@preact/signals";
import { addTexts, type Language, language } from ".";

const load = async (wanted: Language): Promise<void> =>
  wanted === "ko"
    ? addTexts(wanted, (await import("./on_demand_ko")).onDemandKo)
    : addTexts(wanted, (await import("./on_demand_en")).onDemandEn);

/** Resolves once the texts are there; throws without a connection. */
export const loadOnDemandTexts = async (): Promise<void> => {
  await load(language.peek());
  effect(() => {
    load(language.value).catch(() => undefined); // the texts of the other language stay
  });
};
