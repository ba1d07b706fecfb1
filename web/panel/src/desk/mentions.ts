// Colleagues named in a note: "@" and a name.
import type { StaffView } from "@baro/wire";
import { rankMatches } from "./text_search";

/** Most colleagues of a note. */
const MAX_MENTIONS = 10;

interface MentionQuery {
  /** Index of the "@". */
  readonly start: number;
  readonly query: string;
}

/** The mention typed just before the caret: an "@" at the start of a word, and the text after it. */
export const mentionAt = (text: string, caret: number): MentionQuery | null => {
  const match = /(?:^|\s)@([^\s@]{0,20})$/u.exec(text.slice(0, caret));
  if (!match) return null;
  const query = match[1] ?? "";
  return { start: caret - query.length - 1, query };
};

export const matchingStaff = (staff: readonly StaffView[], query: string): StaffView[] =>
  rankMatches(staff, query, ({ name }) => [name]).slice(0, 8);

interface NotePart {
  readonly text: string;
  readonly isMention: boolean;
}

/** A note in pieces: names after "@", and what stands between them. The longest name that fits is meant. */
export const splitAtMentions = (text: string, names: readonly string[]): readonly NotePart[] => {
  const longestFirst = [...names].sort((a, b) => b.length - a.length);
  const parts: NotePart[] = [];
  let end = 0;
  for (let at = text.indexOf("@"); at >= 0; at = text.indexOf("@", Math.max(at + 1, end))) {
    const name = longestFirst.find((one) => one !== "" && text.startsWith(one, at + 1));
    if (name === undefined) continue;
    if (at > end) parts.push({ text: text.slice(end, at), isMention: false });
    end = at + 1 + name.length;
    parts.push({ text: text.slice(at, end), isMention: true });
  }
  return end < text.length ? [...parts, { text: text.slice(end), isMention: false }] : parts;
};

/** The ids of the colleagues whom a note names. */
export const mentionedIn = (text: string, staff: readonly StaffView[]): string[] => {
  const parts = splitAtMentions(
    text,
    staff.map(({ name }) => name),
  );
  const names = new Set(parts.filter(({ isMention }) => isMention).map((part) => part.text.slice(1)));
  return staff
    .filter(({ name }) => names.has(name))
    .map(({ id }) => id)
    .slice(0, MAX_MENTIONS);
};
