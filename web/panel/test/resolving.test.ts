import type { Action } from "@baro/wire";
import { describe, expect, test } from "vitest";
import { UNDO_MS } from "../src/desk/pending_resolves";
import { deskWithClock } from "./desk_with_clock";
import { refused, said, thread } from "./fakes";

describe("resolving", () => {
  const resolves = (asked: readonly [Action, unknown][]) => asked.filter(([action]) => action === "resolve");
  const answer = (action: Action) => (action === "waiting" ? { kind: "queue_entry_list", entries: [] } : {});

  test("is sent after the undo period, and can be undone before", async () => {
    const { desk, asked, pass } = deskWithClock([thread("a")], answer);
    desk.resolver.resolveLater("a", "answered", "");
    await pass(UNDO_MS - 1);
    expect(desk.toasts.undo()).toBe(true);
    await pass(UNDO_MS);
    expect(resolves(asked)).toEqual([]);
    desk.resolver.resolveLater("a", "answered", "끝", "keep");
    await pass(UNDO_MS);
    const sent = { conversation: "a", outcome: "answered", note: "끝", draft: "keep" };
    expect(resolves(asked)).toEqual([["resolve", sent]]);
    expect(desk.releasedByMe.has("a")).toBe(true);
  });

  test("is sent at once on a second request and before going offline, and never twice", async () => {
    const { desk, asked, pass } = deskWithClock([thread("a"), thread("b")], answer);
    desk.resolver.resolveLater("a", "answered", "");
    await desk.resolver.sendNow("a");
    desk.resolver.resolveLater("b", "answered", "");
    await desk.setStatus("offline");
    await pass(UNDO_MS);
    expect(asked.map(([action]) => action).filter((action) => action !== "desk")).toEqual([
      "resolve",
      "resolve",
      "availability",
    ]);
  });

  test("is cancelled by a message of the customer", async () => {
    const { desk, asked, pass, texts } = deskWithClock([thread("a")], answer);
    desk.resolver.resolveLater("a", "answered", "");
    desk.onFrame({ event: "message", conversation: "a", message: said(3, "customer", "하나만 더요") });
    await pass(UNDO_MS);
    expect(resolves(asked)).toEqual([]);
    expect(texts().at(-1)).toBe("김서연님이 방금 말해서 상담을 마치지 않았습니다.");
  });

  test("that is refused keeps the draft, and the conversation isn't marked as released", async () => {
    const { desk, pass, texts } = deskWithClock([thread("a")], (action) => {
      if (action === "resolve") throw refused("not_on_desk");
      return answer(action);
    });
    desk.drafts.set("a", { text: "아직", mode: "reply" });
    desk.resolver.resolveLater("a", "answered", "");
    await pass(UNDO_MS);
    expect(texts().at(-1)).toBe("그 사이 다른 담당에게 넘어간 상담입니다.");
    expect([desk.drafts.get("a").text, desk.releasedByMe.has("a")]).toEqual(["아직", false]);
  });
});
