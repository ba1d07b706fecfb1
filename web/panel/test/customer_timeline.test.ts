import type { TimelineEntryView } from "@baro/wire";
import { expect, test } from "vitest";
import { filteredTimeline, timelineDays } from "../src/desk/customer_timeline";

const noon = new Date(2026, 10, 30, 12).getTime();
const entry = (kind: TimelineEntryView["kind"], at: number): TimelineEntryView => ({ kind, at, id: `${at}` });

const entries = [
  entry("note", noon + 2),
  entry("claim_note", noon + 1),
  entry("conversation", noon),
  entry("claim", noon - 86_400_000),
  entry("contract", noon - 2 * 86_400_000),
];

test("notes of conversations and claims are one kind", () => {
  const kinds = (filter: Parameters<typeof filteredTimeline>[1]) =>
    filteredTimeline(entries, filter).map(({ kind }) => kind);
  expect(kinds("note")).toEqual(["note", "claim_note"]);
  expect(kinds("claim")).toEqual(["claim"]);
  expect(kinds("all")).toHaveLength(5);
});

test("entries stand under their day, in their order", () => {
  expect(timelineDays(entries).map((day) => [day.day, day.entries.length])).toEqual([
    ["2026-11-30", 3],
    ["2026-11-29", 1],
    ["2026-11-28", 1],
  ]);
  expect(timelineDays([])).toEqual([]);
});
