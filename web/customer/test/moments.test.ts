import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  localMoment,
  momentInWords,
  momentOf,
  namedDays,
  partsOf,
  pastHours,
  pastMinutes,
  quickMoments,
} from "../src/moments";

const at = (local: string): number => Date.parse(local);
const instants = fc.date({ min: new Date("2024-01-01"), max: new Date("2030-01-01"), noInvalidDate: true });

describe("what is likely is one press away", () => {
  test.each([
    ["2026-11-30T14:23", ["2026-11-30T14:23", "2026-11-30T13:20", "2026-11-30T08:00"]],
    ["2026-11-30T07:10", ["2026-11-30T07:10", "2026-11-30T06:10", "2026-11-30T07:00"]],
    ["2026-11-30T00:30", ["2026-11-30T00:30", "2026-11-29T23:30"]],
  ])("at %s", (now, moments) => {
    expect(quickMoments(at(now)).map(({ moment }) => moment)).toEqual(moments);
  });

  test("and has always been", () => {
    fc.assert(
      fc.property(instants, (date) => {
        const now = date.getTime();
        return quickMoments(now).every(
          ({ moment }) => moment <= localMoment(now) && momentOf(partsOf(moment), now) === moment,
        );
      }),
    );
  });
});

describe("day, hour and minute", () => {
  const now = at("2026-11-30T14:23");

  test("are offered up to now", () => {
    expect(namedDays(now).slice(0, 3)).toEqual(["2026-11-30", "2026-11-29", "2026-11-28"]);
    expect(pastHours("2026-11-30", now).at(-1)).toBe(14);
    expect(pastHours("2026-11-29", now)).toHaveLength(24);
    expect(pastMinutes({ day: "2026-11-30", hour: 14, minute: 7 }, now)).toEqual([0, 5, 7, 10, 15, 20]);
    expect(pastMinutes({ day: "2026-11-29", hour: 14, minute: 0 }, now)).toHaveLength(12);
  });

  test("that together would be in the future lose the time that is still to come", () => {
    expect(momentOf({ day: "2026-11-30", hour: 23, minute: 0 }, now)).toBe("2026-11-30");
    expect(momentOf({ day: "2026-11-30", hour: 14, minute: 40 }, now)).toBe("2026-11-30T14:00");
    expect(momentOf({ day: "", hour: 3, minute: 0 }, now)).toBe("");
  });

  test("of a day whose time nobody knows are kept as the day", () => {
    expect(partsOf("2026-11-22")).toEqual({ day: "2026-11-22", hour: null, minute: 0 });
    expect(momentOf(partsOf("2026-11-22"), now)).toBe("2026-11-22");
    expect(momentOf(partsOf("2026-11-22T19:30+09:00"), now)).toBe("2026-11-22T19:30");
  });
});

describe("a moment is written as people write it", () => {
  const now = at("2026-11-30T14:23");

  test.each([
    ["2026-11-22T14:30", "11월 22일 오후 2시 30분", "22 Nov 14:30"],
    ["2026-11-22T12:00", "11월 22일 낮 12시", "22 Nov 12:00"],
    ["2026-11-22T00:05", "11월 22일 오전 0시 5분", "22 Nov 0:05"],
    ["2025-12-31T07:00", "2025년 12월 31일 오전 7시", "31 December 2025 7:00"],
    ["2026-11-22", "11월 22일", "22 Nov"],
    ["", "", ""],
  ])("%s", (moment, ko, en) => {
    expect(momentInWords(moment, "ko-KR", now)).toBe(ko);
    expect(momentInWords(moment, "en-GB", now)).toBe(en);
  });
});
