import type { CallView } from "@baro/wire";
import { expect, test } from "vitest";
import { CallsDue } from "../src/calls/calls";
import { deskWithClock } from "./desk_with_clock";

const HOUR = 3_600_000;

const call = (id: string, startsAt: number, late: boolean): CallView => ({
  id,
  desk: "general",
  desk_label: "일반",
  source: "waiting",
  channel: "call",
  customer: { id: `c-${id}`, name: "김서연" },
  conversation: `talk-${id}`,
  starts_at: startsAt,
  ends_at: startsAt + HOUR,
  late,
});

test("a supervisor is told of a call that nobody made, once a window, with a way to it", async () => {
  const now = Date.now();
  let rows: CallView[] = [];
  const { desk, state, texts } = deskWithClock([], () => ({ calls: rows, outcomes: [] }));
  let opened = 0;
  const calls = new CallsDue(desk, () => {
    opened += 1;
  });
  const load = async (...next: CallView[]) => {
    rows = next;
    await calls.load();
  };
  await load(call("a", now - HOUR, true));
  expect(texts()).toEqual([]);
  state.value = { ...state.peek(), you: { id: "me", role: "supervisor", name: "오도윤" } };
  await load(call("a", now - HOUR, true), call("b", now - HOUR, true), call("d", now, false));
  expect(texts()).toEqual(["김서연님 외 1명에게 약속한 시간에 전화하지 못했습니다."]);
  desk.toasts.visible.value[0]?.action?.run();
  expect(opened).toBe(1);
  desk.toasts.visible.value = [];
  await load(call("a", now + HOUR, true), call("b", now + HOUR, true));
  expect(texts()).toEqual([]);
  await load(call("a", now + 2 * HOUR, true));
  expect(texts()).toEqual(["김서연님에게 약속한 시간에 전화하지 못했습니다."]);
});
