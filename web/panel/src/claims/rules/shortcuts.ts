// Keys of claims: Alt with a letter by its place, "g" and then a letter, and figures for the steps of a coverage.
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

/** Which of the keys a stroke is; null where it is none. */
export const claimKeyOf = (stroke: Stroke): ClaimKey | null => {
  if (!stroke.altKey || stroke.ctrlKey || stroke.metaKey || stroke.shiftKey) return null;
  const found = Object.entries(CLAIM_KEYS).find(([, code]) => code === stroke.code);
  return (found?.[0] as ClaimKey | undefined) ?? null;
};

/** After "g" a letter says where to go. So long it waits for one, ms. */
export const GO_TIMEOUT_MS = 1_500;
const GO_TARGETS: Readonly<Record<string, "work" | "desk">> = { KeyW: "work", KeyC: "desk" };

export class GoToKeys {
  private startedAt = Number.NEGATIVE_INFINITY;

  /** Where a stroke leads, when it is the second of two; `at` in ms. Not to be asked while somebody types. */
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

/** 0 for the key "1" and so on; null for any other. */
export const digitIndex = (stroke: Stroke): number | null => {
  if (stroke.ctrlKey || stroke.metaKey || stroke.altKey || stroke.shiftKey) return null;
  const found = /^(?:Digit|Numpad)([1-9])$/.exec(stroke.code);
  return found ? Number(found[1]) - 1 : null;
};

export const claimKeysOf = (name: ClaimKey, mac: boolean): readonly string[] => [
  mac ? "⌥" : "Alt",
  CLAIM_KEYS[name].replace("Key", ""),
];
