import { describe, expect, test } from "vitest";
import { allNotes, receiptOf, seqOfMention, timelineEntries } from "../src/desk/timeline";
import { said, T0, thread } from "./fakes";

const note = (at: number, text: string) => ({ at, by: { id: "me", name: "김하늘" }, text });
const DAY = 86_400_000;

test("notes are between the messages by time, without duplicates", () => {
  const notes = allNotes([note(T0 + 1500, "n")], undefined, [note(T0 + 1500, "n"), note(T0 + 9000, "m")]);
  const entries = timelineEntries(
    thread("a", [said(1, "customer", "1"), said(2, "agent", "2")]),
    notes,
    50,
    0,
  );
  expect(entries.map((entry) => entry.kind)).toEqual(["day", "message", "note", "message", "note"]);
});

test("a new day is announced once, also when it begins with a note", () => {
  const notes = [note(T0 + DAY, "n")];
  const held = thread("a", [said(1, "customer", "1"), said(2, "customer", "2", T0 + DAY + 5000)]);
  expect(timelineEntries(held, notes, 50, 0).map(({ kind }) => kind)).toEqual([
    "day",
    "message",
    "day",
    "note",
    "message",
  ]);
});

test('the "new" marker is before the customer\'s first unread message', () => {
  const held = thread("a", [said(1, "customer", "1"), said(2, "agent", "2"), said(3, "customer", "3")]);
  expect(timelineEntries(held, [], 50, 1).map(({ kind }) => kind)).toEqual([
    "day",
    "message",
    "message",
    "unread",
    "message",
  ]);
  expect(timelineEntries(held, [], 50, 3).some(({ kind }) => kind === "unread")).toBe(false);
  expect(timelineEntries(held, [], 50, 0).some(({ kind }) => kind === "unread")).toBe(false);
});

test("only the newest messages are rendered, without older notes", () => {
  const held = thread(
    "a",
    Array.from({ length: 100 }, (_, at) => said(at + 1, "customer", `${at}`)),
  );
  const entries = timelineEntries(held, [note(T0, "old")], 10, 0);
  expect(entries.filter(({ kind }) => kind === "message")).toHaveLength(10);
  expect(entries.some(({ kind }) => kind === "note")).toBe(false);
});

test("photos that were sent together are one entry, up to a pause, a note, a day or other words", () => {
  const photo = (seq: number, at?: number) => ({
    ...said(seq, "customer", "", at),
    body: { type: "file", upload: `u${seq}`, name: `${seq}.jpg`, kind: "photo", size: 1 } as const,
  });
  const shown = (messages: Parameters<typeof thread>[1], ...notes: ReturnType<typeof note>[]) =>
    timelineEntries(thread("a", messages), notes, 50, 0).flatMap((entry) =>
      entry.kind === "message" ? [entry.photos.map(({ seq }) => seq)] : [],
    );
  expect(shown([photo(1), photo(2), photo(3)])).toEqual([[1, 2, 3]]);
  expect(shown([photo(1), said(2, "customer", "여기요"), photo(3)])).toEqual([[], [], []]);
  expect(shown([photo(1, T0), photo(2, T0 + 400_000)])).toEqual([[], []]);
  expect(shown([photo(1, T0 + 1_000), photo(2, T0 + 3_000)], note(T0 + 2_000, "n"))).toEqual([[], []]);
});

test("consecutive messages of one person are grouped", () => {
  const held = thread("a", [
    said(1, "customer", "1"),
    said(2, "customer", "2"),
    said(3, "customer", "3", T0 + 400_000),
  ]);
  const firsts = timelineEntries(held, [], 50, 0).flatMap((entry) =>
    entry.kind === "message" ? [entry.first] : [],
  );
  expect(firsts).toEqual([true, false, true]);
});

test("a message keeps its key after the server has numbered it", () => {
  const item = {
    device: "abcdefgh",
    conversation: "a",
    number: 4,
    at: T0,
    status: "sending" as const,
    body: { type: "text" as const, text: "x" },
  };
  const before = timelineEntries(thread("a", [], { outgoing: [item] }), [], 50, 0).at(-1);
  const after = timelineEntries(
    thread("a", [{ ...said(1, "agent", "x"), client_id: "abcdefgh:4" }]),
    [],
    50,
    0,
  ).at(-1);
  expect(after?.key).toBe(before?.key);
});

describe("the receipt", () => {
  const messages = [said(1, "customer", "1"), said(2, "agent", "2"), said(3, "customer", "3")];
  const at = (delivered: number, read: number) =>
    receiptOf(thread("a", messages, {}, { customer_receipts: { delivered, read } }), "me");
  test("is of this agent's last message", () => {
    expect(at(1, 1)).toEqual({ seq: 2, receipt: "sent" });
    expect(at(2, 1)).toEqual({ seq: 2, receipt: "delivered" });
    expect(at(3, 2)).toEqual({ seq: 2, receipt: "read" });
  });
  test("is null if this agent hasn't written", () => {
    expect(receiptOf(thread("a", messages), "someone")).toBeNull();
  });
});

test("a value of the summary leads to the customer's message, not the bot's", () => {
  const messages = [
    said(1, "bot", "강남역 사거리인가요?"),
    said(2, "customer", "네 강남역  사거리예요"),
    said(3, "bot", "강남역 사거리"),
  ];
  expect(seqOfMention(messages, "강남역 사거리")).toBe(2);
  expect(seqOfMention(messages, "서초역")).toBeNull();
  expect(seqOfMention(messages, "")).toBeNull();
});
