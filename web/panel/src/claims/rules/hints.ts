// Why the expected transition isn't available.
import type { ExposureView } from "@baro/wire";

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

/** The likely reason, derived from the view of the claim; the server decides. */
export const transitionHint = (exposure: ExposureView, me: string, account: string): Hint => {
  const steps = new Set((exposure.transitions ?? []).map((step) => step.name));
  if (exposure.proposal?.by.id === me) return "denial";
  if (exposure.stage === "assessed" && !steps.has("approve") && exposure.assessed_by?.id === me)
    return "second_person";
  if (exposure.stage === "identity_hold" && !steps.has("approve")) return "identity";
  if (exposure.stage === "documents_pending") return "documents";
  if (steps.has("pay") && !account) return "account";
  if (steps.size === 1 && steps.has("assign") && exposure.adjuster) return "take_over";
  if (steps.size > 0) return null;
  return exposure.final ? "over" : "not_yours";
};
