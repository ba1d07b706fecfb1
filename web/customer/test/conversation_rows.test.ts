// @vitest-environment happy-dom
import type { ConversationView, Message } from "@baro/wire";
import { beforeEach, describe, expect, test } from "vitest";
import { conversationWords } from "../src/conversation_rows";
import { chooseLanguage, whenText } from "../src/texts";
import { message, thread } from "./factories";

const row = (view: Partial<ConversationView>, messages: Message[] = []) => {
  const made = thread(messages);
  return conversationWords({ ...made, view: { ...made.view, ...view } });
};
const agent = { id: "agent-1", name: "김하늘" };

beforeEach(() => chooseLanguage("ko"));

describe("a row of the list", () => {
  test.each<[string, Partial<ConversationView>, string, string]>([
    ["with the bot", { state: "bot" }, "상담 중", "챗봇"],
    ["waiting", { state: "waiting" }, "상담원 대기 중", "챗봇"],
    ["with an agent", { state: "assigned", agent }, "상담 중", "김하늘 상담원"],
    ["resolved", { state: "resolved", agent, outcome: "registered" }, "접수 완료", "김하늘 상담원"],
    ["closed", { state: "closed", agent, outcome: "dispatched" }, "출동 요청 완료", "김하늘 상담원"],
    ["closed by the customer", { state: "closed" }, "종료", "챗봇"],
    [
      "with a result of another insurer",
      { state: "resolved", agent, outcome: "robot" },
      "종료",
      "김하늘 상담원",
    ],
  ])("%s says how it ended and who helped", (_, view, result, helper) => {
    expect(row(view)).toMatchObject({ result, helper });
  });

  test("is named by the customer's first words, as the centre tells them or as this device has them", () => {
    const said = [
      message(1, "bot", "무엇을 도와드릴까요?"),
      message(2, "customer", "안녕하세요"),
      message(3, "customer", "보험료가 왜 올랐나요?"),
    ];
    expect(row({}, said).title).toBe("보험료가 왜 올랐나요?");
    expect(row({ first_words: "사고 접수" }, said).title).toBe("사고 접수");
    expect(row({}, said.slice(0, 2)).title).toBe("안녕하세요");
    expect(
      row({}, [message(1, "customer", { type: "answer", to: 1, button: "b", label: "내 보험 보기" })]).title,
    ).toBe("내 보험 보기");
    expect(row({ topic: "contract" }).title).toBe("계약 상담");
  });

  test("has the time of today, yesterday in words, and a date before", () => {
    const now = Date.parse("2026-11-30T14:00");
    expect(whenText(Date.parse("2026-11-30T09:05"), now)).toMatch(/9:05$/);
    expect(whenText(Date.parse("2026-11-29T23:59"), now)).toBe("어제");
    expect(whenText(Date.parse("2026-11-28T10:00"), now)).toBe("11월 28일");
    expect(whenText(Date.parse("2025-11-28T10:00"), now)).toBe("2025년 11월 28일");
  });
});
