import { describe, expect, it } from "vitest";
import {
  boundedRange,
  extendedUp,
  heightBelow,
  MAX_COUNT,
  rangeAround,
  rangeAtEnd,
  restoredBelow,
} from "../src/visible_range";

const NEWEST = 5_000;
const ROW = 60;

/** Scrolls from the end to the first message and back, and tells what was drawn on the way. */
const journey = () => {
  const drawn: [number, number][] = [];
  let span = rangeAtEnd(NEWEST);
  while (span.first > 1) {
    const { last } = span;
    span = extendedUp(span, 1, NEWEST, (seq) => (Math.min(last, NEWEST) - seq) * ROW);
    drawn.push([span.first, Math.min(span.last, NEWEST)]);
  }
  const turned = span;
  while (span.cutBelow.length > 0) {
    span = restoredBelow(span, NEWEST, heightBelow(span) - 1);
    drawn.push([span.first, Math.min(span.last, NEWEST)]);
  }
  return { drawn, turned, ended: span };
};

describe("the visible range of a conversation", () => {
  it("never exceeds its maximum, up to the first message and back to the newest", () => {
    const { drawn, turned, ended } = journey();
    for (const [first, last] of drawn) expect(last - first).toBeLessThan(MAX_COUNT);
    expect(turned.first).toBe(1);
    expect(ended).toMatchObject({ last: Number.POSITIVE_INFINITY, cutBelow: [] });
  });

  it("leaves below exactly the height of what was cut off", () => {
    const { turned } = journey();
    expect(heightBelow(turned)).toBe((NEWEST - turned.last) * ROW);
  });

  it("is restored at once on a jump to the end", () => {
    expect(restoredBelow(journey().turned, NEWEST, 0)).toMatchObject({
      first: NEWEST - MAX_COUNT + 1,
      last: Number.POSITIVE_INFINITY,
    });
  });

  it("follows new messages at the end, and stays where earlier messages are read", () => {
    expect(boundedRange({ ...rangeAtEnd(100), first: 1 }, 400).first).toBe(400 - MAX_COUNT + 1);
    const { turned } = journey();
    expect(boundedRange(turned, NEWEST + 100)).toBe(turned);
  });

  it("surrounds any message, and reaches the end from there in steps within its maximum", () => {
    let span = rangeAround(2_000, 1, NEWEST, ROW);
    expect([span.first, span.last]).toEqual([1_980, 2_020]);
    expect(heightBelow(span)).toBe((NEWEST - 2_020) * ROW);
    while (span.cutBelow.length > 0) {
      const before = Math.min(span.last, NEWEST);
      span = restoredBelow(span, NEWEST, heightBelow(span) - 1);
      expect(Math.min(span.last, NEWEST)).toBeGreaterThan(before);
      expect(Math.min(span.last, NEWEST) - span.first).toBeLessThan(MAX_COUNT);
    }
    expect(span.last).toBe(Number.POSITIVE_INFINITY);
  });

  it("doesn't go beyond an end of the conversation", () => {
    expect(rangeAround(3, 1, NEWEST, ROW)).toMatchObject({ first: 1, last: 23 });
    expect(rangeAround(NEWEST - 3, 1, NEWEST, ROW)).toMatchObject({
      last: Number.POSITIVE_INFINITY,
      cutBelow: [],
    });
  });
});
