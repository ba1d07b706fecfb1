// Text search by substring, by initial consonants (ㄱㅅㅇ finds 김서연), or by letters in order.

const INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";

/** Replaces Hangul syllables by their initial consonants. */
export const initials = (text: string): string =>
  Array.from(text, (char) => {
    const index = char.charCodeAt(0) - 0xac00;
    return index >= 0 && index < 11_172 ? (INITIALS[Math.floor(index / 588)] ?? char) : char;
  }).join("");

const normalised = (text: string): string => text.toLowerCase().replace(/\s+/g, "");

/** Whether `text` or its initial consonants contain `query`, ignoring blanks and case. */
export const matchesText = (text: string, query: string): boolean => matchScore(text, query) > 1;

/** How well `text` matches `query`: 0 for no match, higher is better. */
export const matchScore = (text: string, query: string): number => {
  const [haystack, needle] = [normalised(text), normalised(query)];
  if (needle === "") return 1;
  const at = haystack.indexOf(needle);
  if (at === 0) return 4;
  if (at > 0) return 3;
  if (/^[ㄱ-ㅎ]+$/.test(needle) && initials(haystack).includes(needle)) return 2;
  let next = 0;
  for (const char of haystack) if (char === needle[next]) next += 1;
  return needle.length > 1 && next === needle.length ? 1 : 0;
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
