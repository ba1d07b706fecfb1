import { describe, expect, test } from "vitest";
import { UNDO_MS } from "../src/desk/held_back";
import { GRACE_MS, REMIND_MS, WaitingAlert, waitingForMe } from "../src/desk/waiting_alert";
import { deskWithClock } from "./desk_with_clock";
import { said, thread } from "./fakes";

const text = (words: string) => ({ type: "text" as const, text: words });

describe("a message", () => {
  test("that is taken back never leaves the desk, and its text is the draft again", async () => {
    const { desk, sent, pass } = deskWithClock([thread("a", [said(1, "customer", "네")])]);
    desk.drafts.set("a", { text: "잘못 쓴 글", mode: "reply" });
    desk.heldMessages.hold("a", text("잘못 쓴 글"));
    expect(desk.heldMessages.draftBeside("a").text).toBe("");
    await pass(UNDO_MS - 1);
    expect(desk.heldMessages.takeBack("a")).toBe("잘못 쓴 글");
    await pass(UNDO_MS);
    expect(sent).toEqual([]);
    expect(desk.drafts.get("a").text).toBe("잘못 쓴 글");
  });

  test("leaves after the time, before a later one, and when the desk is left", async () => {
    const { desk, sent, pass } = deskWithClock([thread("a")]);
    desk.drafts.set("a", { text: "하나", mode: "reply" });
    desk.heldMessages.hold("a", text("하나"));
    await pass(UNDO_MS);
    expect([sent, desk.drafts.get("a").text]).toEqual([[["a", text("하나")]], ""]);
    desk.heldMessages.hold("a", text("둘"));
    desk.heldMessages.hold("a", text("셋"));
    await pass(0);
    expect(sent.map(([, body]) => body)).toEqual([text("하나"), text("둘")]);
    await desk.setStatus("offline");
    expect(sent.map(([, body]) => body)).toEqual([text("하나"), text("둘"), text("셋")]);
  });

  test("of a conversation that goes elsewhere meanwhile stays a draft", async () => {
    const { desk, sent, pass } = deskWithClock([thread("a")]);
    desk.heldMessages.hold("a", text("늦은 글"));
    desk.onFrame({ event: "unassigned", conversation: "a", reason: "unanswered" });
    await pass(UNDO_MS);
    expect([sent, desk.drafts.get("a").text]).toEqual([[], "늦은 글"]);
  });
});

test("files that are taken back are never uploaded, others leave after the time", async () => {
  const { desk, uploaded, pass } = deskWithClock([thread("a")]);
  const files = (name: string) => ({ type: "files" as const, files: [new File(["x"], name)] });
  desk.heldMessages.hold("a", files("wrong.png"));
  await pass(UNDO_MS - 1);
  expect(desk.heldMessages.takeBack("a")).toBe("");
  await pass(UNDO_MS);
  desk.heldMessages.hold("a", files("right.png"));
  await pass(UNDO_MS);
  expect(uploaded).toEqual(["right.png"]);
});

test("a transfer can be undone, and asks the server for nothing before", async () => {
  const { desk, asked, pass } = deskWithClock([thread("a")]);
  const moves = () =>
    asked.map(([action]) => action).filter((action) => ["transfer", "invite"].includes(action));
  desk.transfers.transferLater("a", { offerTo: "b" }, "", "이서준", "");
  await pass(UNDO_MS - 1);
  expect(desk.toasts.undo()).toBe(true);
  await pass(UNDO_MS);
  expect(moves()).toEqual([]);
  desk.transfers.transferLater("a", { offerTo: "b" }, "", "이서준", "");
  await pass(UNDO_MS);
  desk.transfers.transferLater("a", { queue: "contract" }, "", "계약", "");
  await pass(UNDO_MS);
  expect(moves()).toEqual(["invite", "transfer"]);
});

describe("the reminder that customers wait", () => {
  const queues = [
    { name: "general", label: "일반", waiting: 2, oldest: 1 },
    { name: "contract", label: "계약", waiting: 5, oldest: 1 },
  ];
  const desk = { status: "available", load: 1, capacity: 3, queues, colleagues: [] };

  test("is for agents of that queue with a free place", () => {
    expect(waitingForMe(desk, "available", ["general"])).toBe(2);
    expect(waitingForMe(desk, "available", ["roadside"])).toBe(0);
    expect(waitingForMe(desk, "paused", ["general"])).toBe(0);
    expect(waitingForMe({ ...desk, load: 3 }, "available", ["general"])).toBe(0);
    expect(waitingForMe(null, "available", ["general"])).toBe(0);
  });

  test("repeats while anyone waits, and one chain of it at a time", () => {
    let now = 0;
    let reminded = 0;
    const due: { at: number; then: () => void }[] = [];
    const alert = new WaitingAlert(
      () => {
        reminded += 1;
      },
      (ms, then) => void due.push({ at: now + ms, then }),
    );
    const pass = (ms: number) => {
      now += ms;
      const ready = due.filter(({ at }) => at <= now);
      due.splice(0, due.length, ...due.filter(({ at }) => at > now));
      for (const { then } of ready) then();
    };
    alert.update(0);
    alert.update(1);
    pass(GRACE_MS - 1);
    alert.update(0);
    pass(GRACE_MS);
    expect([reminded, alert.shown.value]).toEqual([0, 0]);
    alert.update(1);
    alert.update(3);
    pass(GRACE_MS);
    expect([reminded, alert.shown.value]).toEqual([1, 3]);
    pass(REMIND_MS);
    alert.update(2);
    pass(REMIND_MS);
    expect([reminded, alert.shown.value]).toEqual([3, 2]);
    alert.update(0);
    alert.update(1);
    pass(GRACE_MS);
    pass(REMIND_MS);
    expect(reminded).toBe(5);
    alert.update(0);
    pass(REMIND_MS);
    expect([reminded, alert.shown.value]).toEqual([5, 0]);
  });
});
