// Canned responses: matches for the text after "/", and their placeholders.
import { dayInWords } from "@baro/design/format";
import type { CustomerView } from "@baro/wire";
import { rankMatches } from "./text_search";

export interface CannedResponse {
  readonly id: string;
  /** Keyword typed after "/". */
  readonly short: string;
  readonly title: string;
  readonly title_en: string;
  /** May contain placeholders like `{고객}`. */
  readonly text: string;
  /** Instead of `text`, which says that everything was read, until it is. */
  readonly unread?: string;
}

/** The text of a response; `read`: the agent has read all that the customer wrote. */
export const responseText = ({ text, unread }: CannedResponse, read: boolean): string =>
  read ? text : (unread ?? text);

/** Placeholders by name, with the source of their value. */
export interface PlaceholderValues {
  readonly customer: CustomerView | null;
  readonly customerName: string;
  readonly agent: string;
  readonly queue: string;
  readonly brand: string;
  readonly telephone: string;
  readonly renewalDays: number | null;
  /** The number of the customer's claim; "" if there is none. */
  readonly claim: string;
  /** ISO date of today. */
  readonly today: string;
}

type Value = (from: PlaceholderValues, locale: string) => string | undefined;

export const PLACEHOLDERS: Readonly<Record<string, Value>> = {
  고객: (from) => from.customer?.name || from.customerName,
  상담원: (from) => from.agent,
  부서: (from) => from.queue,
  회사: (from) => from.brand,
  대표번호: (from) => from.telephone,
  차량: (from) => from.customer?.contracts?.[0]?.vehicle.model,
  차량번호: (from) => from.customer?.contracts?.[0]?.vehicle.plate,
  증권번호: (from) => from.customer?.contracts?.[0]?.number,
  만기일: (from, locale) => dayInWords(from.customer?.contracts?.[0]?.ends_on ?? "", locale),
  갱신가능일수: (from) => from.renewalDays?.toString(),
  접수번호: (from) => from.claim,
  오늘: (from, locale) => dayInWords(from.today, locale),
};

const PLACEHOLDER = /\{([^{}\n]{1,20})\}/g;

/** The text with its placeholders filled, days as `locale` writes them; those without a value stay for the agent. */
export const fillPlaceholders = (text: string, from: PlaceholderValues, locale = "ko-KR"): string =>
  text.replace(PLACEHOLDER, (whole, name: string) => PLACEHOLDERS[name]?.(from, locale) || whole);

/** Range of the first unfilled placeholder at or after `from`. */
export const nextPlaceholder = (text: string, from = 0): { start: number; end: number } | null => {
  for (const match of text.matchAll(PLACEHOLDER))
    if (match.index >= from) return { start: match.index, end: match.index + match[0].length };
  return null;
};

/** The text in pieces: placeholders without a value, and what stands between them. */
export const splitAtPlaceholders = (text: string): readonly { text: string; missing: boolean }[] => {
  const parts: { text: string; missing: boolean }[] = [];
  let end = 0;
  for (const { 0: whole, index } of text.matchAll(PLACEHOLDER)) {
    if (index > end) parts.push({ text: text.slice(end, index), missing: false });
    parts.push({ text: whole, missing: true });
    end = index + whole.length;
  }
  return end < text.length ? [...parts, { text: text.slice(end), missing: false }] : parts;
};

interface SlashCommand {
  /** Index of the "/". */
  readonly start: number;
  readonly query: string;
}

/** The command typed just before the caret: a "/" at the start of a word, and the text after it. */
export const slashCommandAt = (text: string, caret: number): SlashCommand | null => {
  const match = /(?:^|\s)\/([^\s/]{0,20})$/u.exec(text.slice(0, caret));
  if (!match) return null;
  const query = match[1] ?? "";
  return { start: caret - query.length - 1, query };
};

export const matchingResponses = (all: readonly CannedResponse[], query: string): CannedResponse[] =>
  rankMatches(all, query, (one) => [one.short, one.title, one.title_en]).slice(0, 8);
