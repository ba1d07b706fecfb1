// Which part of a conversation is drawn: enough for the eye and a few screens around it, of however many messages.
// Pure rules; the thread measures and scrolls.

/** Messages drawn at first, added at a time, and at most. */
export const INITIAL_COUNT = 40;
export const STEP_COUNT = 20;
export const MAX_COUNT = 100;

export interface VisibleRange {
  /** Seq of the first message drawn. */
  readonly first: number;
  /** Seq of the last message drawn; Infinity while the end is in sight, whatever is added to it. */
  readonly last: number;
  /** What was cut off below, the nearest last: up to which seq it went, and how high it was, px. */
  readonly cutBelow: readonly { readonly last: number; readonly height: number }[];
}

export const rangeAtEnd = (newest: number): VisibleRange => ({
  first: Math.max(1, newest - INITIAL_COUNT + 1),
  last: Number.POSITIVE_INFINITY,
  cutBelow: [],
});

/** How high what is cut off below was, px. */
export const heightBelow = (range: VisibleRange): number =>
  range.cutBelow.reduce((sum, { height }) => sum + height, 0);

/**
 * More above. What is then too much is cut off below, where nobody looks: `heightAfter` gives how high everything
 * drawn after a seq is.
 */
export const extendedUp = (
  range: VisibleRange,
  oldest: number,
  newest: number,
  heightAfter: (seq: number) => number,
): VisibleRange => {
  const first = Math.max(oldest, range.first - STEP_COUNT);
  const last = Math.min(range.last, newest);
  const cut = first + MAX_COUNT - 1;
  if (last <= cut) return { ...range, first };
  const piece = { last: range.last, height: heightAfter(cut) };
  return { first, last: cut, cutBelow: [...range.cutBelow, piece] };
};

/** Puts back what was cut off as far as it comes near: `distance` px are between the eye and the end. */
export const restoredBelow = (range: VisibleRange, newest: number, distance: number): VisibleRange => {
  let { last, cutBelow } = range;
  while (cutBelow.length > 0 && heightBelow({ ...range, cutBelow }) > distance) {
    last = cutBelow.at(-1)?.last ?? last;
    cutBelow = cutBelow.slice(0, -1);
  }
  if (last === range.last) return range;
  return { first: Math.max(range.first, Math.min(last, newest) - MAX_COUNT + 1), last, cutBelow };
};

/** A part with a message in its middle, wherever it is. What lies below isn't measured yet: `height` px are guessed each. */
export const rangeAround = (seq: number, oldest: number, newest: number, height: number): VisibleRange => {
  const first = Math.max(oldest, seq - INITIAL_COUNT / 2);
  const end = Math.min(newest, seq + INITIAL_COUNT / 2);
  if (end >= newest) return { first, last: Number.POSITIVE_INFINITY, cutBelow: [] };
  const cutBelow: { last: number; height: number }[] = [];
  for (let from = end; from < newest; from += STEP_COUNT) {
    const to = Math.min(newest, from + STEP_COUNT);
    cutBelow.unshift({ last: to < newest ? to : Number.POSITIVE_INFINITY, height: (to - from) * height });
  }
  return { first, last: end, cutBelow };
};

/** Keeps what is drawn within bounds while messages are added at the end. */
export const boundedRange = (range: VisibleRange, newest: number): VisibleRange =>
  range.last === Number.POSITIVE_INFINITY && newest - range.first >= MAX_COUNT
    ? { ...range, first: newest - MAX_COUNT + 1 }
    : range;
