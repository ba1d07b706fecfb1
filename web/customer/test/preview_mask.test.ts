import { expect, test } from "vitest";
import { maskedPreview } from "../src/preview_mask";

test.each([
  ["주민번호는 900101-1234567이에요", "주민번호는 ******-*******이에요"],
  ["900101-1", "******-*"],
  ["90 01 01", "** ** **"],
  ["카드 1234 5678 9012 3456", "카드 **** **** **** ****"],
  ["전화 010-1234-5678", "전화 ***-****-****"],
  ["９００１０１１２３４５６７", "*************"],
  ["3월 4일 10시 20분", "3월 4일 10시 20분"],
  ["12가3456", "12가3456"],
  ["1234", "1234"],
])("%s leaves the page as %s", (written, sent) => {
  expect(maskedPreview(written)).toBe(sent);
});

test("the end of a long text is sent", () => {
  expect(maskedPreview(`${"가".repeat(2_000)}끝`)).toBe(`${"가".repeat(999)}끝`);
});
