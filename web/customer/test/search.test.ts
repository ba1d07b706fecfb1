// @vitest-environment happy-dom
import { describe, expect, it } from "vitest";
import { hitsIn, nextHit, patternOf, reselected } from "../src/search";
import { message, thread } from "./factories";

const talk = thread([
  message(1, "bot", "안녕하세요"),
  message(2, "bot", {
    type: "form",
    form: "accident",
    title: "사고 접수",
    fields: [{ name: "plate", label: "차량 번호", kind: "plate" }],
    submit: "보내기",
  }),
  message(3, "customer", { type: "form_submission", to: 2, values: { plate: "12가3456" } }),
  message(4, "bot", { type: "card", title: "접수됨", rows: [{ label: "담당", value: "김하늘" }] }),
  message(5, "agent", "Policy No. A-1 (차량번호 확인)"),
]);

describe("searching", () => {
  it("finds words whatever their case and spacing", () => {
    expect(hitsIn(talk, "차량번호")).toEqual([2, 5]);
    expect(hitsIn(talk, " 차 량 ")).toEqual([2, 5]);
    expect(hitsIn(talk, "policy no")).toEqual([5]);
  });

  it("finds text of cards, and submitted values in their form", () => {
    expect(hitsIn(talk, "김하늘")).toEqual([4]);
    expect(hitsIn(talk, "가3456")).toEqual([2]);
  });

  it("treats special characters literally", () => {
    expect(hitsIn(talk, "A-1 (")).toEqual([5]);
    expect(hitsIn(talk, ".*")).toEqual([]);
    for (const character of "$()*+./?[\\]^{|}-") expect(patternOf(character)?.test(character)).toBe(true);
  });

  it("finds nothing for an empty query", () => {
    expect([hitsIn(talk, ""), hitsIn(talk, "  "), patternOf(" ")]).toEqual([[], [], null]);
  });

  it("starts at the newest hit, goes to the oldest, and wraps around", () => {
    const hits = [3, 8, 21];
    expect(reselected(hits, null)).toBe(21);
    expect([nextHit(hits, 21, -1), nextHit(hits, 3, -1), nextHit(hits, 21, 1)]).toEqual([8, 21, 3]);
    expect(nextHit([], 3, 1)).toBeNull();
  });

  it("keeps the selection while older hits come in, and selects the one before when it is gone", () => {
    expect(reselected([1, 3, 8], 3)).toBe(3);
    expect(reselected([1, 8], 3)).toBe(1);
    expect(reselected([8], 3)).toBe(8);
  });
});
