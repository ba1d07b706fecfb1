// Validates a form's values and converts them to the protocol's format.
import { type Field, MAX_VALUE_LENGTH, PHONE_PATTERN, PLATE_PATTERN } from "@baro/wire";
import type { Key } from "./texts";

const PLATE = new RegExp(PLATE_PATTERN);
const PHONE = new RegExp(PHONE_PATTERN);

type ValidationResult = { readonly value: string } | { readonly problem: Key };

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
      // A day whose time isn't known: the bot asks for it.
      if (/^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text))) return { value: text };
      if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/.test(text) || Number.isNaN(Date.parse(text)))
        return { problem: "bad_datetime" };
      return { value: withOffset(text, offsetMinutes(text)) };
    }
    default:
      return { value: text.slice(0, MAX_VALUE_LENGTH) };
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

/** Bytes of a text on the wire. */
export const utf8Length = (text: string): number => new TextEncoder().encode(text).length;
