// The steps of a coverage in the order they are offered: the way on first, what can't be undone last.
import type { LineView, StepView } from "@baro/wire";

/** Steps that lead on, the farthest first. */
const ON = [
  "pay",
  "approve",
  "assess",
  "propose_fault",
  "settle_dispute",
  "release_hold",
  "negotiate_fault",
  "investigate",
  "close",
];

/** The step that leads on: an assignment only where nobody has it yet. */
export const wayOn = (line: LineView): StepView | null => {
  const steps = line.steps ?? [];
  const on = ON.map((name) => steps.find((step) => step.name === name)).find(Boolean);
  return on ?? (line.handler ? null : (steps.find((step) => step.name === "assign") ?? null));
};

/** All steps as the figures 1, 2, 3 … count them. */
export const offered = (line: LineView): readonly StepView[] => {
  const on = wayOn(line);
  const rest = (line.steps ?? []).filter((step) => step !== on);
  return [...(on ? [on] : []), ...rest.filter((step) => !step.danger), ...rest.filter((step) => step.danger)];
};
