// Edits of the accident form: changed fields, and conflicts with other people's changes.
import type { FactView } from "@baro/wire";

export type FactType = "moment" | "text" | "long" | "choice" | "truth" | "number" | "plate" | "phone";

export const ACCIDENT_TYPES = [
  "rear_end",
  "head_on",
  "side",
  "lane_change",
  "intersection",
  "single",
  "parked",
  "pedestrian",
  "two_wheeler",
  "hit_and_run",
  "reversing",
] as const;
export const DRIVERS = ["self", "spouse", "family", "other"] as const;

/** The form's slots in display order. */
export const SLOTS: readonly (readonly [slot: string, kind: FactType])[] = [
  ["occurred_at", "moment"],
  ["place", "text"],
  ["accident_type", "choice"],
  ["driver", "choice"],
  ["injured", "truth"],
  ["injured_count", "number"],
  ["hospital", "text"],
  ["counterparty_plate", "plate"],
  ["counterparty_phone", "phone"],
  ["counterparty_insurer", "text"],
  ["police_reported", "truth"],
  ["drivable", "truth"],
  ["tow_needed", "truth"],
  ["dashcam", "truth"],
  ["own_plate", "plate"],
  ["description", "long"],
];

export const CHOICES: Readonly<Record<string, readonly string[]>> = {
  accident_type: ACCIDENT_TYPES,
  driver: DRIVERS,
};

const PLATE =
  /^(?:(?:서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충북|충남|전북|전남|경북|경남|제주)\d{1,2}|\d{2,3})[가-힣]\d{4}$/;
const PHONE = /^(?:01[016789]\d{7,8}|050\d{8,9}|0\d{8,10})$/;

/** As stored by the server: plates and telephones without blanks and hyphens. */
export const normaliseFact = (kind: FactType, typed: string): string => {
  const text = typed.normalize("NFC").trim();
  return kind === "plate" || kind === "phone" ? text.replace(/[\s-]/g, "") : text;
};

/** Whether a value is valid for a field; "" clears it. */
export const isValidFact = (kind: FactType, value: string): boolean => {
  if (value === "") return true;
  switch (kind) {
    case "plate":
      return PLATE.test(value);
    case "phone":
      return PHONE.test(value);
    case "number":
      return /^\d{1,3}$/.test(value);
    case "moment":
      return /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?([+-]\d{2}:\d{2}|Z)?)?$/.test(value);
    default:
      return value.length <= 400;
  }
};

/** Splits a value for date and time inputs, in Korean time; `time` is "" if unknown. */
export const toPickers = (value: string): { readonly day: string; readonly time: string } => {
  if (!value.includes("T")) return { day: value, time: "" };
  const at = Date.parse(/([+-]\d{2}:\d{2}|Z)$/.test(value) ? value : `${value}+09:00`);
  if (Number.isNaN(at)) return { day: "", time: "" };
  const there = new Date(at + 9 * 3_600_000).toISOString();
  return { day: there.slice(0, 10), time: there.slice(11, 16) };
};

/** Joins the values of date and time inputs. */
export const fromPickers = (day: string, time: string): string =>
  day === "" ? "" : time === "" ? day : `${day}T${time}+09:00`;

export type Values = Readonly<Record<string, string>>;

export const valuesOf = (facts: readonly FactView[]): Values =>
  Object.fromEntries(facts.map((fact) => [fact.slot, fact.value]));

/** Edits: `base` are the values when a field was first edited, `mine` the edited values. */
export interface FormEdit {
  readonly base: Values;
  readonly mine: Values;
}

export const NO_EDITS: FormEdit = { base: {}, mine: {} };

/** Edits a field; restoring its value removes the edit. */
export const editField = (editing: FormEdit, now: Values, slot: string, value: string): FormEdit => {
  const before = slot in editing.base ? (editing.base[slot] ?? "") : (now[slot] ?? "");
  const base: Record<string, string> = { ...editing.base, [slot]: before };
  const mine: Record<string, string> = { ...editing.mine, [slot]: value };
  if (value === before && (now[slot] ?? "") === before) {
    delete base[slot];
    delete mine[slot];
  }
  return { base, mine };
};

/** Edited fields that somebody else has changed to another value. */
export const conflicts = (editing: FormEdit, now: Values): readonly string[] =>
  Object.keys(editing.mine).filter((slot) => {
    const theirs = now[slot] ?? "";
    return theirs !== editing.base[slot] && theirs !== editing.mine[slot];
  });

/** Resolves a conflict with `mine` or the other value. */
export const resolveConflict = (editing: FormEdit, now: Values, slot: string, mine: boolean): FormEdit => {
  const theirs = now[slot] ?? "";
  const rest = (values: Values) =>
    Object.fromEntries(Object.entries(values).filter(([name]) => name !== slot));
  return mine
    ? { base: { ...editing.base, [slot]: theirs }, mine: editing.mine }
    : { base: rest(editing.base), mine: rest(editing.mine) };
};

/** Edited fields that differ from the current values. */
export const changedFields = (editing: FormEdit, now: Values): Record<string, string> =>
  Object.fromEntries(Object.entries(editing.mine).filter(([slot, value]) => value !== (now[slot] ?? "")));
