// The accident form while it is corrected: what was changed, and where somebody else changed the same.
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

/** The form's fields in the order of a telling. */
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

/** As the centre keeps it: plates and telephones without blanks and hyphens. */
export const normaliseFact = (kind: FactType, typed: string): string => {
  const text = typed.normalize("NFC").trim();
  return kind === "plate" || kind === "phone" ? text.replace(/[\s-]/g, "") : text;
};

/** Whether a field may hold this; empty clears it. */
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

/** A moment for two native pickers, in Korean time; a day without a clock time has no time. */
export const toPickers = (value: string): { readonly day: string; readonly time: string } => {
  if (!value.includes("T")) return { day: value, time: "" };
  const at = Date.parse(/([+-]\d{2}:\d{2}|Z)$/.test(value) ? value : `${value}+09:00`);
  if (Number.isNaN(at)) return { day: "", time: "" };
  const there = new Date(at + 9 * 3_600_000).toISOString();
  return { day: there.slice(0, 10), time: there.slice(11, 16) };
};

/** What two pickers say, as the form keeps it. */
export const fromPickers = (day: string, time: string): string =>
  day === "" ? "" : time === "" ? day : `${day}T${time}+09:00`;

export type Values = Readonly<Record<string, string>>;

export const valuesOf = (facts: readonly FactView[]): Values =>
  Object.fromEntries(facts.map((fact) => [fact.slot, fact.value]));

/** A form being corrected: `base` as it was when a field was first touched, `mine` the touched fields alone. */
export interface FormEdit {
  readonly base: Values;
  readonly mine: Values;
}

export const NO_EDITS: FormEdit = { base: {}, mine: {} };

/** A field typed into; back to what it was is as if it was never touched. */
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

/** Touched fields that somebody else has changed since, to something else. */
export const conflicts = (editing: FormEdit, now: Values): readonly string[] =>
  Object.keys(editing.mine).filter((slot) => {
    const theirs = now[slot] ?? "";
    return theirs !== editing.base[slot] && theirs !== editing.mine[slot];
  });

/** One of two answers to a conflict: `mine` stays, or theirs is taken. */
export const resolveConflict = (editing: FormEdit, now: Values, slot: string, mine: boolean): FormEdit => {
  const theirs = now[slot] ?? "";
  const rest = (values: Values) =>
    Object.fromEntries(Object.entries(values).filter(([name]) => name !== slot));
  return mine
    ? { base: { ...editing.base, [slot]: theirs }, mine: editing.mine }
    : { base: rest(editing.base), mine: rest(editing.mine) };
};

/** What is sent: fields that differ from what the centre has now. */
export const changedFields = (editing: FormEdit, now: Values): Record<string, string> =>
  Object.fromEntries(Object.entries(editing.mine).filter(([slot, value]) => value !== (now[slot] ?? "")));
