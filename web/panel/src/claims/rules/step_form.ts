// What a step of a coverage asks for, and whether it has been given.
import type { Fields, StepView } from "@baro/wire";
import { daysTo } from "./due_dates";
import { wonOf } from "./money";

export const NEEDS = ["handler", "amount", "fault", "day", "items", "grounds", "note"] as const;
export type Need = (typeof NEEDS)[number];

/** What stands in the dialog, as typed. */
export interface Draft {
  readonly handler: string;
  readonly amount: string;
  readonly fault: string;
  readonly day: string;
  readonly items: readonly string[];
  readonly grounds: string;
  readonly note: string;
}

export const EMPTY: Draft = { handler: "", amount: "", fault: "", day: "", items: [], grounds: "", note: "" };

export type Problem = "missing" | "amount" | "fault" | "past";
/** What a step is sent with; `proposal` comes from the window that confirms a denial. */
export type StepFields = Omit<Fields<"step">, "claim" | "coverage" | "step" | "version">;

/** Left open by the centre (then it is the one who presses), but a choice all the same. */
const OFFERED: Readonly<Record<string, readonly Need[]>> = { assign: ["handler"] };

/** The fields of a step's dialog, in their order. */
export const fieldsOf = (step: StepView): readonly Need[] => {
  const asked = new Set([...(step.needs ?? []), ...(OFFERED[step.name] ?? [])]);
  return NEEDS.filter((need) => asked.has(need));
};

const problemOf = (need: Need, draft: Draft, now: number): Problem | null => {
  switch (need) {
    case "amount": {
      const won = wonOf(draft.amount);
      if (draft.amount.trim() === "") return "missing";
      return won === null || won === 0 ? "amount" : null;
    }
    case "fault":
      if (draft.fault.trim() === "") return "missing";
      return /^(100|\d{1,2})$/.test(draft.fault.trim()) ? null : "fault";
    case "day": {
      const days = daysTo(draft.day, now);
      return days === null ? "missing" : days < 1 ? "past" : null;
    }
    case "items":
      return draft.items.length === 0 ? "missing" : null;
    default:
      return draft[need].trim() === "" ? "missing" : null;
  }
};

/** What is wrong with what was filled in; empty when nothing is. */
export const problemsOf = (
  step: StepView,
  draft: Draft,
  now: number,
): Readonly<Partial<Record<Need, Problem>>> => {
  const needed = new Set(step.needs ?? []);
  const found: Partial<Record<Need, Problem>> = {};
  for (const need of fieldsOf(step)) {
    const problem = needed.has(need) ? problemOf(need, draft, now) : null;
    if (problem) found[need] = problem;
  }
  return found;
};

/** What is sent of a draft without problems: the fields of this step and no others. */
export const stepFields = (step: StepView, draft: Draft): StepFields => {
  const asked = new Set<Need>(fieldsOf(step));
  return {
    ...(asked.has("handler") && draft.handler ? { handler: draft.handler } : {}),
    ...(asked.has("amount") ? { amount: wonOf(draft.amount) } : {}),
    ...(asked.has("fault") ? { fault: Number(draft.fault) } : {}),
    ...(asked.has("day") ? { day: draft.day } : {}),
    ...(asked.has("items") ? { items: [...draft.items] } : {}),
    ...(asked.has("grounds") ? { grounds: draft.grounds.trim() } : {}),
    ...(asked.has("note") ? { note: draft.note.trim() } : {}),
  };
};
