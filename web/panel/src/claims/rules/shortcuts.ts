// Shortcuts of claims: Alt with a letter (by physical key), "g" followed by a letter; digits are in transition_order.ts.
import type { Stroke } from "../../desk/shortcuts";

export const CLAIM_KEYS = {
  work: "KeyW",
  claim: "KeyC",
  part: "KeyL",
  form: "KeyE",
  remark: "KeyJ",
  files: "KeyP",
} as const;

export type ClaimKey = keyof typeof CLAIM_KEYS;

/** The shortcut of a keystroke; null for none. */
export const claimKeyOf = (stroke: Stroke): ClaimKey | null => {
  if (!stroke.altKey || stroke.ctrlKey || stroke.metaKey || stroke.shiftKey) return null;
  const found = Object.entries(CLAIM_KEYS).find(([, code]) => code === stroke.code);
  return (found?.[0] as ClaimKey | undefined) ?? null;
};

/** Maximum time between "g" and the letter that names the page, ms. */
export const GO_TIMEOUT_MS = 1_500;
const GO_TARGETS: Readonly<Record<string, "work" | "desk">> = { KeyW: "work", KeyC: "desk" };

export class GoToKeys {
  private startedAt = Number.NEGATIVE_INFINITY;

  /** The page that a second keystroke after "g" opens; null for none. `at` is in ms. Don't call it while a text field has the focus. */
  pageFor(stroke: Stroke, at: number): "work" | "desk" | null {
    if (stroke.ctrlKey || stroke.metaKey || stroke.altKey || stroke.shiftKey) return null;
    if (at - this.startedAt <= GO_TIMEOUT_MS) {
      this.startedAt = Number.NEGATIVE_INFINITY;
      return GO_TARGETS[stroke.code] ?? null;
    }
    if (stroke.code === "KeyG") this.startedAt = at;
    return null;
  }
}

export const claimKeysOf = (name: ClaimKey, mac: boolean): readonly string[] => [
  mac ? "⌥" : "Alt",
  CLAIM_KEYS[name].replace("Key", ""),
];
