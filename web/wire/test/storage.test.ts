import { IDBFactory } from "fake-indexeddb";
import "fake-indexeddb/auto";
import { describe, expect, it } from "vitest";
import { openStorage } from "../src/browser/storage";
import { MemoryStorage } from "../src/memory_storage";
import type { Storage } from "../src/ports";
import type { ConversationView, Message } from "../src/protocol";
import type { Outgoing } from "../src/state";

const view = (id: string): ConversationView => ({
  id,
  state: "bot",
  fencing_token: 1,
  seq: 3,
  topic: "general",
  opened_at: 1,
  customer: { id: "kim", name: "김민지" },
});
const message = (seq: number): Message => ({
  seq,
  at: seq,
  by: { role: "bot" },
  body: { type: "text", text: `${seq}` },
});
const item = (device: string, conversation = "conv0001"): Omit<Outgoing, "number"> => ({
  device,
  conversation,
  body: { type: "text", text: "네" },
  at: 1,
  status: "waiting",
});

const engines: Record<string, () => Promise<Storage>> = {
  memory: async () => new MemoryStorage(true),
  IndexedDB: () => openStorage(new IDBFactory(), "kim", { history: true }),
};

describe.each(Object.entries(engines))("storage in %s", (_name, open) => {
  it("numbers what a device sends in a conversation without a repeat, also after it was removed", async () => {
    const storage = await open();
    const first = await storage.enqueue(item("aaaaaaaa"));
    await storage.remove(first);
    const [second, elsewhere, other] = await Promise.all([
      storage.enqueue(item("aaaaaaaa")),
      storage.enqueue(item("aaaaaaaa", "conv0002")),
      storage.enqueue(item("bbbbbbbb")),
    ]);
    expect([first, second, elsewhere, other].map((sent) => sent?.number)).toEqual([1, 2, 1, 1]);
    expect(await storage.outbox("aaaaaaaa")).toHaveLength(2);
    expect((await storage.devicesWithOutbox()).sort()).toEqual(["aaaaaaaa", "bbbbbbbb"]);
  });

  it("keeps what became of an item", async () => {
    const storage = await open();
    const kept = await storage.enqueue(item("aaaaaaaa"));
    await storage.update({ ...kept, status: "failed", refusal: { code: "x", text: "안 됩니다" } });
    expect(await storage.outbox("aaaaaaaa")).toMatchObject([{ status: "failed", refusal: { code: "x" } }]);
  });

  it("gives conversations back with their messages in order", async () => {
    const storage = await open();
    await storage.saveThread(view("conv0001"), [message(2), message(3)], { replace: false });
    await storage.saveThread(view("conv0001"), [message(1)], { replace: false });
    await storage.saveThread(view("conv0010"), [message(7)], { replace: false });
    const threads = await storage.threads();
    expect(threads.map((thread) => thread.messages.map(({ seq }) => seq))).toEqual([[1, 2, 3], [7]]);
    await storage.saveThread(view("conv0001"), [message(9)], { replace: true });
    await storage.forgetThread("conv0010");
    expect((await storage.threads()).map((thread) => thread.messages.map(({ seq }) => seq))).toEqual([[9]]);
  });

  it("knows the devices it has seen, and nothing after it was cleared", async () => {
    const storage = await open();
    expect(await storage.registerDevice("aaaaaaaa")).toEqual({ known: false });
    expect(await storage.registerDevice("aaaaaaaa")).toEqual({ known: true });
    await storage.enqueue(item("aaaaaaaa"));
    await storage.clear();
    expect(await storage.registerDevice("aaaaaaaa")).toEqual({ known: false });
    expect(await storage.devicesWithOutbox()).toEqual([]);
  });
});

describe("storage on a shared desk", () => {
  it("keeps what is unsent and no conversation", async () => {
    const storage = await openStorage(new IDBFactory(), "lee", { history: false });
    await storage.saveThread(view("conv0001"), [message(1)], { replace: false });
    await storage.enqueue(item("aaaaaaaa"));
    expect(await storage.threads()).toEqual([]);
    expect(await storage.outbox("aaaaaaaa")).toHaveLength(1);
  });
});
