// Which messages of the thread are drawn, and the scroll position. The rules are in visible_range.ts.
import { hasEarlier, lastSeq, type Thread } from "@baro/wire";
import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { pendingFiles } from "../files/file_uploads";
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
const END_DISTANCE = 96;
/** Messages cut off below are drawn again at this distance to them, px. */
const RESTORE_DISTANCE = 1_200;
/** Estimated height of a message, px. */
const ROW_HEIGHT = 72;

interface ThreadScroll {
  readonly range: VisibleRange;
  /** The newest message is visible. */
  readonly atEnd: boolean;
  /** Seq of the newest message when the reader scrolled away from the end. */
  readonly leftEndAt: number;
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
  const [storedRange, setRange] = useState(() => rangeAtEnd(newest));
  const [near, setNear] = useState(true);
  const [leftAt, setLeftAt] = useState(0);
  const [target, setTarget] = useState<number | null>(null);
  const [loadingTarget, setLoadingTarget] = useState<number | null>(null);
  const anchor = useRef<{ readonly seq: string; readonly top: number } | null>(null);
  const range = near ? boundedRange(storedRange, newest) : storedRange;

  const row = (seq: number | string) => scroller.current?.querySelector<HTMLElement>(`[data-seq="${seq}"]`);
  const topOf = (element: Element) => element.getBoundingClientRect().top;

  const heightAfter = (seq: number): number => {
    const next = row(seq + 1);
    return next && end.current ? topOf(end.current) - topOf(next) : 0;
  };
  const reachUp = () => {
    if (range.first > oldest) setRange(extendedUp(range, oldest, newest, heightAfter));
    else if (hasEarlier(thread)) {
      // Loaded now, drawn when the top is reached again.
      void attempt((to) => to.loadEarlier(thread.view.id));
    }
  };

  const toEnd = () => {
    setRange(rangeAtEnd(newest));
    setNear(true);
    scroller.current?.scrollTo({ top: 0 });
  };

  const leaveEnd = () => {
    if (near) setLeftAt(newest);
    setNear(false);
  };
  const jump = (seq: number) => {
    if (seq > newest) return;
    if (seq < oldest) {
      // Load the history first; then there is a row to scroll to.
      void attempt((to) => to.loadHistory(thread.view.id, undefined, seq)).then(
        (done) => done && setLoadingTarget(seq),
      );
      return;
    }
    leaveEnd();
    setRange(seq >= range.first && seq <= range.last ? range : rangeAround(seq, oldest, newest, ROW_HEIGHT));
    setTarget(seq);
  };
  useLayoutEffect(() => {
    const box = scroller.current;
    const targetRow = target === null ? null : row(target);
    if (!box || !targetRow) return;
    const room = Math.max(0, box.clientHeight - targetRow.offsetHeight) / 2;
    box.scrollTop += topOf(targetRow) - topOf(box) - room;
    setTarget(null);
  }, [target, range.first, range.last]);

  useEffect(() => {
    if (loadingTarget === null || loadingTarget < oldest) return;
    setLoadingTarget(null);
    jump(loadingTarget);
  }, [loadingTarget, oldest]);

  const onScroll = () => {
    const box = scroller.current;
    if (!box) return;
    const distance = Math.abs(box.scrollTop);
    const close = distance < END_DISTANCE && range.last === Number.POSITIVE_INFINITY;
    if (close && !near) setNear(true);
    if (!close && near) {
      leaveEnd();
      // From now on the range doesn't follow new messages.
      setRange(range);
    }
    const back = restoredBelow(range, newest, Math.max(0, distance - RESTORE_DISTANCE));
    if (back === range) return;
    const seen = [...box.querySelectorAll<HTMLElement>("[data-seq]")].find((one) => topOf(one) >= topOf(box));
    anchor.current = seen?.dataset.seq ? { seq: seen.dataset.seq, top: topOf(seen) } : null;
    setRange(back);
  };
  // The heights below are estimates after a jump: correct the position of what is being read.
  useLayoutEffect(() => {
    const before = anchor.current;
    anchor.current = null;
    const now = before ? row(before.seq) : null;
    const moved = before && now ? topOf(now) - before.top : 0;
    if (scroller.current && Math.abs(moved) > 1) scroller.current.scrollTop += moved;
  }, [range.last]);

  // The customer's own new message or file is always scrolled to.
  const unsentCount = thread.outgoing.length + pendingFiles.value.length;
  const lastCount = useRef(0);
  const scrollToEndRef = useRef(toEnd);
  scrollToEndRef.current = toEnd;
  useEffect(() => {
    if (unsentCount > lastCount.current) scrollToEndRef.current();
    lastCount.current = unsentCount;
  }, [unsentCount]);

  return {
    range,
    atEnd: near,
    leftEndAt: leftAt,
    showEarlier: reachUp,
    scrollToEnd: toEnd,
    scrollToMessage: jump,
    onScroll,
  };
};
