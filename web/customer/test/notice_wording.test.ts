// @vitest-environment happy-dom

import en from "virtual:notice_texts_en";
import ko from "virtual:notice_texts_ko";
import type { Notice } from "@baro/wire";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { isOtherLanguage, noticeText, noticeWording, serverLanguage } from "../src/notice_text";
import { wordNotice as word, wordCard } from "../src/notice_wording";
import { chooseLanguage } from "../src/texts";

const wordNotice = (one: Notice, language: "ko" | "en") => word(one, language, { ko, en }[language]);

const notice = (code: string, data: Record<string, string> = {}): Notice => ({
  type: "notice",
  code,
  text: "서버의 문구",
  data,
});

describe("a notice in another language", () => {
  it("is made of the server's own sentence for its code", () => {
    const joined = notice("agent_joined", { agent: "김하늘" });
    expect(wordNotice(joined, "en")).toBe("김하늘 has joined and sees the whole conversation.");
    expect(wordNotice(joined, "ko")).toContain("김하늘 상담원이 연결됐어요.");
  });

  it("names queues and hours by the labels of the language, and says who can take the customer", () => {
    const data = { queue: "accident", queue_ko: "사고", queue_en: "Accidents", staffing: "free" };
    expect(wordNotice(notice("waiting_for_agent", data), "en")?.split("\n")).toEqual([
      "We are connecting you to an agent (Accidents).",
      "You keep your place even if you close this window.",
    ]);
  });

  it("tells what happened to a claim, with its days", () => {
    const data = { coverage: "injury", coverage_en: "Injury", day: "2031-02-03", contact: "Seoul" };
    expect(wordNotice(notice("claim.booked_letter", data), "en")).toBe(
      "Injury: our letter will be sent by 3 February 2031. To: Seoul",
    );
  });

  it("gives the reason why a file wasn't opened", () => {
    expect(wordNotice(notice("upload.quarantined", { name: "a.pdf", reason: "corrupt" }), "en")).toBe(
      "We couldn't open 'a.pdf'. The file is damaged and doesn't open. Please take or download it again.",
    );
  });

  it.each([
    ["an unknown code", "firework", {}],
    ["an unknown event of a claim", "claim.firework", {}],
    ["an unknown reason", "upload.quarantined", { name: "a.pdf", reason: "firework" }],
    ["a missing value", "agent_joined", {}],
  ])("isn't made for %s", (_, code, data) => {
    expect(wordNotice(notice(code, data), "en")).toBeNull();
  });
});

describe("a card in another language", () => {
  const paid: Notice = {
    ...notice("claim.pay", { amount: "1,000", on: "2031-02-03", card: "amount,firework,paid_on" }),
    title: "보험금을 지급했어요",
    rows: [
      { label: "금액", value: "1,000원" },
      { label: "새 항목", value: "새 값" },
      { label: "지급일", value: "2월 3일(월)" },
    ],
    buttons: [{ id: "letter", label: "안내문 보기", action: "open" }],
  };

  it("has title, rows and buttons of that language, and the server's where one isn't known", () => {
    const { title, rows, buttons } = wordCard(paid, "en", en);
    expect(title).toBe("We have paid you");
    expect(rows).toEqual([
      { label: "Amount", value: "1,000 won" },
      { label: "새 항목", value: "새 값" },
      { label: "Paid on", value: "3 February 2031" },
    ]);
    expect(buttons?.map(({ label }) => label)).toEqual(["View the letter"]);
  });
});

describe("the text of a notice", () => {
  beforeEach(() => {
    chooseLanguage("ko");
    serverLanguage.value = "ko";
  });

  it("is the server's where the languages are the same", () => {
    expect(noticeText(notice("closed"))).toBe("서버의 문구");
  });

  it("is worded anew where it was worded while another language was spoken", async () => {
    const english = { ...notice("reopened"), text: "The conversation is open again." };
    expect(noticeText(english)).toBe(english.text);
    await vi.waitFor(() => expect(noticeWording.value).not.toBeNull());
    expect(noticeText(english)).toMatch(/대화/);
  });

  it("is in another language by its letters, not by the names in it", () => {
    expect(isOtherLanguage("김하늘 상담원이 들어왔어요.", "en")).toBe(true);
    expect(isOtherLanguage("김하늘 has joined the conversation.", "en")).toBe(false);
    expect(isOtherLanguage("Emma Wilson 상담원이 들어왔어요.", "ko")).toBe(false);
    expect(isOtherLanguage("The conversation is open again.", "ko")).toBe(true);
    expect(isOtherLanguage("119", "ko")).toBe(false);
  });

  it("is worded anew once the page's language differs, and the server's where that can't be done", async () => {
    chooseLanguage("en");
    await vi.waitFor(() => expect(noticeWording.value).not.toBeNull());
    expect(noticeText(notice("reopened"))).toBe("The conversation is open again.");
    expect(noticeText(notice("firework"))).toBe("서버의 문구");
    chooseLanguage("ko");
    expect(noticeText(notice("reopened"))).toBe("서버의 문구");
  });
});
