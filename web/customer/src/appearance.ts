// The appearance: size of text, high contrast, dark. Stored in the browser.
import { type Appearance, loadAppearance, saveAppearance, type TextSize } from "@baro/design";
import { signal } from "@preact/signals";

export const appearance = signal<Appearance>(loadAppearance());

export const isDark = (): boolean =>
  appearance.value.theme === "auto"
    ? matchMedia("(prefers-color-scheme: dark)").matches
    : appearance.value.theme === "dark";

const change = (part: Partial<Appearance>): void => {
  appearance.value = { ...appearance.value, ...part };
  saveAppearance(appearance.value);
};

export const setTextSize = (text: TextSize): void => change({ text });
export const setContrast = (on: boolean): void => change({ contrast: on ? "more" : "normal" });
export const setDark = (on: boolean): void => change({ theme: on ? "dark" : "light" });
