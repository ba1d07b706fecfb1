// Which messages of the thread are drawn, and the scroll position. The rules are in visible_range.ts.
import { hasEarlier, lastSeq, type Thread } from "@baro/wire";
import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { attempt } from "../model";
import {
  boundedRange,
  extendedUp,
  rangeAround,
  rangeAtEnd,
  restoredBelow,
  type VisibleRange,
} from "../visible_range";

/** Maximum distance to the end that counts as the end, px. */
const NEAR = 96;
/** Messages cut off below are drawn again at this distance to them, px. */
const AHEAD = 1_200;
/** Estimated height of a message, px. */
const GUESS = 72;

export interface ThreadScroll {
  readonly span: VisibleRange;
  /** The newest message is visible. */
  readonly atEnd: boolean;
  /** Seq of the newest message when the reader scrolled away from the end. */
  readonly leftAt: number;
  readonly showEarlier: () => void;
  readonly scrollToEnd: () => void;
  /** Scrolls a message to the middle. */
  readonly scrollToMessage: (seq: number) => void;
  readonly onScroll: () => void;
}

export const useThreadScroll = (
  thread: Thread,
  scroller: RefObject<HTMLElement | null>,
  end: RefObject<HTMLElement | null>,
): ThreadScroll => {
  const newest = lastSeq(thread);
  const oldest = thread.messages[0]?.seq ?? 1;
  const [wanted, setSpan] = useState(() => rangeAtEnd(newest));
  const [near, setNear] = useState(true);
  const [leftAt, setLeftAt] = useState(0);
  const [goal, setGoal] = useState<number | null>(null);
  const [far, setFar] = useState<number | null>(null);
  const held = useRef<{ readonly seq: string; readonly top: number } | null>(null);
  const span = near ? boundedRange(wanted, newest) : wanted;

  const row = (seq: number | string) => scroller.current?.querySelector<HTMLElement>(`[data-seq="${seq}"]`);
  const topOf = (element: Element) => element.getBoundingClientRect().top;

  const heightAfter = (seq: number): number => {
    const next = row(seq + 1);
    return next && end.current ? topOf(end.current) - topOf(next) : 0;
  };
  const reachUp = () => {
    if (span.first > oldest) setSpan(extendedUp(span, oldest, newest, heightAfter));
    else if (hasEarlier(thread)) {
      // Loaded now, drawn when the top is reached again.
      void attempt((to) => to.loadEarlier(thread.view.id));
    }
  };

  const toEnd = () => {
    setSpan(rangeAtEnd(newest));
    setNear(true);
    scroller.current?.scrollTo({ top: 0 });
  };

  const leave = () => {
    if (near) setLeftAt(newest);
    setNear(false);
  };
  const jump = (seq: number) => {
    if (seq > newest) return;
    if (seq < oldest) {
      // Load the history first; then there is a row to scroll to.
      void attempt((to) => to.loadHistory(thread.view.id, undefined, seq)).then(
        (done) => done && setFar(seq),
      );
      return;
    }
    leave();
    setSpan(seq >= span.first && seq <= span.last ? span : rangeAround(seq, oldest, newest, GUESS));
    setGoal(seq);
  };
  useLayoutEffect(() => {
    const box = scroller.current;
    const target = goal === null ? null : row(goal);
    if (!box || !target) return;
    const room = Math.max(0, box.clientHeight - target.offsetHeight) / 2;
    box.scrollTop += topOf(target) - topOf(box) - room;
    setGoal(null);
  }, [goal, span.first, span.last]);

  useEffect(() => {
    if (far === null || far < oldest) return;
    setFar(null);
    jump(far);
  }, [far, oldest]);

  const onScroll = () => {
    const box = scroller.current;
    if (!box) return;
    const distance = Math.abs(box.scrollTop);
    const close = distance < NEAR && span.last === Number.POSITIVE_INFINITY;
    if (close && !near) setNear(true);
    if (!close && near) {
      leave();
      // From now on the range doesn't follow new messages.
      setSpan(span);
    }
    const back = restoredBelow(span, newest, Math.max(0, distance - AHEAD));
    if (back === span) return;
    const seen = [...box.querySelectorAll<HTMLElement>("[data-seq]")].find((one) => topOf(one) >= topOf(box));
    held.current = seen?.dataset.seq ? { seq: seen.dataset.seq, top: topOf(seen) } : null;
    setSpan(back);
  };
  // The heights below are estimates after a jump: correct the position of what is being read.
  useLayoutEffect(() => {
    const before = held.current;
    held.current = null;
    const now = before ? row(before.seq) : null;
    const moved = before && now ? topOf(now) - before.top : 0;
    if (scroller.current && Math.abs(moved) > 1) scroller.current.scrollTop += moved;
  }, [span.last]);

  // The customer's own new message is always scrolled to.
  const saying = thread.outgoing.length;
  const follow = useRef(toEnd);
  follow.current = toEnd;
  useEffect(() => {
    if (saying > 0) follow.current();
  }, [saying]);

  return {
    span,
    atEnd: near,
    leftAt,
    showEarlier: reachUp,
    scrollToEnd: toEnd,
    scrollToMessage: jump,
    onScroll,
  };
};
