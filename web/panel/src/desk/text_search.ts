// Text search by substring, by initial consonants (ㄱㅅㅇ finds 김서연), or by letters in order.

const INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";

/** Replaces Hangul syllables by their initial consonants. */
export const initials = (text: string): string =>
  Array.from(text, (char) => {
    const place = char.charCodeAt(0) - 0xac00;
    return place >= 0 && place < 11_172 ? (INITIALS[Math.floor(place / 588)] ?? char) : char;
  }).join("");

const normalised = (text: string): string => text.toLowerCase().replace(/\s+/g, "");

/** Whether `text` or its initial consonants contain `query`, ignoring blanks and case. */
export const matchesText = (text: string, query: string): boolean => matchScore(text, query) > 1;

/** How well `text` matches `query`: 0 for no match, higher is better. */
export const matchScore = (text: string, query: string): number => {
  const [where, what] = [normalised(text), normalised(query)];
  if (what === "") return 1;
  const at = where.indexOf(what);
  if (at === 0) return 4;
  if (at > 0) return 3;
  if (/^[ㄱ-ㅎ]+$/.test(what) && initials(where).includes(what)) return 2;
  let next = 0;
  for (const char of where) if (char === what[next]) next += 1;
  return what.length > 1 && next === what.length ? 1 : 0;
};

/** Items that match `query`, best first; stable among equal scores. */
export const rankMatches = <T>(
  items: readonly T[],
  query: string,
  texts: (item: T) => readonly string[],
): T[] =>
  items
    .map((item, order) => ({
      item,
      order,
      points: Math.max(0, ...texts(item).map((t) => matchScore(t, query))),
    }))
    .filter(({ points }) => points > 0)
    .sort((a, b) => b.points - a.points || a.order - b.order)
    .map(({ item }) => item);
