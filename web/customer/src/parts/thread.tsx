// The messages. The scroller hangs from its end, so that what is added or drawn above never moves what is read.
import { Button, Icon, Spinner, TypingDots } from "@baro/design";
import { hasEarlier, lastSeq, type Thread } from "@baro/wire";
import { ArrowDown } from "lucide";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { attempt, client, line, me } from "../model";
import { rowsOf } from "../rows";
import { inSight } from "../session";
import { atEnd, bounded, downwards, heightBelow, upwards } from "../span";
import { t } from "../texts";
import { RowView } from "./row";
import { Face, nameOf } from "./speaker";

/** This close to the end counts as being there, px. */
const NEAR = 96;
/** What was cut off below is put back when the eye is this far from it, px. */
const AHEAD = 1_200;

export const ThreadView = ({ thread }: { thread: Thread }) => {
  const scroller = useRef<HTMLElement>(null);
  const top = useRef<HTMLDivElement>(null);
  const end = useRef<HTMLLIElement>(null);
  const newest = lastSeq(thread);
  const oldest = thread.messages[0]?.seq ?? 1;
  const [wanted, setSpan] = useState(() => atEnd(newest));
  const [near, setNear] = useState(true);
  // Where reading begins when the conversation is opened; the line stays there until it is left.
  const [unreadAfter] = useState(() => unreadFrom(thread));
  const [leftAt, setLeftAt] = useState(0);

  const span = near ? bounded(wanted, newest) : wanted;
  const person = me.value;
  const rows = useMemo(
    () => rowsOf(thread, person, { first: span.first, last: span.last }, unreadAfter),
    [thread, person, span.first, span.last, unreadAfter],
  );
  const online = line.value.phase === "online";
  const more = span.first > oldest || (hasEarlier(thread) && online);

  const reachUp = () => {
    if (span.first > oldest) setSpan(upwards(span, oldest, newest, heightAfter));
    else if (hasEarlier(thread)) {
      // Asked for now, drawn when the top is reached again.
      void attempt((to) => to.earlier(thread.view.id));
    }
  };
  const heightAfter = (seq: number): number => {
    const next = scroller.current?.querySelector(`[data-seq="${seq + 1}"]`);
    if (!next || !end.current) return 0;
    return end.current.getBoundingClientRect().top - next.getBoundingClientRect().top;
  };
  const onward = useRef(reachUp);
  onward.current = reachUp;

  const { loadingEarlier } = thread;
  useEffect(() => {
    const mark = top.current;
    if (!mark || !more || loadingEarlier) return;
    const watch = new IntersectionObserver(([seen]) => seen?.isIntersecting && onward.current(), {
      root: scroller.current,
      rootMargin: "600px 0px 0px 0px",
    });
    watch.observe(mark);
    return () => watch.disconnect();
  }, [more, loadingEarlier, span.first, oldest]);

  const seen = inSight.value;
  useEffect(() => {
    if (!near || newest === 0) return;
    const read = () => {
      if (document.visibilityState === "visible" && seen) client.peek()?.read(thread.view.id, newest);
    };
    read();
    document.addEventListener("visibilitychange", read);
    return () => document.removeEventListener("visibilitychange", read);
  }, [near, newest, thread.view.id, seen]);

  const toEnd = () => {
    setSpan(atEnd(newest));
    setNear(true);
    scroller.current?.scrollTo({ top: 0 });
  };
  // What one says oneself is always shown, wherever one was reading.
  const saying = thread.outgoing.length;
  const follow = useRef(toEnd);
  follow.current = toEnd;
  useEffect(() => {
    if (saying > 0) follow.current();
  }, [saying]);

  const onScroll = () => {
    const distance = Math.abs(scroller.current?.scrollTop ?? 0);
    const close = distance < NEAR;
    if (close !== near) {
      setNear(close);
      if (!close) setLeftAt(newest);
      // From here on it no longer moves along with what is added.
      if (!close) setSpan(span);
    }
    const back = downwards(span, newest, Math.max(0, distance - AHEAD));
    if (back !== span) setSpan(back);
  };
  const fresh = near
    ? 0
    : thread.messages.filter(({ seq, by }) => seq > leftAt && by.role !== "customer").length;

  return (
    <div class="c-thread">
      <section
        ref={scroller}
        class="c-scroller"
        aria-label={t("thread_label")}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroller must be reachable by keyboard
        tabIndex={0}
        onScroll={onScroll}
      >
        <ol>
          <li class="c-top" aria-hidden={!loadingEarlier}>
            <div ref={top} />
            {loadingEarlier ? <Spinner label={t("earlier_loading")} /> : null}
          </li>
          {rows.map((row) => (
            <RowView key={row.key} row={row} />
          ))}
          <li ref={end} class="c-end" style={{ height: `${heightBelow(span)}px` }} aria-hidden="true" />
          {thread.typists.map(({ by }) => (
            <li key={`${by.role}${by.id}`} class="c-row" data-side="theirs">
              <Face by={by} size="small" />
              <div class="b-bubble" data-side="theirs">
                <TypingDots />
                <span class="sr-only">{t("typing", { name: nameOf(by) })}</span>
              </div>
            </li>
          ))}
        </ol>
      </section>
      {near ? null : (
        <Button class="c-jump" aria-label={fresh > 0 ? undefined : t("to_newest")} onClick={toEnd}>
          {fresh > 0 ? t("new_messages", { count: fresh }) : null}
          <Icon of={ArrowDown} size={18} />
        </Button>
      )}
    </div>
  );
};

/** The seq after which everything is unread; 0 when all is read, or nothing was ever. */
const unreadFrom = (thread: Thread): number => {
  const read = thread.view.customer_receipts?.read ?? 0;
  const unread = thread.messages.some(({ seq, by }) => seq > read && by.role !== "customer");
  return unread && read > 0 ? read : 0;
};
