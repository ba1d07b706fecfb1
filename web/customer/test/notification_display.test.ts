import { describe, expect, it } from "vitest";
import { newMessagesIn } from "../src/notification_display";
import { message, thread } from "./factories";

describe("new messages while the page is hidden", () => {
  const hello = message(1, "bot", "안녕하세요");
  const mine = message(2, "customer", "네");
  const answer = message(3, "agent", "확인했어요");

  it("are not those that were there already", () => {
    expect(newMessagesIn([thread([hello])], new Map())).toEqual([]);
  });

  it("are those that others send after that, once", () => {
    const known = new Map<string, number>();
    newMessagesIn([thread([hello])], known);
    const now = thread([hello, mine, answer]);
    expect(newMessagesIn([now], known)).toEqual([{ id: "conv0001", by: answer.by }]);
    expect(newMessagesIn([now], known)).toEqual([]);
  });

  it("are not the customer's own", () => {
    const known = new Map<string, number>();
    newMessagesIn([thread([hello])], known);
    expect(newMessagesIn([thread([hello, mine])], known)).toEqual([]);
  });

  it("are not those that reappear after a look at older messages", () => {
    const known = new Map<string, number>();
    newMessagesIn([thread([hello, mine, answer])], known);
    newMessagesIn([thread([hello])], known);
    expect(newMessagesIn([thread([hello, mine, answer])], known)).toEqual([]);
  });
});
