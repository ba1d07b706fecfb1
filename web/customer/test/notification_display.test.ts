import { describe, expect, it } from "vitest";
import { newsIn } from "../src/notification_display";
import { message, thread } from "./factories";

describe("news while nobody looks", () => {
  const hello = message(1, "bot", "안녕하세요");
  const mine = message(2, "customer", "네");
  const answer = message(3, "agent", "확인했어요");

  it("is not what was there already", () => {
    expect(newsIn([thread([hello])], new Map())).toEqual([]);
  });

  it("is what others say after that, once", () => {
    const known = new Map<string, number>();
    newsIn([thread([hello])], known);
    const now = thread([hello, mine, answer]);
    expect(newsIn([now], known)).toEqual([{ id: "conv0001", by: answer.by }]);
    expect(newsIn([now], known)).toEqual([]);
  });

  it("is not what one says oneself", () => {
    const known = new Map<string, number>();
    newsIn([thread([hello])], known);
    expect(newsIn([thread([hello, mine])], known)).toEqual([]);
  });

  it("is not what comes back after a window on older messages", () => {
    const known = new Map<string, number>();
    newsIn([thread([hello, mine, answer])], known);
    newsIn([thread([hello])], known);
    expect(newsIn([thread([hello, mine, answer])], known)).toEqual([]);
  });
});
