// When an answer is due, counted in opening hours, and how urgent it is.
import type { ServiceLevelView } from "@baro/wire";

/** An answer that a customer waits for. */
export interface AwaitedAnswer {
  /** ms since 1970 UTC. */
  readonly since: number;
  readonly queue: string;
  /** The first one since they asked for a person. */
  readonly first: boolean;
}

export type Urgency = "calm" | "soon" | "late";

/** The first moment at which the queue was open for so long since then; Infinity beyond the hours that are known. */
export const dueAt = (level: ServiceLevelView, { since, first }: AwaitedAnswer): number => {
  let left = first ? level.first_ms : level.next_ms;
  for (const [start, end] of level.open) {
    const begin = Math.max(start, since);
    if (begin >= end) continue;
    if (begin + left <= end) return begin + left;
    left -= end - begin;
  }
  return Number.POSITIVE_INFINITY;
};

/** How urgent an answer is at `now`; "calm" before the targets are known. */
export const answerUrgency = (
  answer: AwaitedAnswer,
  levels: readonly ServiceLevelView[],
  soonMs: number,
  now: number,
): Urgency => {
  const level = levels.find(({ queue }) => queue === answer.queue);
  if (level === undefined) return "calm";
  const due = dueAt(level, answer);
  return now > due ? "late" : now >= due - soonMs ? "soon" : "calm";
};
