import { configFrom } from "@baro/design/page_config";
import type { Push } from "@baro/wire";
import { describe, expect, test } from "vitest";
import { agentToken, departmentsOf } from "../src/auth_token";
import { documentTitle } from "../src/desk/alerts";
import { FrameDedupe } from "../src/desk/dedupe";
import { messageText } from "../src/desk/message_text";
import { waitingCount } from "../src/desk/queues";
import { announcementKind, DEFAULTS, loadSettings, saveSettings } from "../src/desk/settings";
import { keysOf, SHORTCUTS, type Stroke, shortcutOf } from "../src/desk/shortcuts";
import { formatDuration } from "../src/desk/wait_time";
import { en } from "../src/i18n/en";
import { ko } from "../src/i18n/ko";
import { customer, memoryShelf, said, view } from "./fakes";

const stroke = (change: Partial<Stroke>): Stroke => ({
  code: "",
  key: "",
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...change,
});

describe("shortcuts", () => {
  test("are by physical key, so that ㅕ and Option's ¨ are Alt+U", () => {
    expect(shortcutOf(stroke({ code: "KeyU", key: "ㅕ", altKey: true }), true)).toBe("unread");
    expect(shortcutOf(stroke({ code: "KeyU", key: "¨", altKey: true }), true)).toBe("unread");
  });

  test("accept Ctrl and Cmd, and ignore other combinations", () => {
    expect(shortcutOf(stroke({ code: "KeyK", ctrlKey: true }), false)).toBe("palette");
    expect(shortcutOf(stroke({ code: "KeyK", metaKey: true }), true)).toBe("palette");
    expect(shortcutOf(stroke({ code: "KeyK", ctrlKey: true, shiftKey: true }), false)).toBeNull();
    expect(shortcutOf(stroke({ code: "KeyU" }), false)).toBeNull();
  });

  test("a question mark is a shortcut outside of text fields only", () => {
    expect(shortcutOf(stroke({ code: "Slash", key: "?", shiftKey: true }), false)).toBe("help");
    expect(shortcutOf(stroke({ code: "Slash", key: "?", shiftKey: true }), true)).toBeNull();
  });

  test("are distinct, and have a name in both languages", () => {
    const strokes = Object.values(SHORTCUTS).map((one) => JSON.stringify(one));
    expect(new Set(strokes).size).toBe(strokes.length);
    expect(Object.keys(ko.commands).sort()).toEqual(Object.keys(SHORTCUTS).sort());
    expect(keysOf("palette", true)).toEqual(["⌘", "K"]);
    expect(keysOf("next", false)).toEqual(["Alt", "↓"]);
  });
});

describe("announcements", () => {
  const assigned: Push = { event: "assigned", conversation: view("a"), messages: [], customer };
  test("have a kind, and none for this agent's own actions", () => {
    expect(announcementKind(assigned, () => false)).toBe("assigned");
    expect(
      announcementKind(
        { event: "message", conversation: "a", message: said(1, "customer", "?") },
        () => false,
      ),
    ).toBe("message");
    expect(
      announcementKind({ event: "message", conversation: "a", message: said(1, "bot", "?") }, () => false),
    ).toBeNull();
    expect(
      announcementKind({ event: "unassigned", conversation: "a", reason: "transferred" }, () => false),
    ).toBe("lost");
    expect(
      announcementKind({ event: "unassigned", conversation: "a", reason: "transferred" }, () => true),
    ).toBeNull();
    expect(announcementKind({ event: "queues", queues: [] }, () => false)).toBeNull();
  });

  test("settings are stored, and missing ones have their default", () => {
    const shelf = memoryShelf();
    saveSettings({ ...DEFAULTS, volume: 0.2 }, shelf);
    expect(loadSettings(shelf).volume).toBe(0.2);
    shelf.set("baro panel settings", '{"volume":1}');
    expect(loadSettings(shelf)).toEqual({ ...DEFAULTS, volume: 1 });
  });

  test("of frames from two connections are made once", () => {
    const told = new FrameDedupe();
    const spoken = (seq: number): Push => ({
      event: "message",
      conversation: "a",
      message: said(seq, "customer", "?"),
    });
    expect([spoken(4), spoken(4), spoken(3), spoken(5)].map((frame) => told.isNew(frame))).toEqual([
      true,
      false,
      false,
      true,
    ]);
    const again: Push = { ...assigned, conversation: view("a", { fencing_token: 5 }) };
    expect([assigned, assigned, again].map((frame) => told.isNew(frame))).toEqual([true, false, true]);
  });

  test("the title shows the number of unread messages", () => {
    expect([0, 3, 120].map((count) => documentTitle(count, "바로"))).toEqual([
      "바로",
      "(3) 바로",
      "(99+) 바로",
    ]);
  });
});

test("waiting customers are counted per queue and in total", () => {
  const queues = [
    { name: "a", label: "A", waiting: 1, oldest: 5 },
    { name: "b", label: "B", waiting: 3, oldest: 6 },
  ];
  expect([waitingCount(queues), waitingCount(queues, "b"), waitingCount(queues, "c")]).toEqual([4, 3, 0]);
});

test("durations are formatted", () => {
  expect([0, 67_000, 3_725_000, -5].map(formatDuration)).toEqual(["0:00", "1:07", "1:02:05", "0:00"]);
});

test("every body has a preview text", () => {
  const button = { id: "x", label: "X" };
  expect(messageText({ type: "answer", to: 1, button: "x", label: "네" })).toBe("네");
  expect(messageText({ type: "card", title: "증권", buttons: [button] })).toBe("증권");
  expect(messageText({ type: "form_submission", to: 1, values: { a: "1", b: "2" } })).toBe("1 · 2");
});

test("a configuration needs addresses; the rest is optional", () => {
  expect(configFrom({ api: "http://x/api/", ws: "ws://x" })).toMatchObject({
    api: "http://x/api",
    brand: { short: "바로" },
  });
  expect(() => configFrom({ api: "http://x" })).toThrow(/ws/);
  expect(() => configFrom(null)).toThrow();
});

test("a token has the departments; blocked storage stores none without an error", () => {
  const part = (data: object) => btoa(JSON.stringify(data)).replace(/=+$/, "");
  expect(departmentsOf(`${part({})}.${part({ departments: ["injury", 7] })}.x`)).toEqual(["injury"]);
  expect(departmentsOf("nonsense")).toEqual([]);
  expect(() => agentToken.store("t")).not.toThrow();
});

test("both languages have the same keys", () => {
  const keys = (words: object, path = ""): string[] =>
    Object.entries(words).flatMap(([key, value]) =>
      typeof value === "object" && value !== null
        ? keys(value as object, `${path}${key}.`)
        : [`${path}${key}`],
    );
  const own = /^(refusals|queues|notices)\./;
  const plain = (words: object) =>
    keys(words)
      .filter((key) => !own.test(key))
      .sort();
  expect(plain(en)).toEqual(plain(ko));
});
