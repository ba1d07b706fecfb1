import fc from "fast-check";
import { expect, test } from "vitest";
import { answerUrgency, dueAt } from "../src/desk/answer_due";

const HOUR = 3_600_000;
const MINUTE = 60_000;
/** Two days with a break each. */
const open = [9, 13, 33, 37].map((start): [number, number] => [start * HOUR, (start + 3) * HOUR]);
const level = { queue: "general", first_ms: 30 * MINUTE, next_ms: 60 * MINUTE, goal_percent: 80, open };

test("breaks and nights don't count until an answer is due, as minute by minute", () => {
  const slowly = (since: number, target: number) => {
    let [at, left] = [since, target];
    for (; left > 0; at += MINUTE) if (open.some(([a, b]) => at >= a && at < b)) left -= MINUTE;
    return at;
  };
  fc.assert(
    fc.property(fc.nat(34 * 60), fc.boolean(), (minute, first) => {
      const answer = { since: minute * MINUTE, queue: "general", first };
      expect(dueAt(level, answer)).toBe(slowly(answer.since, first ? level.first_ms : level.next_ms));
    }),
  );
});

test("beyond the hours that are known nothing is due", () => {
  expect(dueAt(level, { since: 50 * HOUR, queue: "general", first: true })).toBe(Number.POSITIVE_INFINITY);
});

test("an answer is soon, then late, and calm before its queue's target is known", () => {
  const answer = { since: 9 * HOUR, queue: "general", first: true };
  const urgency = (minutes: number) =>
    answerUrgency(answer, [level], MINUTE, answer.since + minutes * MINUTE);
  expect([28, 29, 30, 30.1].map(urgency)).toEqual(["calm", "soon", "soon", "late"]);
  expect(answerUrgency(answer, [], MINUTE, 99 * HOUR)).toBe("calm");
});
