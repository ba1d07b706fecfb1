// Edits of the accident form: values of its fields, changed fields, and conflicts with other people's changes.
import type { AccidentForm, AccidentFormField, FactView } from "@baro/wire";

/** What a field is edited with. */
export type Widget = "moment" | "text" | "long" | "choice" | "truth" | "number" | "plate" | "phone";

export const widgetOf = (field: AccidentFormField): Widget => {
  switch (field.kind) {
    case "datetime":
      return "moment";
    case "choice":
      return isYesOrNo(field) ? "truth" : "choice";
    case "number":
    case "plate":
    case "phone":
      return field.kind;
    default:
      return field.narrative ? "long" : "text";
  }
};

const isYesOrNo = ({ options = [] }: AccidentFormField): boolean =>
  options.length === 2 &&
  ["true", "false"].every((value) => options.some((option) => option.value === value));

/** The label of a slot; its name if the configuration no longer has it. */
export const slotLabel = (form: AccidentForm, slot: string): string =>
  form.fields.find((field) => field.slot === slot)?.label ?? slot;

/** As stored by the server: plates and telephones without spaces, hyphens and dots. */
export const normaliseFact = (field: AccidentFormField, typed: string): string =>
  field.kind === "plate" || field.kind === "phone"
    ? typed.normalize("NFKC").replace(/[\s.-]/g, "")
    : typed.normalize("NFC").trim();

/** Whether a value is valid for a field; "" clears it. */
export const isValidFact = (form: AccidentForm, field: AccidentFormField, value: string): boolean =>
  value === "" ||
  (value.length <= form.max_length && (!field.pattern || new RegExp(field.pattern).test(value)));

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

type Values = Readonly<Record<string, string>>;

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
