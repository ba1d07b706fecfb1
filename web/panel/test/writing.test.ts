import { describe, expect, test } from "vitest";
import canned from "../src/data/canned.json";
import {
  fillPlaceholders,
  matchingResponses,
  nextPlaceholder,
  PLACEHOLDERS,
  responseText,
  slashCommandAt,
  splitAtPlaceholders,
} from "../src/desk/canned";
import { Drafts } from "../src/desk/drafts";
import { filledBody, SENDABLES } from "../src/desk/sendables";
import { initials, matchScore, rankMatches } from "../src/desk/text_search";
import { customer, memoryShelf } from "./fakes";

const from = {
  customer,
  customerName: "김서연",
  agent: "김하늘",
  queue: "사고 접수",
  brand: "바로",
  telephone: "1588-0000",
  renewalDays: 30,
  claim: "20261128-000001",
  today: "2026-11-30",
};

describe("forms and cards", () => {
  const english = { ...from, customer: { ...customer, locale: "en" } };
  const written = (values: typeof from) => SENDABLES.map((one) => JSON.stringify(filledBody(one, values)));

  test("are in the customer's language, with the same fields", () => {
    for (const words of written({ ...english, brand: "Baro", agent: "Kim" }))
      expect(words.replaceAll(/김서연|현대 아반떼|123가4567/g, "")).not.toMatch(/[가-힣{}]{2}/);
    const names = (body: object) => JSON.stringify(body).match(/"(name|kind|form|value)":"[^가-힣{}]*?"/g);
    for (const { body, body_en } of SENDABLES)
      if (body.type === "form" && body_en.type === "form") expect(names(body_en)).toEqual(names(body));
    for (const words of written(from)) expect(words).toMatch(/[가-힣]/);
  });
});

describe("canned responses", () => {
  test("have known placeholders filled; others stay", () => {
    expect(fillPlaceholders("{고객}님 {차량번호} {연락 시각}까지", from)).toBe(
      "김서연님 123가4567 {연락 시각}까지",
    );
    expect(fillPlaceholders("{고객} {차량번호}", { ...from, customer: null })).toBe("김서연 {차량번호}");
  });

  test("the days of a renewal are the configuration's", () => {
    expect(fillPlaceholders("만기 {갱신가능일수}일 전", from)).toBe("만기 30일 전");
    expect(fillPlaceholders("{갱신가능일수}", { ...from, renewalDays: null })).toBe("{갱신가능일수}");
  });

  test("name the claim and today", () => {
    expect(fillPlaceholders("{접수번호} {오늘}", from)).toMatch(/^20261128-000001 (2026년 )?11월 30일$/);
    expect(fillPlaceholders("{접수번호}", { ...from, claim: "" })).toBe("{접수번호}");
  });

  test("show what is missing apart from the rest", () => {
    expect(splitAtPlaceholders("접수번호 {접수번호}입니다")).toEqual([
      { text: "접수번호 ", missing: false },
      { text: "{접수번호}", missing: true },
      { text: "입니다", missing: false },
    ]);
    expect(splitAtPlaceholders("다 있어요").some(({ missing }) => missing)).toBe(false);
  });

  test("dates are in words", () => {
    expect(fillPlaceholders("만기일은 {만기일}입니다", from)).toMatch(/^만기일은 (2027년 )?3월 18일입니다$/);
    expect(fillPlaceholders("{만기일}", { ...from, customer: null })).toBe("{만기일}");
  });

  test("unfilled placeholders are found one after the other", () => {
    const text = "{하나} 그리고 {둘}";
    expect(nextPlaceholder(text)).toEqual({ start: 0, end: 4 });
    expect(nextPlaceholder(text, 4)).toEqual({ start: 9, end: 12 });
    expect(nextPlaceholder(text, 12)).toBeNull();
  });

  test("are opened by a slash at the start of a word", () => {
    expect(slashCommandAt("/인", 2)).toEqual({ start: 0, query: "인" });
    expect(slashCommandAt("네, /", 4)).toEqual({ start: 3, query: "" });
    expect(slashCommandAt("1/2", 3)).toBeNull();
    expect(slashCommandAt("https://", 8)).toBeNull();
    expect(slashCommandAt("/인사 드려요", 7)).toBeNull();
  });

  test("are matched by keyword first, also by initial consonants", () => {
    expect(matchingResponses(canned, "인사")[0]?.id).toBe("greet");
    expect(matchingResponses(canned, "ㅂㅇ").map(({ id }) => id)).toContain("hospital");
    expect(matchingResponses(canned, "없는말")).toEqual([]);
  });

  test("say that everything was read only once it was", () => {
    const greet = canned.find(({ id }) => id === "greet") as (typeof canned)[number] & { unread: string };
    expect(responseText(greet, true)).toContain("모두 확인했습니다");
    expect(responseText(greet, false)).toBe(greet.unread);
    for (const one of canned)
      if (/모두 (확인|읽)/.test(one.text)) {
        expect(responseText(one, false), one.id).not.toBe(one.text);
        expect(responseText(one, false)).not.toMatch(/확인했|읽었/);
      }
  });

  test("of the file are valid: unique ids and keywords, within the limit, with known placeholders", () => {
    expect(new Set(canned.map(({ id }) => id)).size).toBe(canned.length);
    expect(new Set(canned.map(({ short }) => short)).size).toBe(canned.length);
    const byHand = new Set(["연락 시각"]);
    for (const { text, title, title_en } of canned) {
      expect(text.length).toBeLessThan(2_000);
      expect(title && title_en).toBeTruthy();
      for (const [, name = ""] of text.matchAll(/\{([^}]*)\}/g))
        expect(name in PLACEHOLDERS || byHand.has(name), name).toBe(true);
    }
  });
});

describe("text search", () => {
  test("matches initial consonants", () => {
    expect(initials("김서연 A")).toBe("ㄱㅅㅇ A");
  });

  test("ranks prefixes, substrings, initial consonants, then letters in order", () => {
    const items = ["ㄱㅅ에 답", "감사", "상담 감사", "고객 안내 서비스"];
    expect(rankMatches(items, "감사", (item) => [item])).toEqual(["감사", "상담 감사"]);
    expect(rankMatches(items, "ㄱㅅ", (item) => [item])).toEqual(["ㄱㅅ에 답", "감사", "상담 감사"]);
    expect(matchScore("Settings", "stg")).toBe(1);
  });
});

describe("drafts", () => {
  test("are stored per conversation, and removed when empty", () => {
    const shelf = memoryShelf();
    const later: (() => void)[] = [];
    const drafts = new Drafts(shelf, "me", (then) => later.push(then));
    drafts.set("a", { text: "하나", mode: "reply" });
    drafts.set("b", { text: "메모", mode: "note" });
    drafts.set("b", { text: "메모 둘", mode: "note" });
    expect(later).toHaveLength(1);
    for (const then of later) then();
    const again = new Drafts(shelf, "me", () => undefined);
    expect(again.get("b")).toEqual({ text: "메모 둘", mode: "note" });
    expect([...again.conversationIds.value]).toEqual(["a", "b"]);
    again.set("a", { text: "", mode: "reply" });
    again.set("b", { text: "", mode: "reply" });
    again.save();
    expect(shelf.held.size).toBe(0);
  });

  test("are stored per person", () => {
    const shelf = memoryShelf();
    const drafts = new Drafts(shelf, "me", () => undefined);
    drafts.set("a", { text: "하나", mode: "reply" });
    drafts.save();
    expect(new Drafts(shelf, "you", () => undefined).get("a").text).toBe("");
  });

  test("signal a change of the conversations with a draft only", () => {
    const drafts = new Drafts(memoryShelf(), "me", () => undefined);
    drafts.set("a", { text: "하", mode: "reply" });
    const before = drafts.conversationIds.value;
    drafts.set("a", { text: "하나", mode: "reply" });
    expect(drafts.conversationIds.value).toBe(before);
  });

  test("invalid stored data is ignored", () => {
    const shelf = memoryShelf();
    shelf.set("baro drafts me", "{nonsense");
    expect(new Drafts(shelf, "me", () => undefined).get("a").text).toBe("");
  });
});
