// Which messages of a conversation are drawn: the visible ones and a few screens around them.
// Pure rules; thread_scroll.ts measures and scrolls.

/** Number of messages drawn at first, added at a time, and at most. */
const INITIAL_COUNT = 40;
const STEP_COUNT = 20;
export const MAX_COUNT = 100;

export interface VisibleRange {
  /** Seq of the first message drawn. */
  readonly first: number;
  /** Seq of the last message drawn; Infinity at the end of the conversation, so that new messages are included. */
  readonly last: number;
  /** The parts cut off below, the nearest last: their last seq and height in px. */
  readonly cutBelow: readonly { readonly last: number; readonly height: number }[];
}

export const rangeAtEnd = (newest: number): VisibleRange => ({
  first: Math.max(1, newest - INITIAL_COUNT + 1),
  last: Number.POSITIVE_INFINITY,
  cutBelow: [],
});

/** Height of everything cut off below, px. */
export const heightBelow = (range: VisibleRange): number =>
  range.cutBelow.reduce((sum, { height }) => sum + height, 0);

/**
 * Adds messages above. What exceeds the maximum is cut off below: `heightAfter` gives the height of everything
 * drawn after a seq.
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

/** Restores the parts cut off below that are near: the visible part is `distance` px from the end. */
export const restoredBelow = (range: VisibleRange, newest: number, distance: number): VisibleRange => {
  let { last, cutBelow } = range;
  while (cutBelow.length > 0 && heightBelow({ ...range, cutBelow }) > distance) {
    last = cutBelow.at(-1)?.last ?? last;
    cutBelow = cutBelow.slice(0, -1);
  }
  if (last === range.last) return range;
  return { first: Math.max(range.first, Math.min(last, newest) - MAX_COUNT + 1), last, cutBelow };
};

/** A range around a message. Messages below aren't measured yet: their height is estimated as `height` px each. */
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

/** Limits the range while messages are added at the end. */
export const boundedRange = (range: VisibleRange, newest: number): VisibleRange =>
  range.last === Number.POSITIVE_INFINITY && newest - range.first >= MAX_COUNT
    ? { ...range, first: newest - MAX_COUNT + 1 }
    : range;
