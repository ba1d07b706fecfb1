import { ConnectionLost } from "@baro/wire";
import { describe, expect, test } from "vitest";
import { compareEntries, mergeEntries, POLL_INTERVAL_MS, REFRESH_DELAY_MS } from "../src/desk/waiting_queue";
import { answering, deskWithClock, queuesFrame } from "./desk_with_clock";
import { customer, DESK, place, refused, said, T0, thread } from "./fakes";

describe("the waiting queue", () => {
  test("starts with emergencies, then the longest wait", () => {
    const held = [
      place("b", { since: 2 }),
      place("a", { since: 1 }),
      place("c", { since: 9, emergency: true }),
    ];
    expect(held.sort(compareEntries).map((one) => one.conversation)).toEqual(["c", "a", "b"]);
  });

  test("replaces one queue's entries; unchanged entries keep their identity", () => {
    const held = [place("a"), place("b", { since: T0 + 1 }), place("c", { queue: "contract" })];
    const next = mergeEntries(held, [{ ...place("a") }, place("d", { since: T0 + 2 })], "accident");
    expect(next.map((one) => one.conversation)).toEqual(["a", "c", "d"]);
    expect(next[0]).toBe(held[0]);
    expect(mergeEntries(next, [{ ...place("a") }, place("d", { since: T0 + 2 })], "accident")).toBe(next);
  });

  test("moves an entry transferred from one queue to another", () => {
    const held = [place("a")];
    expect(mergeEntries(held, [place("a", { queue: "contract" })], "contract")).toEqual([
      place("a", { queue: "contract" }),
    ]);
  });

  test("is requested only while it is shown", async () => {
    const { desk, pass, waits } = deskWithClock(
      [],
      answering(() => [place("a")]),
    );
    desk.onFrame(queuesFrame("accident"));
    await pass(REFRESH_DELAY_MS);
    expect(waits()).toEqual([]);
    desk.setView({ tab: "waiting" });
    await pass(0);
    expect(waits()).toEqual([{}]);
    expect(desk.rows.value.map(({ id, kind }) => [id, kind])).toEqual([["a", "waiting"]]);
  });

  test("requests once for several frames: one queue, or all", async () => {
    const { desk, pass, waits } = deskWithClock(
      [],
      answering(() => []),
    );
    desk.setView({ tab: "waiting" });
    await pass(0);
    for (let count = 0; count < 20; count += 1) desk.onFrame(queuesFrame("accident"));
    await pass(REFRESH_DELAY_MS);
    desk.onFrame(queuesFrame("accident"));
    desk.onFrame(queuesFrame("contract"));
    await pass(REFRESH_DELAY_MS);
    expect(waits()).toEqual([{}, { queue: "accident" }, {}]);
  });

  test("is polled while it is shown", async () => {
    const { desk, pass, waits } = deskWithClock(
      [],
      answering(() => []),
    );
    desk.setView({ tab: "all" });
    await pass(0);
    await pass(POLL_INTERVAL_MS);
    await pass(REFRESH_DELAY_MS);
    expect(waits()).toHaveLength(2);
    desk.setView({ tab: "mine" });
    await pass(POLL_INTERVAL_MS);
    await pass(POLL_INTERVAL_MS);
    expect(waits()).toHaveLength(2);
  });

  test("reports a failed request, and recovers with the next", async () => {
    let lost = true;
    const { desk, pass } = deskWithClock(
      [],
      answering(() => {
        if (lost) throw new ConnectionLost();
        return [place("a")];
      }),
    );
    desk.setView({ tab: "waiting" });
    await pass(0);
    expect(desk.waitingQueue.state.value).toBe("failed");
    lost = false;
    const again = desk.waitingQueue.refresh();
    expect(desk.waitingQueue.state.value).toBe("unknown");
    await again;
    expect([desk.waitingQueue.state.value, desk.rows.value.length]).toEqual(["known", 1]);
  });

  test("can be searched and filtered by queue; 'all' lists it with the conversations, without duplicates", async () => {
    const line = [place("a"), place("b", { queue: "contract" }), place("own"), place("back")];
    const own = thread("own", [said(1, "customer", "?", T0 + 5)]);
    const back = thread("back", [], { leftReason: "connection_lost" });
    const { desk, pass } = deskWithClock(
      [own, back],
      answering(() => line),
    );
    const ids = () => desk.rows.value.map(({ id }) => id);
    desk.setView({ tab: "all" });
    await pass(0);
    expect(ids()).toEqual(["a", "b", "back", "own"]);
    desk.setView({ tab: "waiting", queue: "contract", filter: "unread" });
    expect(ids()).toEqual(["b"]);
    desk.setView({ queue: "" });
    desk.searchQuery.value = "ㅂㅈㅎ";
    expect(ids()).toEqual(["a", "b", "back"]);
    desk.searchQuery.value = "김서연";
    expect(ids()).toEqual([]);
  });
});

describe("picking up a customer", () => {
  const shown = async (take?: () => unknown) => {
    const scene = deskWithClock(
      [thread("mine")],
      answering(() => [place("a"), place("b")], take),
    );
    scene.desk.setView({ tab: "waiting" });
    await scene.pass(0);
    scene.desk.select("mine");
    return scene;
  };

  test("removes the entry, and opens the conversation although another is open", async () => {
    const { desk, asked, state } = await shown();
    expect(await desk.pickup.pickUp("a")).toBe(true);
    expect(asked.at(-1)).toEqual(["take", { conversation: "a" }]);
    expect(desk.rows.value.map(({ id }) => id)).toEqual(["b"]);
    desk.select("mine");
    state.value = { ...state.peek(), threads: new Map(state.peek().threads).set("a", thread("a")) };
    desk.onFrame({ event: "assigned", conversation: thread("a").view, messages: [], customer });
    expect(desk.thread.value?.view.id).toBe("a");
  });

  test("assigned to somebody else reports it and removes the entry", async () => {
    const { desk, texts } = await shown(() => {
      throw refused("already_taken");
    });
    expect(await desk.pickup.pickUp("a")).toBe(false);
    expect(texts()).toEqual(["박정호님은 다른 상담원이 먼저 맡았습니다."]);
    expect(desk.rows.value.map(({ id }) => id)).toEqual(["b"]);
    expect([
      desk.selected.value,
      desk.selectedEntry.value?.conversation,
      desk.pickup.pending.value.has("a"),
    ]).toEqual(["a", "a", false]);
  });

  test("off duty offers to go on duty; at capacity it names the maximum", async () => {
    let code = "not_on_duty";
    const { desk, state, texts, asked } = await shown(() => {
      throw refused(code);
    });
    await desk.pickup.pickUp("a");
    code = "desk_full";
    expect(desk.toasts.visible.value[0]?.action?.label).toBe("상담 가능으로 바꾸고 맡기");
    state.value = { ...state.peek(), desk: { ...DESK, status: "available", capacity: 3 } };
    await desk.pickup.goAvailableAndPickUp("a");
    expect(asked.slice(-2)).toEqual([
      ["availability", { status: "available" }],
      ["take", { conversation: "a" }],
    ]);
    expect(texts().at(-1)).toContain("상담 3건이 모두 찼습니다");
    expect(desk.rows.value).toHaveLength(2);
  });

  test("without a connection reports an unknown outcome and keeps the entry", async () => {
    const { desk, texts } = await shown(() => {
      throw new ConnectionLost();
    });
    expect(await desk.pickup.pickUp("a")).toBe(false);
    expect(texts()[0]).toContain("연결이 끊겨");
    expect([desk.rows.value.length, desk.waitingQueue.pickingUp.value]).toEqual([2, null]);
  });
});
