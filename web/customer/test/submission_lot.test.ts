// One question hands in the files that are taken for the same document.
import type { UploadView } from "@baro/wire";
import { expect, test } from "vitest";
import { submissionLot } from "../src/files/submission_lot";

const file = (id: string, more: Partial<UploadView> = {}): UploadView => ({
  id,
  conversation: "c1",
  name: `${id}.jpg`,
  kind: "photo",
  size: 1,
  status: "ready",
  at: 9_000,
  by: { id: "kim", name: "김서연" },
  claim: "20261122-000001",
  suggested_item: "damage_photos",
  ...more,
});

const lot = (files: UploadView[], answered: string[] = []): string[] =>
  submissionLot(files, new Set(answered)).map(({ id }) => id);

test("the files of one document are asked about together, in the order they were taken", () => {
  const files = [
    file("road", { taken_at: "1970-01-01T00:00:03Z" }),
    file("scan"),
    file("car", { taken_at: "1970-01-01T09:00:01+09:00" }),
  ];
  expect(lot(files)).toEqual(["car", "road", "scan"]);
});

test("another document or claim has a question of its own, which follows", () => {
  const files = [
    file("a", { at: 1 }),
    file("b", { at: 2, suggested_item: "diagnosis" }),
    file("c", { at: 3, claim: "20261122-000002" }),
  ];
  expect(lot(files)).toEqual(["a"]);
  expect(lot(files, ["a"])).toEqual(["b"]);
  expect(lot(files, ["a", "b"])).toEqual(["c"]);
});

test("nothing is asked about files that were handed in, answered, or are taken for nothing", () => {
  const files = [file("a", { item: "damage_photos" }), file("b"), file("c", { suggested_item: "" })];
  expect(lot(files)).toEqual(["b"]);
  expect(lot(files, ["b"])).toEqual([]);
  expect(lot([])).toEqual([]);
});
