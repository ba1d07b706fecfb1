import type { Field } from "@baro/wire";
import { describe, expect, it } from "vitest";
import { readConfig } from "../src/config";
import { validateField, withOffset } from "../src/form_validation";

const seoul = () => 540;
const field = (kind: NonNullable<Field["kind"]>, more: Partial<Field> = {}): Field => ({
  name: "it",
  label: "항목",
  kind,
  ...more,
});

describe("a form's answers", () => {
  it.each([
    ["plate", "123가 4567", { value: "123가4567" }],
    ["plate", "서울 12-다-3456", { value: "서울12다3456" }],
    ["plate", "12ab3456", { problem: "bad_plate" }],
    ["phone", "010-1234-5678", { value: "01012345678" }],
    ["phone", "+82 10 1234 5678", { value: "01012345678" }],
    ["phone", "070-1234-5678", { value: "07012345678" }],
    ["phone", "1234", { problem: "bad_phone" }],
    ["datetime", "2026-11-22T14:20", { value: "2026-11-22T14:20:00+09:00" }],
    ["datetime", "2026-11-22", { value: "2026-11-22" }],
    ["datetime", "2026-13-22", { problem: "bad_datetime" }],
    ["datetime", "어제", { problem: "bad_datetime" }],
    ["place", "  강남역 사거리 ", { value: "강남역 사거리" }],
    ["choice", "", { problem: "need_choice" }],
    ["text", "", { problem: "need" }],
  ] as const)("%s: %s", (kind, raw, expected) => {
    expect(validateField(field(kind), raw, seoul)).toEqual(expected);
  });

  it("may be left out where the field is optional", () => {
    expect(validateField(field("plate", { required: false }), " ", seoul)).toEqual({ value: "" });
  });

  it("carry the offset of their place also west of Greenwich and off the hour", () => {
    expect(withOffset("2026-11-22T14:20", -210)).toBe("2026-11-22T14:20:00-03:30");
  });
});

describe("config.json", () => {
  it("needs the addresses and takes the rest as it comes", () => {
    expect(() => readConfig({ ws: "wss://x" })).toThrow("api");
    const config = readConfig({
      api: "https://x/api/",
      ws: "wss://x",
      brand: { name: 3, logo: "/logo.svg" },
      texts: { ko: { send: "전송", bad: 1 } },
      embedders: ["https://insurer.example", 7],
    });
    expect(config).toMatchObject({
      api: "https://x/api",
      brand: { name: "바로손해보험", logo: "/logo.svg", telephone: null },
      texts: { ko: { send: "전송" }, en: {} },
      embedders: ["https://insurer.example"],
    });
  });
});
