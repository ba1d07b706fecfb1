// Times as an agent reads them. Days and hours are the machine's; spans are plain figures.

const two = (value: number): string => String(value).padStart(2, "0");

/** The day of a time, as a key. */
export const dayOf = (at: number): string => {
  const date = new Date(at);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
};

/** 0:07, 12:40, 1:02:05. Never negative. */
export const span = (ms: number): string => {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const rest = two(seconds % 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`;
};

/** How pressing a waiting time is: an answer is owed within two minutes, five are too long. */
export const pressing = (ms: number): "calm" | "soon" | "late" =>
  ms >= 300_000 ? "late" : ms >= 120_000 ? "soon" : "calm";

const cache = new Map<string, Intl.DateTimeFormat>();

const format = (locale: string, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
  const key = `${locale} ${name}`;
  let made = cache.get(key);
  if (!made) {
    made = new Intl.DateTimeFormat(locale, options);
    cache.set(key, made);
  }
  return made;
};

export const clock = (at: number, locale: string): string =>
  format(locale, "clock", { hour: "numeric", minute: "2-digit" }).format(at);

export const longDay = (at: number, locale: string): string =>
  format(locale, "day", { year: "numeric", month: "long", day: "numeric", weekday: "long" }).format(at);

export const dayAndClock = (at: number, locale: string): string =>
  format(locale, "both", { month: "short", day: "numeric", hour: "numeric", minute: "2-digit" }).format(at);

/** Whole days from `now` until an ISO date at the machine's midnight; negative when it is over. */
export const daysUntil = (iso: string, now: number): number => {
  const end = new Date(`${iso}T00:00:00`).getTime();
  const today = new Date(`${dayOf(now)}T00:00:00`).getTime();
  return Math.round((end - today) / 86_400_000);
};
