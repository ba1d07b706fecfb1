// The message of a file is sent once, whenever the page is closed.
import type { Outgoing } from "@baro/wire";
import { expect, test } from "vitest";
import { isFileSent } from "../src/files/sent_files";
import { message, NOON, thread } from "./factories";

const body = { type: "file", upload: "upload01", name: "사고.jpg", kind: "photo", size: 1 } as const;
const waiting: Outgoing = { device: "d", conversation: "c", number: 1, body, at: NOON, status: "waiting" };

test("a file whose message is sent or in the outbox counts as sent", () => {
  expect(isFileSent(undefined, "upload01")).toBe(false);
  expect(isFileSent(thread([message(1, "bot", "안녕하세요")]), "upload01")).toBe(false);
  expect(isFileSent(thread([message(1, "customer", body)]), "upload01")).toBe(true);
  expect(isFileSent(thread([], { outgoing: [waiting] }), "upload01")).toBe(true);
  expect(isFileSent(thread([message(1, "customer", body)]), "upload02")).toBe(false);
});
