import type { Push } from "@baro/wire";
import { describe, expect, test } from "vitest";
import { Desk } from "../src/desk/desk";
import { customer, DESK, fakeWire, memoryShelf, refused, said, T0, thread } from "./fakes";

const sit = (
  options: Parameters<typeof fakeWire>[0] = [],
  answer?: Parameters<typeof fakeWire>[1],
  tab = memoryShelf(),
) => {
  const fake = fakeWire(options, answer);
  const later: (() => void)[] = [];
  const desk = new Desk({
    wire: fake.wire,
    state: fake.state,
    person: "me",
    lasting: memoryShelf(),
    tab,
    after: (_, then) => void later.push(then),
  });
  return { ...fake, desk, later, tab };
};

const settle = () => new Promise((resolve) => setImmediate(resolve));
const texts = (desk: Desk) => desk.toasts.visible.value.map(({ text }) => text);
const assigned = (id: string): Push => ({
  event: "assigned",
  conversation: thread(id).view,
  messages: [],
  customer,
});

describe("the requested status", () => {
  test("is sent again after a reconnect that found the agent off duty", async () => {
    const scene = sit();
    await scene.desk.setStatus("available");
    scene.state.value = { ...scene.state.peek(), desk: DESK };
    scene.desk.onWelcome();
    expect(scene.asked.filter(([action]) => action === "availability")).toEqual([
      ["availability", { status: "available" }],
      ["availability", { status: "available" }],
    ]);
  });

  test("survives a reload, and in a new tab is the server's", () => {
    const tab = memoryShelf();
    void sit([], undefined, tab).desk.setStatus("paused");
    expect(sit([], undefined, tab).desk.requestedStatus.value).toBe("paused");
    const fresh = sit();
    fresh.state.value = { ...fresh.state.peek(), desk: { ...DESK, status: "available" } };
    fresh.desk.onWelcome();
    expect(fresh.desk.requestedStatus.value).toBe("available");
    expect(fresh.asked.some(([action]) => action === "availability")).toBe(false);
  });

  test("is restored when the server refuses it", async () => {
    const { desk } = sit([], () => {
      throw refused("conflict");
    });
    expect(await desk.setStatus("available")).toBe(false);
    expect(desk.requestedStatus.value).toBe("offline");
    expect(texts(desk)).toEqual(["다른 곳에서 동시에 바뀌었습니다. 다시 시도해 주세요."]);
  });
});

describe("an assigned conversation", () => {
  test("opens by itself only if none is open", () => {
    const scene = sit([thread("a"), thread("b")]);
    scene.desk.onFrame(assigned("a"));
    expect(scene.desk.selected.value).toBe("a");
    scene.desk.onFrame(assigned("b"));
    expect(scene.desk.selected.value).toBe("a");
  });

  test("replaces an open one that has left the desk", () => {
    const scene = sit([thread("a", [], { leftReason: "resolved" }), thread("b")]);
    scene.desk.select("a");
    scene.desk.onFrame(assigned("b"));
    expect(scene.desk.selected.value).toBe("b");
  });

  test("contains the customer, who is loaded after a reload", async () => {
    const scene = sit([thread("a"), thread("gone", [], { leftReason: "resolved" })], () => ({
      kind: "customer_shown",
      customer,
    }));
    scene.state.value = { ...scene.state.peek(), desk: DESK };
    scene.desk.onWelcome();
    await settle();
    expect(scene.asked.filter(([action]) => action === "customer")).toEqual([
      ["customer", { conversation: "a" }],
    ]);
    expect(scene.desk.customers.value.get("a")).toEqual(customer);
  });
});

test("a read position is sent once, and applied at once", () => {
  const held = thread("a", [said(1, "customer", "1"), said(2, "customer", "2")]);
  const { desk, read } = sit([held]);
  expect(desk.unreadCount.value).toBe(2);
  desk.markAllRead(held);
  desk.markAllRead(held);
  expect(read).toEqual([["a", 2]]);
  expect(desk.unreadCount.value).toBe(0);
});

test("a note is shown although the server pushes it to the other devices only", async () => {
  const note = { at: T0, by: { id: "me", name: "김하늘" }, text: "메모" };
  const { desk } = sit([thread("a")], () => ({ kind: "note_added", note }));
  expect(await desk.addNote("a", "메모")).toBe(true);
  expect(desk.ownNotes.value.get("a")).toEqual([note]);
});

describe("a transfer", () => {
  test("marks the conversation as released by this agent", async () => {
    const { desk, asked } = sit([thread("a")]);
    expect(await desk.transfer("a", { queue: "contract" }, "메모")).toBe(true);
    expect(asked).toEqual([["transfer", { conversation: "a", note: "메모", queue: "contract" }]]);
    expect(desk.releasedByMe.has("a")).toBe(true);
  });

  test("of a conversation that somebody else has got reports it", async () => {
    const { desk } = sit([thread("a")], () => {
      throw refused("not_on_desk");
    });
    expect(await desk.transfer("a", { queue: "contract" }, "")).toBe(false);
    expect(texts(desk)).toEqual(["그 사이 다른 담당에게 넘어간 상담입니다."]);
    expect(desk.releasedByMe.has("a")).toBe(false);
  });
});

test("conversations requeued during a lost connection are reported once", () => {
  const scene = sit([thread("a", [], { leftReason: "connection_lost" }), thread("b")]);
  scene.desk.onWelcome();
  scene.desk.onWelcome();
  expect(texts(scene.desk)).toEqual(["연결이 끊긴 동안 상담 1건이 대기열로 돌아갔습니다."]);
});

test("moving wraps around the list; the next unread is the most urgent", () => {
  const calm = thread("calm", [said(1, "customer", "?"), said(2, "agent", "!")]);
  const late = thread("late", [said(1, "customer", "?", T0)]);
  const emergency = thread("emergency", [said(1, "customer", "?", T0 + 9)], {}, { emergency: true });
  const { desk } = sit([calm, late, emergency]);
  desk.select("emergency");
  desk.selectByOffset(-1);
  expect(desk.selected.value).toBe("calm");
  desk.selectByOffset(1);
  expect(desk.selected.value).toBe("emergency");
  expect(desk.nextUnread()).toBe(true);
  expect(desk.selected.value).toBe("late");
});

test("dismissing the open conversation opens its neighbour", () => {
  const { desk } = sit([thread("a", [], { leftReason: "resolved" }), thread("b")]);
  desk.setView({ tab: "all" });
  desk.select("a");
  desk.dismiss("a");
  expect(desk.selected.value).toBe("b");
  expect(desk.conversationRows.value.map(({ id }) => id)).toEqual(["b"]);
});

test("several queue frames cause one request of the desk", async () => {
  const { desk, asked, later } = sit([], () => ({ kind: "desk_shown", desk: DESK }));
  const queues = [{ name: "general", label: "일반 상담", waiting: 1, oldest: T0 }];
  for (let count = 0; count < 20; count += 1) desk.onFrame({ event: "queues", queues });
  expect(asked).toEqual([]);
  for (const then of later.splice(0)) then();
  await settle();
  expect(asked).toEqual([["desk", {}]]);
});
