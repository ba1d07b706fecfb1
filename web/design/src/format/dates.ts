// Formats dates and times. Instants are ms since 1970 UTC, shown in the browser's time zone; a day is an ISO date.

const DAY_MS = 86_400_000;
const SEOUL_MS = 9 * 3_600_000;

const formats = new Map<string, Intl.DateTimeFormat>();

/** Cached, as making a format takes longer than using it a hundred times. */
const formatted = (at: number, locale: string, options: Intl.DateTimeFormatOptions): string => {
  const key = locale + Object.entries(options);
  const format = formats.get(key) ?? new Intl.DateTimeFormat(locale, options);
  formats.set(key, format);
  return format.format(at);
};

/** 오후 2:30; 14:30. */
export const clock = (at: number, locale: string): string =>
  formatted(at, locale, { hour: "numeric", minute: "2-digit" });

/** 2026년 11월 29일 일요일; Sunday 29 November 2026. */
export const longDay = (at: number, locale: string): string =>
  formatted(at, locale, { year: "numeric", month: "long", day: "numeric", weekday: "long" });

/** 11월 29일; 29 Nov. */
export const shortDay = (at: number, locale: string): string =>
  formatted(at, locale, { month: "short", day: "numeric" });

/** A short day, with its year where that isn't the year of `now`. */
export const dayText = (at: number, locale: string, now: number): string =>
  new Date(at).getFullYear() === new Date(now).getFullYear()
    ? shortDay(at, locale)
    : formatted(at, locale, { dateStyle: "long" });

/** Whether it is an ISO day. `Date.parse` alone also reads years, months and other forms. */
const isIsoDay = (day: string): boolean => /^\d{4}-\d\d-\d\d$/.test(day);

/** An ISO day in words; anything else unchanged. */
export const dayInWords = (day: string, locale: string, now: number = Date.now()): string => {
  const at = isIsoDay(day) ? Date.parse(`${day}T00:00`) : Number.NaN;
  return Number.isNaN(at) ? day : dayText(at, locale, now);
};

/** 목; Thu. */
export const weekday = (day: string, locale: string): string =>
  formatted(Date.parse(`${day}T00:00`), locale, { weekday: "short" });

/** Day and time; the year where it isn't the current one. */
export const dayAndClock = (at: number, locale: string, now: number = Date.now()): string =>
  `${dayText(at, locale, now)} ${clock(at, locale)}`;

/** 오전 7시, 낮 12시, 오후 2시 30분, as the bot writes it, because 오전 12시 and 오후 12시 are misread; 14:30 in English. */
export const clockInWords = (hour: number, minute: number, locale: string): string => {
  if (!locale.startsWith("ko")) return `${hour}:${String(minute).padStart(2, "0")}`;
  const half = hour < 12 ? "오전" : hour === 12 ? "낮" : "오후";
  return `${half} ${hour > 12 ? hour - 12 : hour}시${minute > 0 ? ` ${minute}분` : ""}`;
};

/** Day, year and clock time: 2026년 11월 29일 오후 2:30. */
export const fullMoment = (at: number, locale: string): string =>
  formatted(at, locale, { dateStyle: "long", timeStyle: "short" });

const isoDay = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** The day of an instant in the browser's time zone. */
export const dayOf = (at: number): string => isoDay(at - new Date(at).getTimezoneOffset() * 60_000);

/** The day of an instant in Korea, which due dates and contracts use. */
export const seoulDay = (at: number): string => isoDay(at + SEOUL_MS);

/** Days from one day to another; negative for past days, NaN for anything but ISO days. */
export const daysUntil = (day: string, from: string): number =>
  isIsoDay(day) ? (Date.parse(`${day}T00:00Z`) - Date.parse(`${from}T00:00Z`)) / DAY_MS : Number.NaN;

/** The day a number of days after another. */
export const dayAfter = (day: string, days: number): string => isoDay(Date.parse(day) + days * DAY_MS);
