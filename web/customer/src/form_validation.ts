// Validates a form's values and converts them to the protocol's format.
import type { Field } from "@baro/wire";
import type { Key } from "./texts";

const PLATE =
  /^(?:(?:서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충북|충남|전북|전남|경북|경남|제주)\d{1,2}|\d{2,3})[가-힣]\d{4}$/;
const PHONE = /^(?:01[016789]\d{7,8}|050\d{8,9}|0(?:2|[3-6]\d)\d{7,8}|1[568]\d{6})$/;

export type ValidationResult = { readonly value: string } | { readonly problem: Key };

/** Validates one field. An empty value is valid where the field is optional. */
export const validateField = (
  field: Field,
  raw: string,
  offsetMinutes: (local: string) => number,
): ValidationResult => {
  const text = raw.normalize("NFC").trim();
  if (text === "") {
    if (field.required === false) return { value: "" };
    return { problem: field.kind === "choice" ? "need_choice" : "need" };
  }
  switch (field.kind ?? "text") {
    case "plate": {
      const plate = text.replace(/[\s-]/g, "");
      return PLATE.test(plate) ? { value: plate } : { problem: "bad_plate" };
    }
    case "phone": {
      const phone = text.replace(/[\s().-]/g, "").replace(/^\+?82/, "0");
      return PHONE.test(phone) ? { value: phone } : { problem: "bad_phone" };
    }
    case "datetime": {
      if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/.test(text) || Number.isNaN(Date.parse(text)))
        return { problem: "bad_datetime" };
      return { value: withOffset(text, offsetMinutes(text)) };
    }
    default:
      return { value: text.slice(0, 400) };
  }
};

/** "2026-11-22T14:20" at 540 → "2026-11-22T14:20:00+09:00". */
export const withOffset = (local: string, minutes: number): string => {
  const seconds = local.length === 16 ? ":00" : "";
  const two = (value: number) => String(Math.floor(Math.abs(value))).padStart(2, "0");
  return `${local}${seconds}${minutes < 0 ? "-" : "+"}${two(minutes / 60)}:${two(minutes % 60)}`;
};

/** The browser's UTC offset at that local time, minutes east. */
export const machineOffset = (local: string): number => -new Date(local).getTimezoneOffset();

/** Bytes of a text on the wire; the limit is 16 KB. */
export const MAX_TEXT_BYTES = 16_384;
export const utf8Length = (text: string): number => new TextEncoder().encode(text).length;
