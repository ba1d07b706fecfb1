// Due dates: ISO dates in Korean time.
import { dayAfter, daysUntil, seoulDay } from "@baro/design/format";

/** Days from today in Korea to an ISO date; negative in the past, null without a date. */
export const daysUntilDue = (due: string, now: number): number | null => {
  const days = daysUntil(due, seoulDay(now));
  return Number.isNaN(days) ? null : days;
};

/** "D-2", "D-day", "D+3" as Korean offices write it; "" without a due date. */
export const countdown = (due: string, now: number): string => {
  const days = daysUntilDue(due, now);
  if (days === null) return "";
  return days === 0 ? "D-day" : days > 0 ? `D-${days}` : `D+${-days}`;
};

export type Urgency = "none" | "calm" | "soon" | "late";

/** Whether a due date has passed; `late` is the server's value from when the row was created. */
export const isLate = (due: string, late: boolean, now: number): boolean =>
  late || (daysUntilDue(due, now) ?? 0) < 0;

/** How urgent a due date is; `soonDays`: the number of days before it from which it counts as soon. */
export const dueUrgency = (due: string, late: boolean, now: number, soonDays: number): Urgency => {
  const days = daysUntilDue(due, now);
  if (isLate(due, late, now)) return "late";
  return days === null ? "none" : days <= soonDays ? "soon" : "calm";
};

/** Tomorrow: the earliest new due date. */
export const tomorrow = (now: number): string => dayAfter(seoulDay(now), 1);
