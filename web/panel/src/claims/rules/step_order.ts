// The steps of a coverage in the order they are offered: the way on first, what can't be undone last.
import type { ExposureView, TransitionView } from "@baro/wire";

/** Steps that lead on, the farthest first. */
const FORWARD_STEPS = [
  "pay",
  "approve",
  "assess",
  "propose_liability",
  "settle_dispute",
  "release_hold",
  "negotiate_liability",
  "investigate",
  "close",
];

/** The step that leads on: an assignment only where nobody has it yet. */
export const forwardStep = (line: ExposureView): TransitionView | null => {
  const steps = line.transitions ?? [];
  const on = FORWARD_STEPS.map((name) => steps.find((step) => step.name === name)).find(Boolean);
  return on ?? (line.adjuster ? null : (steps.find((step) => step.name === "assign") ?? null));
};

/** All steps as the figures 1, 2, 3 … count them. */
export const orderedSteps = (line: ExposureView): readonly TransitionView[] => {
  const on = forwardStep(line);
  const rest = (line.transitions ?? []).filter((step) => step !== on);
  return [
    ...(on ? [on] : []),
    ...rest.filter((step) => !step.irreversible),
    ...rest.filter((step) => step.irreversible),
  ];
};
