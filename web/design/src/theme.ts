// The chosen appearance: stored in the browser, applied as attributes of <html>.
import { localStore, readJson } from "./storage";

/** The sizes of text, in percent of the browser's. */
export const TEXT_SIZES = [100, 125, 150, 175, 200] as const;
export type TextSize = (typeof TEXT_SIZES)[number];

export interface Appearance {
  readonly theme: "auto" | "light" | "dark";
  readonly text: TextSize;
  readonly contrast: "normal" | "more";
}

const KEY = "baro appearance";
const DEFAULT: Appearance = { theme: "auto", text: 100, contrast: "normal" };

export const loadAppearance = (): Appearance => {
  const look = readJson(localStore, KEY, DEFAULT);
  // "large" was stored before there were steps.
  const text =
    (look.text as unknown) === "large" ? 125 : (TEXT_SIZES.find((size) => size === look.text) ?? 100);
  return { ...look, text };
};

/** The size `steps` further up or down; the last one at an end. */
export const stepTextSize = (size: TextSize, steps: number): TextSize => {
  const place = TEXT_SIZES.indexOf(size) + steps;
  return TEXT_SIZES[Math.max(0, Math.min(TEXT_SIZES.length - 1, place))] ?? size;
};

/** Attributes of <html> that carry the appearance. */
export const APPEARANCE_ATTRIBUTES = ["data-theme", "data-text", "data-contrast"] as const;

export const applyAppearance = (look: Appearance, root: HTMLElement = document.documentElement): void => {
  set(root, "data-theme", look.theme === "auto" ? null : look.theme);
  set(root, "data-text", look.text === 100 ? null : String(look.text));
  set(root, "data-contrast", look.contrast === "more" ? "more" : null);
};

export const saveAppearance = (look: Appearance): void => {
  applyAppearance(look);
  localStore.set(KEY, JSON.stringify(look));
};

const set = (root: HTMLElement, name: string, value: string | null): void => {
  if (value === null) root.removeAttribute(name);
  else root.setAttribute(name, value);
};

type Rgb = readonly [number, number, number];

const parse = (hex: string): Rgb | null => {
  const digits = /^#([0-9a-f]{6})$/i.exec(hex)?.[1];
  if (!digits) return null;
  const at = (place: number) => Number.parseInt(digits.slice(place, place + 2), 16);
  return [at(0), at(2), at(4)];
};

const luminance = (rgb: Rgb): number => {
  const [r, g, b] = rgb.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};

/** WCAG contrast of two colours `#rrggbb`, 1 to 21; 1 for invalid colours. */
export const contrast = (a: string, b: string): number => {
  const [one, two] = [parse(a), parse(b)];
  if (!one || !two) return 1;
  const [low, high] = [luminance(one), luminance(two)].sort((x, y) => x - y) as [number, number];
  return (high + 0.05) / (low + 0.05);
};

const blend = (rgb: Rgb, goal: number, share: number): string =>
  `#${rgb
    .map((part) =>
      Math.round(part + (goal - part) * share)
        .toString(16)
        .padStart(2, "0"),
    )
    .join("")}`;

/** `colour`, darkened or lightened until it has enough contrast on `ground`. */
export const readableOn = (colour: string, ground: string, ratio = 4.6): string => {
  const rgb = parse(colour);
  if (!rgb) return colour;
  const goal = contrast("#ffffff", ground) > contrast("#000000", ground) ? 255 : 0;
  for (let share = 0; share < 1; share += 0.04) {
    const tried = blend(rgb, goal, share);
    if (contrast(tried, ground) >= ratio) return tried;
  }
  return goal === 255 ? "#ffffff" : "#000000";
};

/** Sets the brand colour, adjusted to be readable in both themes. Through the CSSOM: no inline style. */
export const applyBrand = (colour: string, root: HTMLElement = document.documentElement): void => {
  if (!parse(colour)) return;
  root.style.setProperty("--brand-on-light", readableOn(colour, "#ffffff"));
  root.style.setProperty("--brand-on-dark", readableOn(colour, "#222832", 6));
  root.style.setProperty("--brand-text-on-light", readableOn(colour, "#eef1f5", 5));
};
