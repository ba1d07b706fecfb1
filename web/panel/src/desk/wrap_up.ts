// Outcomes and tags as the insurer configured them, with their labels.
import type { OutcomeView, WrapUpView } from "@baro/wire";

type Labels = Readonly<Record<string, string>>;

const labelOf = (labels: Labels | undefined, name: string, language: string): string =>
  labels?.[language] ?? labels?.ko ?? name;

/** The outcomes that a conversation of the queue may have. */
export const outcomesOf = (wrapUp: WrapUpView | null, queue: string): readonly OutcomeView[] =>
  (wrapUp?.outcomes ?? []).filter(({ queues }) => !queues?.length || queues.includes(queue));

export const isOutcomeOptional = (wrapUp: WrapUpView | null, queue: string): boolean =>
  wrapUp?.optional_in?.includes(queue) ?? false;

export const outcomeLabel = (wrapUp: WrapUpView | null, code: string, language: string): string =>
  labelOf(wrapUp?.outcomes.find((one) => one.code === code)?.labels, code, language);

export const outcomeText = ({ labels, code }: OutcomeView, language: string): string =>
  labelOf(labels, code, language);

/** A configured tag's label; the text of one that an agent wrote. */
export const tagLabel = (wrapUp: WrapUpView | null, tag: string, language: string): string =>
  labelOf(wrapUp?.tags?.find((one) => one.tag === tag)?.labels, tag, language);

export type WrapUpProblem = "outcome" | "note";

/** What is missing before a conversation of the queue may be resolved. */
export const wrapUpProblem = (
  wrapUp: WrapUpView | null,
  queue: string,
  outcome: string,
  note: string,
): WrapUpProblem | null => {
  if (outcome === "") return isOutcomeOptional(wrapUp, queue) ? null : "outcome";
  const chosen = wrapUp?.outcomes.find((one) => one.code === outcome);
  return chosen?.note_required && note.trim() === "" ? "note" : null;
};
