// Which part of a conversation is drawn: enough for the eye and a few screens around it, of however many messages.
// Pure rules; the thread measures and scrolls.

/** Messages drawn at first, added at a time, and at most. */
export const START = 40;
export const STEP = 20;
export const MOST = 100;

export interface Span {
  /** Seq of the first message drawn. */
  readonly first: number;
  /** Seq of the last message drawn; Infinity while the end is in sight, whatever is added to it. */
  readonly last: number;
  /** What was cut off below, the nearest last: up to which seq it went, and how high it was, px. */
  readonly below: readonly { readonly last: number; readonly height: number }[];
}

export const atEnd = (newest: number): Span => ({
  first: Math.max(1, newest - START + 1),
  last: Number.POSITIVE_INFINITY,
  below: [],
});

/** How high what is cut off below was, px. */
export const heightBelow = (span: Span): number => span.below.reduce((sum, { height }) => sum + height, 0);

/**
 * More above. What is then too much is cut off below, where nobody looks: `heightAfter` gives how high everything
 * drawn after a seq is.
 */
export const upwards = (
  span: Span,
  oldest: number,
  newest: number,
  heightAfter: (seq: number) => number,
): Span => {
  const first = Math.max(oldest, span.first - STEP);
  const last = Math.min(span.last, newest);
  const cut = first + MOST - 1;
  if (last <= cut) return { ...span, first };
  const piece = { last: span.last, height: heightAfter(cut) };
  return { first, last: cut, below: [...span.below, piece] };
};

/** Puts back what was cut off as far as it comes near: `distance` px are between the eye and the end. */
export const downwards = (span: Span, newest: number, distance: number): Span => {
  let { last, below } = span;
  while (below.length > 0 && heightBelow({ ...span, below }) > distance) {
    last = below.at(-1)?.last ?? last;
    below = below.slice(0, -1);
  }
  if (last === span.last) return span;
  return { first: Math.max(span.first, Math.min(last, newest) - MOST + 1), last, below };
};

/** A part with a message in its middle, wherever it is. What lies below isn't measured yet: `height` px are guessed each. */
export const around = (seq: number, oldest: number, newest: number, height: number): Span => {
  const first = Math.max(oldest, seq - START / 2);
  const end = Math.min(newest, seq + START / 2);
  if (end >= newest) return { first, last: Number.POSITIVE_INFINITY, below: [] };
  const below: { last: number; height: number }[] = [];
  for (let from = end; from < newest; from += STEP) {
    const to = Math.min(newest, from + STEP);
    below.unshift({ last: to < newest ? to : Number.POSITIVE_INFINITY, height: (to - from) * height });
  }
  return { first, last: end, below };
};

/** Keeps what is drawn within bounds while messages are added at the end. */
export const bounded = (span: Span, newest: number): Span =>
  span.last === Number.POSITIVE_INFINITY && newest - span.first >= MOST
    ? { ...span, first: newest - MOST + 1 }
    : span;
