import { describe, expect, it } from "vitest";
import { markedParts } from "../src/desk/found_words";

const shown = (text: string, spans: readonly (readonly [number, number])[]) =>
  markedParts(text, spans).map(({ text: part, marked }) => (marked ? `[${part}]` : part));

describe("the found words of a line", () => {
  it("are marked by Unicode characters, not by UTF-16 units", () => {
    expect(shown("🚗🚗 과실 비율이요", [[3, 8]])).toEqual(["🚗🚗 ", "[과실 비율]", "이요"]);
  });
  it("may touch, overlap, and reach to the ends", () => {
    expect(
      shown("과실비율", [
        [0, 2],
        [1, 3],
        [3, 4],
      ]),
    ).toEqual(["[과실]", "[비]", "[율]"]);
    expect(shown("과실", [])).toEqual(["과실"]);
    expect(shown("", [])).toEqual([]);
  });
});
