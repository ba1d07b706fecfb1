// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from "vitest";
import { chooseLanguage, fullText, timeText } from "../src/texts";
import { textOf, transcript } from "../src/transcript";
import { message, NOON, thread } from "./factories";

beforeEach(() => chooseLanguage("ko"));

describe("a conversation as text", () => {
  it("has a header, and the messages with their senders by day", () => {
    const yesterday = NOON - 86_400_000;
    const talk = thread([
      message(1, "bot", "안녕하세요", yesterday),
      message(2, "customer", "사고가 났어요", yesterday),
      message(3, "agent", "괜찮으세요?", NOON),
    ]);
    expect(transcript(talk, "바로", NOON).split("\n")).toEqual([
      "바로 상담 · 일반 상담",
      `저장한 때: ${fullText(NOON)}`,
      "",
      "── 2026년 11월 21일 토요일 ──",
      "",
      `[${timeText(NOON)}] bot`,
      "안녕하세요",
      "",
      `[${timeText(NOON)}] 나`,
      "사고가 났어요",
      "",
      "── 2026년 11월 22일 일요일 ──",
      "",
      `[${timeText(NOON)}] agent 상담원`,
      "괜찮으세요?",
      "",
    ]);
  });

  it("has submitted forms with the labels of their fields", () => {
    const form = message(1, "bot", {
      type: "form",
      form: "accident",
      title: "사고 접수",
      fields: [
        { name: "kind", label: "사고 유형", kind: "choice", options: [{ value: "rear", label: "추돌" }] },
        { name: "note", label: "메모", required: false },
        { name: "when", label: "사고 일시", kind: "datetime" },
        { name: "day", label: "수리 시작", kind: "datetime" },
      ],
      submit: "보내기",
    });
    const filled = message(2, "customer", {
      type: "form_submission",
      to: 1,
      values: { kind: "rear", note: "", when: "2024-11-22T19:30", day: "2024-11-23" },
    });
    expect(textOf(filled, thread([form, filled]))).toBe(
      `사고 접수\n사고 유형: 추돌\n메모: 비워 둠\n사고 일시: ${fullText(Date.parse("2024-11-22T19:30"))}\n수리 시작: 2024년 11월 23일`,
    );
  });
});
