import { t } from "../i18n";

/** Why a conversation left this agent. `own`: this agent released it. */
export const leaveReasonText = (reason: string, own: boolean): string => {
  const words = t().leaveReasons;
  if (reason === "transferred" && !own) return words.taken ?? "";
  return words[reason] ?? words.other ?? "";
};
