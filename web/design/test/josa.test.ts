import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Josa, josa } from "../src/format/josa";
// The centre's josa must read the same words the same way: its test takes this file too.
import spoken from "./josa.json" with { type: "json" };

const object = (word: string): string => josa(word, "을/를").slice(word.length);
const toward = (word: string): string => josa(word, "(으)로").slice(word.length);

describe("a particle", () => {
  it.each<[string, Josa, string]>([
    ["진단서", "을/를", "진단서를"],
    ["통장 사본", "을/를", "통장 사본을"],
    ["담당자", "이/가", "담당자가"],
    ["상담원", "이/가", "상담원이"],
    ["보험", "은/는", "보험은"],
    ["대차", "은/는", "대차는"],
    ["서울", "과/와", "서울과"],
    ["대구", "과/와", "대구와"],
    ["진단서", "(으)로", "진단서로"],
    ["사본", "(으)로", "사본으로"],
    ["서울", "(으)로", "서울로"],
    ["사진", "이나/나", "사진이나"],
    ["김바로", "이라고/라고", "김바로라고"],
  ])("of %s and %s follows its last syllable", (word, particle, said) => {
    expect(josa(word, particle)).toBe(said);
  });

  it.each(spoken as [string, string, string][])("follows %s as it is spoken", (word, as, to) => {
    expect([object(word), toward(word)]).toEqual([as, to]);
  });

  it.each([
    ["2026-11-29", "을", "로"], // 일
    ["14:00", "를", "로"], // 시
    ["14:02", "을", "으로"], // 분
  ])("follows the day or time %s", (word, as, to) => {
    expect([object(word), toward(word)]).toEqual([as, to]);
  });

  it("follows Latin letters by their names", () => {
    const closed = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"].filter((letter) => object(letter) === "을");
    expect(closed).toEqual(["L", "M", "N", "R"]);
    expect(closed.map(toward)).toEqual(["로", "으로", "으로", "로"]);
  });

  it.each(["", "…", "🚗", "保險", "٣"])("shows both forms after %j", (word) => {
    expect(josa(word, "을/를")).toBe(`${word}을(를)`);
    expect(josa(word, "(으)로")).toBe(`${word}(으)로`);
  });

  it("never changes the word, whatever it is", () => {
    fc.assert(fc.property(fc.string({ unit: "grapheme" }), (word) => josa(word, "이/가").startsWith(word)));
  });
});
