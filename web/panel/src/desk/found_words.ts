// The found words in a line of a search result.

export interface Part {
  readonly at: number;
  readonly text: string;
  readonly marked: boolean;
}

/** Splits a line at its spans: pairs of start and end in Unicode characters, in order; they may overlap. */
export const markedParts = (text: string, spans: readonly (readonly [number, number])[]): readonly Part[] => {
  const characters = Array.from(text);
  const parts: Part[] = [];
  let at = 0;
  const add = (end: number, marked: boolean) => {
    if (end <= at) return;
    parts.push({ at, text: characters.slice(at, end).join(""), marked });
    at = end;
  };
  for (const [start, end] of spans) {
    add(start, false);
    add(end, true);
  }
  add(characters.length, false);
  return parts;
};
