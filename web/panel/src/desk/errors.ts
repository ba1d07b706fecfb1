// Error messages of failed requests.
import { AnswerTimeout, ConnectionLost, Refused } from "@baro/wire";
import type { Words } from "../i18n";

/** Error codes for a conversation that isn't assigned to this agent any more. */
const NOT_ON_DESK = new Set(["not_on_desk", "not_allowed", "illegal_transition", "conversation_closed"]);

export const isNotOnDesk = (error: unknown): boolean =>
  error instanceof Refused && NOT_ON_DESK.has(error.code);

/** Whether an error of the wire is shown rather than thrown. */
export const isWireError = (error: unknown): boolean =>
  error instanceof Refused || error instanceof ConnectionLost || error instanceof AnswerTimeout;

/** The message for an error of the wire; throws other errors. */
export const errorText = (error: unknown, words: Words): string => {
  if (error instanceof Refused) return words.refusals[error.code] ?? (error.text || words.problems.refused);
  if (error instanceof ConnectionLost) return words.problems.lineLost;
  if (error instanceof AnswerTimeout) return words.problems.unanswered;
  throw error;
};
