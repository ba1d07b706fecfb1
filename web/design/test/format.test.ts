import { describe, expect, it } from "vitest";
import { dayAfter, dayAndClock, dayInWords, dayOf, daysUntil, seoulDay } from "../src/format/dates";
import { grouped, wonBoth, wonText } from "../src/format/money";
import { phoneLink, phoneText } from "../src/format/phone";

describe("won", () => {
  it.each([
    [1_234_000, "123만 4,000원"],
    [10_000, "1만원"],
    [100_000_000, "1억원"],
    [123_456_789, "1억 2,345만 6,789원"],
    [0, "0원"],
    [-15_000, "-1만 5,000원"],
  ])("%i is read %s", (won, words) => expect(wonText(won, "ko-KR")).toBe(words));

  it("are figures in other languages, and both where a slip of a nought would cost", () => {
    expect(grouped(1_234_000)).toBe("1,234,000");
    expect(wonText(1_234_000, "en-GB")).toBe("1,234,000 won");
    expect(wonBoth(1_234_000, "ko-KR")).toBe("1,234,000원 (123만 4,000원)");
    expect(wonBoth(1_234_000, "en-GB")).toBe("1,234,000 won");
  });
});

describe("telephone numbers", () => {
  it.each([
    ["01012345678", "010-1234-5678"],
    ["0111234567", "011-123-4567"],
    ["0212345678", "02-1234-5678"],
    ["021234567", "02-123-4567"],
    ["0311234567", "031-123-4567"],
    ["050712345678", "0507-1234-5678"],
    ["0507-1234-5678", "0507-1234-5678"],
    ["05041234567", "0504-123-4567"],
    ["03031234567", "0303-123-4567"],
    ["07012345678", "070-1234-5678"],
    ["0801234567", "080-123-4567"],
    ["15880000", "1588-0000"],
    ["1661-0000", "1661-0000"],
    ["18991234", "1899-1234"],
    ["+821012345678", "010-1234-5678"],
    ["+82 2-1234-5678", "02-1234-5678"],
    ["112", "112"],
    ["02123456789", "02123456789"],
    ["+14155550100", "+14155550100"],
    ["", ""],
  ])("%s is written %s", (number, written) => expect(phoneText(number)).toBe(written));

  it("are dialled without what only the eye needs", () => {
    expect([phoneLink("0507-1234-5678"), phoneLink("+82 10 1234 5678")]).toEqual([
      "tel:050712345678",
      "tel:+821012345678",
    ]);
  });
});

describe("days", () => {
  it.each([
    ["2027-03-18", "2027-03-17", 1],
    ["2027-03-17", "2027-03-17", 0],
    ["2027-03-01", "2027-03-17", -16],
    ["2028-03-01", "2028-02-28", 2],
    ["", "2027-03-17", Number.NaN],
    ["soon", "2027-03-17", Number.NaN],
    ["2027", "2027-03-17", Number.NaN],
    ["2027.03.18", "2027-03-17", Number.NaN],
    ["9999-12-31T00:00:00", "2027-03-17", Number.NaN],
  ])("until %s from %s are %s", (day, from, days) => expect(daysUntil(day, from)).toBe(days));

  it("are Korea's for `seoulDay`, whatever the machine's time zone is", () => {
    const lateEvening = Date.UTC(2026, 10, 23, 15, 30); // 00:30 of the 24th in Seoul
    expect(seoulDay(lateEvening)).toBe("2026-11-24");
    expect(dayAfter("2026-12-31", 1)).toBe("2027-01-01");
    expect(dayOf(new Date(2026, 0, 5, 23, 59).getTime())).toBe("2026-01-05");
  });

  it("show their year where it isn't this one", () => {
    const now = new Date(2026, 10, 29, 12).getTime();
    expect(dayInWords("2026-11-30", "ko-KR", now)).toContain("30");
    expect(dayInWords("2026-11-30", "ko-KR", now)).not.toContain("2026");
    expect(dayInWords("2027-01-02", "en-GB", now)).toBe("2 January 2027");
    for (const sent of ["", "by and by", "2027", "2027.03.18", "9999-12-31T00:00:00"])
      expect(dayInWords(sent, "en-GB", now)).toBe(sent);
    expect(dayAndClock(new Date(2025, 4, 1, 14, 30).getTime(), "en-GB", now)).toBe("1 May 2025 14:30");
    expect(dayAndClock(new Date(2026, 4, 1, 9, 5).getTime(), "en-GB", now)).toBe("1 May 9:05");
  });
});
