import { t } from "../i18n";

/** Why a conversation isn't this agent's any more. `own`: he let go of it himself. */
export const leaveReasonText = (reason: string, own: boolean): string => {
  const words = t().left;
  if (reason === "transferred" && !own) return words.taken ?? "";
  return words[reason] ?? words.other ?? "";
};
