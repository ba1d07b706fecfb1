// Days of promises: ISO dates of Seoul, whatever the machine's time zone is.

const DAY = 86_400_000;
const SEOUL = 9 * 3_600_000;

/** The Korean day of a time (ms since 1970 UTC). */
export const seoulDay = (at: number): string => new Date(at + SEOUL).toISOString().slice(0, 10);

/** Days from today in Seoul to an ISO date; negative when it has passed, null where there is none. */
export const daysTo = (due: string, now: number): number | null => {
  const end = Date.parse(`${due}T00:00:00Z`);
  return Number.isNaN(end) ? null : Math.round((end - Date.parse(`${seoulDay(now)}T00:00:00Z`)) / DAY);
};

/** "D-2", "D-day", "D+3" as Korean offices write it; "" where nothing is promised. */
export const countdown = (due: string, now: number): string => {
  const days = daysTo(due, now);
  if (days === null) return "";
  return days === 0 ? "D-day" : days > 0 ? `D-${days}` : `D+${-days}`;
};

export type Urgency = "none" | "calm" | "soon" | "late";

/** How pressing a promise is: late, due within two days, or later. */
export const urgency = (due: string, late: boolean, now: number): Urgency => {
  const days = daysTo(due, now);
  if (late || (days !== null && days < 0)) return "late";
  return days === null ? "none" : days <= 2 ? "soon" : "calm";
};

/** The day after today: the first a new promise may name. */
export const tomorrow = (now: number): string => seoulDay(now + DAY);
