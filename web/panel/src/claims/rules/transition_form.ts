// The fields of a transition, and their validation.
import type { Fields, TransitionView } from "@baro/wire";
import { daysUntilDue } from "./due_dates";
import { parseWon } from "./money";

const TRANSITION_FIELDS = [
  "adjuster",
  "amount",
  "liability_percent",
  "day",
  "items",
  "grounds",
  "note",
] as const;
export type TransitionFieldName = (typeof TRANSITION_FIELDS)[number];

/** Values of the dialog, as typed. */
export interface TransitionDraft {
  readonly adjuster: string;
  readonly amount: string;
  readonly liability_percent: string;
  readonly day: string;
  readonly items: readonly string[];
  readonly grounds: string;
  readonly note: string;
}

export const EMPTY_DRAFT: TransitionDraft = {
  adjuster: "",
  amount: "",
  liability_percent: "",
  day: "",
  items: [],
  grounds: "",
  note: "",
};

export type Problem = "missing" | "amount" | "liability_percent" | "past";
/** Fields sent with a transition; `proposal` is set by the dialog that confirms a denial. */
export type TransitionFields = Omit<
  Fields<"apply_transition">,
  "claim" | "coverage" | "transition" | "version"
>;

/** Optional fields that are shown anyway; without an adjuster the server assigns the caller; the grounds of an
 *  amount tell the customer how it was reckoned. */
const OPTIONAL_FIELDS: Readonly<Record<string, readonly TransitionFieldName[]>> = {
  assign: ["adjuster"],
  assess: ["grounds"],
};

/** Whether a transition pays to the customer's account, which must be there. */
export const paysOut = ({ name }: TransitionView): boolean => name === "pay" || name === "advance";

/** The fields of a transition's dialog, in order. */
export const fieldsOf = (step: TransitionView): readonly TransitionFieldName[] => {
  const asked = new Set([...(step.required_fields ?? []), ...(OPTIONAL_FIELDS[step.name] ?? [])]);
  return TRANSITION_FIELDS.filter((need) => asked.has(need));
};

const problemOf = (need: TransitionFieldName, draft: TransitionDraft, now: number): Problem | null => {
  switch (need) {
    case "amount": {
      const won = parseWon(draft.amount);
      if (draft.amount.trim() === "") return "missing";
      return won === null || won === 0 ? "amount" : null;
    }
    case "liability_percent":
      if (draft.liability_percent.trim() === "") return "missing";
      return /^(100|\d{1,2})$/.test(draft.liability_percent.trim()) ? null : "liability_percent";
    case "day": {
      const days = daysUntilDue(draft.day, now);
      return days === null ? "missing" : days < 1 ? "past" : null;
    }
    case "items":
      return draft.items.length === 0 ? "missing" : null;
    default:
      return draft[need].trim() === "" ? "missing" : null;
  }
};

/** Validation errors by field; empty if valid. */
export const problemsOf = (
  step: TransitionView,
  draft: TransitionDraft,
  now: number,
): Readonly<Partial<Record<TransitionFieldName, Problem>>> => {
  const needed = new Set(step.required_fields ?? []);
  const found: Partial<Record<TransitionFieldName, Problem>> = {};
  for (const need of fieldsOf(step)) {
    const problem = needed.has(need) ? problemOf(need, draft, now) : null;
    if (problem) found[need] = problem;
  }
  return found;
};

/** The values of the transition's own fields, from a valid draft. */
export const transitionFields = (step: TransitionView, draft: TransitionDraft): TransitionFields => {
  const asked = new Set<TransitionFieldName>(fieldsOf(step));
  return {
    ...(asked.has("adjuster") && draft.adjuster ? { adjuster: draft.adjuster } : {}),
    ...(asked.has("amount") ? { amount: parseWon(draft.amount) } : {}),
    ...(asked.has("liability_percent") ? { liability_percent: Number(draft.liability_percent) } : {}),
    ...(asked.has("day") ? { day: draft.day } : {}),
    ...(asked.has("items") ? { items: [...draft.items] } : {}),
    ...(asked.has("grounds") ? { grounds: draft.grounds.trim() } : {}),
    ...(asked.has("note") ? { note: draft.note.trim() } : {}),
  };
};
