// Usual times for a follow-up.

const HOUR_MS = 3_600_000;

interface DueChoice {
  readonly name: "hour" | "evening" | "tomorrow" | "monday";
  /** ms since 1970 UTC. */
  readonly at: number;
}

const atHour = (now: number, days: number, hour: number): number => {
  const day = new Date(now);
  day.setDate(day.getDate() + days);
  return day.setHours(hour, 0, 0, 0);
};

/** In an hour, at five this afternoon, tomorrow at nine, on Monday at nine: those that are still to come, in order. */
export const dueChoices = (now: number): readonly DueChoice[] => {
  const weekday = new Date(now).getDay();
  const choices: DueChoice[] = [
    { name: "hour", at: now + HOUR_MS },
    { name: "evening", at: atHour(now, 0, 17) },
    { name: "tomorrow", at: atHour(now, 1, 9) },
    { name: "monday", at: atHour(now, (8 - weekday) % 7 || 7, 9) },
  ];
  return choices.filter(({ name, at }) => name === "hour" || at > now + HOUR_MS);
};

/** The value of a field of date and time, in the machine's time zone. */
export const fieldTime = (at: number): string =>
  new Date(at - new Date(at).getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
