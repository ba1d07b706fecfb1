import { describe, expect, test } from "vitest";
import texts from "../../../chalicelib/config/texts/ko.toml?raw";
import { CLAIM_KEYS, claimKeysOf } from "../src/claims";
import { transitionKey } from "../src/claims/rules/transition_order";
import { keysOf, SHORTCUTS, type ShortcutName, shortcutOf } from "../src/desk/shortcuts";
import { en } from "../src/i18n/en";
import { ko } from "../src/i18n/ko";
import { ACTION_KEYS, NAVIGATION_KEYS, PAGE_KEYS } from "../src/ui/help_dialog";

const NAMES = Object.keys(SHORTCUTS) as ShortcutName[];
/** The names of the section `transitions` of the centre's texts. */
const TRANSITIONS = (/\[transitions\]\n([\s\S]*?)\n\[/.exec(texts)?.[1] ?? "")
  .split("\n")
  .flatMap((line) => /^(\w+) = /.exec(line)?.[1] ?? []);

const stroke = (code: string, held: { ctrl?: boolean; alt?: boolean; shift?: boolean }, key = "Process") => ({
  code,
  key,
  ctrlKey: held.ctrl ?? false,
  metaKey: false,
  altKey: held.alt ?? false,
  shiftKey: held.shift ?? false,
});

describe("shortcuts", () => {
  test("are different ones, also from those of claims", () => {
    const all = [
      ...NAMES.map((name) => keysOf(name, false)),
      ...(Object.keys(CLAIM_KEYS) as (keyof typeof CLAIM_KEYS)[]).map((name) => claimKeysOf(name, false)),
    ].map((keys) => keys.join("+"));
    expect(new Set(all).size).toBe(all.length);
    expect(TRANSITIONS.length).toBeGreaterThan(20);
    expect(TRANSITIONS.map(transitionKey).filter((key) => key === undefined)).toEqual([]);
  });

  test("run by the physical key, whatever a Korean keyboard makes of it", () => {
    for (const name of NAMES) {
      const wanted: { code: string; ctrl?: true; alt?: true; shift?: true } = SHORTCUTS[name];
      for (const key of ["Process", "ㅎ", "˜"])
        expect(shortcutOf(stroke(wanted.code, wanted, key), true)).toBe(name);
    }
  });

  test("are all in the help, with words in both languages", () => {
    const views = NAMES.filter((name) => /^view[2-6]$/.test(name));
    const listed = [...NAVIGATION_KEYS, ...ACTION_KEYS, ...PAGE_KEYS, "view1", ...views];
    expect([...listed].sort()).toEqual([...NAMES].sort());
    for (const words of [ko, en]) for (const name of NAMES) expect(words.commands[name]).toBeTruthy();
  });
});
