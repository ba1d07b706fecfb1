// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { listenForEnter } from "../src/enter_key";

type Step = readonly [type: string, init?: Record<string, unknown>];

const ENTER = { key: "Enter", code: "Enter", keyCode: 13 };
const USED = { ...ENTER, keyCode: 229 };
const PROCESS = { ...USED, key: "Process" };

const composing = (text: string): Step[] => [
  ["compositionstart", { data: "" }],
  ["compositionupdate", { data: text }],
];

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Plays the events of a browser; how often it was sent, and the types of events that the browser didn't act on. */
const play = (steps: readonly Step[]): { sent: number; prevented: string[] } => {
  const field = document.createElement("textarea");
  let sent = 0;
  const stop = listenForEnter(field, {
    sends: ({ shiftKey }) => !shiftKey,
    submit: () => {
      sent += 1;
    },
  });
  const prevented: string[] = [];
  for (const [type, init] of steps) {
    const event = new Event(type, { cancelable: true });
    for (const [name, value] of Object.entries(init ?? {})) Object.defineProperty(event, name, { value });
    field.dispatchEvent(event);
    if (event.defaultPrevented) prevented.push(type);
  }
  vi.runAllTimers();
  stop();
  return { sent, prevented };
};

describe("one Enter during a syllable of Hangul sends once", () => {
  const end: Step = ["compositionend", { data: "글" }];
  test.each<[string, Step[]]>([
    [
      "Chrome on a Mac: a second keydown follows",
      [
        ...composing("글"),
        ["keydown", { ...USED, isComposing: true }],
        ["input"],
        end,
        ["keydown", ENTER],
        ["keyup", ENTER],
      ],
    ],
    [
      "Windows: a line break follows",
      [
        ...composing("글"),
        ["keydown", { ...PROCESS, isComposing: true }],
        ["input"],
        end,
        ["beforeinput", { inputType: "insertLineBreak" }],
        ["keyup", ENTER],
      ],
    ],
    [
      "Firefox: the text is told after the end",
      [...composing("글"), ["keydown", { ...USED, isComposing: true }], end, ["input"], ["keyup", ENTER]],
    ],
    [
      "Safari: the composition ends first",
      [...composing("글"), ["input"], end, ["keydown", USED], ["keyup", ENTER]],
    ],
    ["Safari without composition events", [["input"], ["keydown", USED], ["keyup", ENTER]]],
    [
      "held down",
      [
        ["keydown", ENTER],
        ["keydown", { ...ENTER, repeat: true }],
        ["keyup", ENTER],
      ],
    ],
    [
      "a single letter",
      [...composing("ㅋ"), ["keydown", { ...USED, isComposing: true }], ["compositionend", { data: "ㅋ" }]],
    ],
  ])("%s", (_, steps) => {
    const { sent, prevented } = play(steps);
    expect(sent).toBe(1);
    if (steps.some(([type]) => type === "beforeinput")) expect(prevented).toContain("beforeinput");
  });

  test("and the next press sends the next message", () => {
    expect(play([["keydown", ENTER], ["keyup", ENTER], ["input"], ["keydown", ENTER]]).sent).toBe(2);
  });
});

describe("Enter that belongs to the input method or makes a line sends nothing", () => {
  test.each<[string, Step[]]>([
    [
      "Japanese candidates",
      [
        ...composing("日本"),
        ["keydown", { ...USED, isComposing: true }],
        ["compositionend", { data: "日本" }],
        ["keyup", ENTER],
      ],
    ],
    [
      "Japanese in Safari",
      [...composing("にほん"), ["compositionend", { data: "日本" }], ["keydown", USED], ["keyup", ENTER]],
    ],
    [
      "Hanja",
      [...composing("韓"), ["keydown", { ...USED, isComposing: true }], ["compositionend", { data: "韓" }]],
    ],
    [
      "with Shift",
      [
        ...composing("글"),
        ["keydown", { ...USED, isComposing: true, shiftKey: true }],
        ["compositionend", { data: "글" }],
      ],
    ],
    [
      "ended by another key",
      [...composing("글"), ["compositionend", { data: "글" }], ["keydown", { key: " ", code: "Space" }]],
    ],
    [
      "the composition goes on",
      [
        ...composing("글"),
        ["keydown", { ...USED, isComposing: true }],
        ["keydown", { key: "Process", code: "KeyR", keyCode: 229 }],
        ["compositionend", { data: "글" }],
      ],
    ],
  ])("%s", (_, steps) => expect(play(steps).sent).toBe(0));

  test("what another listener handled is left alone", () => {
    const field = document.createElement("textarea");
    field.addEventListener("keydown", (event) => event.preventDefault());
    const submit = vi.fn();
    listenForEnter(field, { sends: () => true, submit });
    field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", cancelable: true }));
    expect(submit).not.toHaveBeenCalled();
  });
});
