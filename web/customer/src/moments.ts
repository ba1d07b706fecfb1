// What can be chosen for the time of an accident. A moment is local: "2026-11-22T14:20", or "2026-11-22" without its time.
import { clockInWords, dayAfter, dayInWords, dayOf } from "@baro/design/format";

const MINUTE = 60_000;
const HOUR = 3_600_000;
/** Days that are offered by name; earlier ones are typed. */
const NAMED_DAYS = 7;
/** "오늘 아침" begins as 8 o'clock, which can be changed before it is sent. */
const MORNING = 8;
const EARLIEST_MORNING = 5;
const MINUTE_STEP = 5;

type QuickName = "just_now" | "hour_ago" | "this_morning";

const two = (value: number): string => String(value).padStart(2, "0");

/** An instant as a local moment. */
export const localMoment = (at: number): string => {
  const date = new Date(at);
  return `${dayOf(at)}T${two(date.getHours())}:${two(date.getMinutes())}`;
};

/** The moments of one press, those that have already been. */
export const quickMoments = (
  now: number,
): readonly { readonly name: QuickName; readonly moment: string }[] => {
  const hour = new Date(now).getHours();
  const morning = `${dayOf(now)}T${two(Math.min(MORNING, hour))}:00`;
  return [
    { name: "just_now", moment: localMoment(now) },
    { name: "hour_ago", moment: localMoment(Math.floor((now - HOUR) / (5 * MINUTE)) * 5 * MINUTE) },
    ...(hour < EARLIEST_MORNING ? [] : [{ name: "this_morning" as const, moment: morning }]),
  ];
};

/** Today and the days before, newest first. */
export const namedDays = (now: number): readonly string[] =>
  Array.from({ length: NAMED_DAYS }, (_, back) => dayAfter(dayOf(now), -back));

/** The hours of a day that have begun. */
export const pastHours = (day: string, now: number): readonly number[] => {
  const begun = day === dayOf(now) ? new Date(now).getHours() + 1 : 24;
  return Array.from({ length: begun }, (_, hour) => hour);
};

/** Steps of five minutes that have been, and the moment's own minute. */
export const pastMinutes = (moment: Parts, now: number): readonly number[] => {
  const last =
    moment.day === dayOf(now) && moment.hour === new Date(now).getHours() ? new Date(now).getMinutes() : 59;
  const steps = Array.from({ length: 60 / MINUTE_STEP }, (_, step) => step * MINUTE_STEP);
  return [...new Set([...steps, moment.minute])].filter((minute) => minute <= last).sort((a, b) => a - b);
};

export interface Parts {
  readonly day: string;
  /** Null where the time isn't known. */
  readonly hour: number | null;
  readonly minute: number;
}

export const partsOf = (moment: string): Parts => {
  const [, day = "", hour, minute = "0"] = /^(\d{4}-\d\d-\d\d)(?:T(\d\d):(\d\d))?/.exec(moment) ?? [];
  return { day, hour: hour === undefined ? null : Number(hour), minute: Number(minute) };
};

/** "" without a day. A time that is still to come is dropped. */
export const momentOf = ({ day, hour, minute }: Parts, now: number): string => {
  if (day === "" || hour === null) return day;
  const moment = `${day}T${two(hour)}:${two(minute)}`;
  if (moment <= localMoment(now)) return moment;
  return `${day}T${two(hour)}:00` <= localMoment(now) ? `${day}T${two(hour)}:00` : day;
};

/** As people write it: 11월 22일 오후 2시 30분; the year where it isn't this one. */
export const momentInWords = (moment: string, locale: string, now: number): string => {
  const { day, hour, minute } = partsOf(moment);
  if (day === "") return moment;
  const words = dayInWords(day, locale, now);
  return hour === null ? words : `${words} ${clockInWords(hour, minute, locale)}`;
};
