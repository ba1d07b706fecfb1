// Why the step that one expects isn't offered.
import type { ExposureView } from "@baro/wire";
import { isOver } from "./work_list";

export type Hint =
  | "second_person"
  | "denial"
  | "take_over"
  | "identity"
  | "account"
  | "documents"
  | "over"
  | "not_yours"
  | null;

/** What stands in the way, as far as the claim's picture tells; the centre decides. */
export const hintOf = (line: ExposureView, me: string): Hint => {
  const steps = new Set((line.transitions ?? []).map((step) => step.name));
  if (line.proposal?.by.id === me) return "denial";
  if (line.stage === "assessed" && !steps.has("approve") && line.assessed_by?.id === me)
    return "second_person";
  if (line.stage === "identity_hold" && !steps.has("approve")) return "identity";
  if (line.stage === "documents_pending") return "documents";
  if (steps.size === 1 && steps.has("assign") && line.adjuster) return "take_over";
  if (steps.size > 0) return null;
  return isOver(line.stage) ? "over" : "not_yours";
};
