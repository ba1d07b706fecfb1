import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Josa, josa } from "../src/format/josa";

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

  it.each([
    ["0", "을", "으로"], // 영
    ["1", "을", "로"], // 일
    ["2", "를", "로"],
    ["3", "을", "으로"], // 삼
    ["4", "를", "로"],
    ["5", "를", "로"],
    ["6", "을", "으로"], // 육
    ["7", "을", "로"], // 칠
    ["8", "을", "로"], // 팔
    ["9", "를", "로"],
    ["10", "을", "으로"], // 십
    ["100", "을", "으로"], // 백
    ["1000", "을", "으로"], // 천
    ["10,000", "을", "으로"], // 만
    ["3,000,000", "을", "으로"], // 삼백만
    ["100,000,000", "을", "으로"], // 억
    ["1,000,000,000,000", "를", "로"], // 조
    ["1,001", "을", "로"], // 천일
    ["12", "를", "로"],
    ["2.5", "를", "로"],
    ["2.10", "을", "으로"], // 영
    ["010-1234-5678", "을", "로"], // 팔
    ["1588-0000", "을", "으로"], // 공
    ["-3", "을", "으로"],
    ["3번 사진 7", "을", "로"],
    ["2026-11-29", "을", "로"], // 일
    ["14:00", "를", "로"], // 시
    ["14:02", "을", "으로"], // 분
    ["₩1,234,002", "을", "으로"], // 원
    ["$10", "를", "로"], // 달러
  ])("follows the figure %s as it is spoken", (word, as, to) => {
    expect([object(word), toward(word)]).toEqual([as, to]);
  });

  it.each([
    ["10%", "를", "로"],
    ["3 km", "를", "로"],
    ["3㎞", "를", "로"],
    ["80km/h", "를", "로"],
    ["20kg", "을", "으로"],
    ["5L", "를", "로"],
    ["2t", "을", "으로"],
    ["84㎡", "를", "로"],
    ["10 MB", "를", "로"],
    ["36.5℃", "를", "로"],
  ])("follows the unit of %s", (word, as, to) => {
    expect([object(word), toward(word)]).toEqual([as, to]);
  });

  it("follows Latin letters by their names", () => {
    const closed = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"].filter((letter) => object(letter) === "을");
    expect(closed).toEqual(["L", "M", "N", "R"]);
    expect(closed.map(toward)).toEqual(["로", "으로", "으로", "로"]);
    expect(["PDF", "JPG", "URL", "ATM", "jpg", "ｐｄｆ", "QR"].map(object)).toEqual([
      "를",
      "를",
      "을",
      "을",
      "를",
      "를",
      "을",
    ]);
  });

  it.each([
    ["K9", "을"], // 나인
    ["EV6", "를"], // 식스
    ["Q3", "를"], // 쓰리
    ["G80", "을"], // 팔십
    ["Model", "을"],
    ["Phone", "을"],
    ["Web", "을"],
    ["Chat", "을"],
    ["Parking", "을"],
    ["Center", "를"],
    ["Video", "를"],
    ["Genesis", "를"],
  ])("follows %s", (word, as) => {
    expect(object(word)).toBe(as);
  });

  it.each([
    ["통장 사본(앞면)", "을"],
    ["진단서 [원본]", "를"],
    ["(대물)", "을"],
    ["‘사고 확인서’", "를"],
    ["블랙박스 영상.", "을"],
    ["접수 ", "를"],
  ])("passes over what isn't read in %s", (word, as) => {
    expect(object(word)).toBe(as);
  });

  it.each(["", "…", "🚗", "保險", "٣"])("shows both forms after %j", (word) => {
    expect(josa(word, "을/를")).toBe(`${word}을(를)`);
    expect(josa(word, "(으)로")).toBe(`${word}(으)로`);
  });

  it("never changes the word, whatever it is", () => {
    fc.assert(fc.property(fc.string({ unit: "grapheme" }), (word) => josa(word, "이/가").startsWith(word)));
  });
});
