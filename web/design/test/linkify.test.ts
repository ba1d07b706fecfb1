import { describe, expect, it } from "vitest";
import { linkify } from "../src/linkify";
import { contrast, readableOn } from "../src/theme";

const links = (text: string) => linkify(text).flatMap((piece) => (piece.kind === "link" ? piece.href : []));

describe("links in a message", () => {
  it.each([
    ["고객센터 1588-1234로 전화 주세요", ["tel:15881234"]],
    ["제 번호는 010-1234-5678입니다.", ["tel:01012345678"]],
    ["02 123 4567 또는 031-123-4567", ["tel:021234567", "tel:0311234567"]],
    ["다치셨다면 119에 먼저", ["tel:119"]],
    ["https://example.com/a?b=1, 보세요.", ["https://example.com/a?b=1"]],
    ["보험금은 1,190,000원이고 2024-11-22일", []],
    ["계약번호 20240101-1234567", []],
    ["javascript:alert(1) data:text/html,x", []],
  ])("%s", (text, expected) => {
    expect(links(text)).toEqual(expected);
    expect(
      linkify(text)
        .map((piece) => piece.text)
        .join(""),
    ).toBe(text);
  });
});

describe("the insurer's colour", () => {
  it.each(["#ffcc00", "#0a7d4f", "#ffffff", "#000000", "#e4002b"])(
    "%s can be read on every ground",
    (colour) => {
      for (const ground of ["#ffffff", "#191d24"])
        expect(contrast(readableOn(colour, ground), ground)).toBeGreaterThanOrEqual(4.5);
    },
  );
});
