// The messages. The scroller is laid out from below, so that what is added above never moves what is read.
import { Button, Icon, Spinner, TypingDots } from "@baro/design";
import { hasEarlier, lastSeq, type Thread } from "@baro/wire";
import { ArrowDown } from "lucide";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { attempt, client, line, me } from "../model";
import { rowsOf } from "../rows";
import { t } from "../texts";
import { RowView } from "./row";
import { Face, nameOf } from "./speaker";

/** Rows drawn at first, and more at every reach of the top. */
const WINDOW = 80;
/** This close to the end counts as being there, px. */
const NEAR = 96;

export const ThreadView = ({ thread }: { thread: Thread }) => {
  const scroller = useRef<HTMLElement>(null);
  const top = useRef<HTMLDivElement>(null);
  const [drawn, setDrawn] = useState(WINDOW);
  const [atEnd, setAtEnd] = useState(true);
  // Where reading begins when the conversation is opened; the line stays there until it is left.
  const [unreadAfter] = useState(() => unreadFrom(thread));
  const [leftAt, setLeftAt] = useState(0);
  const { messages, typists, loadingEarlier } = thread;
  const last = lastSeq(thread);
  const from = Math.max(0, messages.length - drawn);
  const person = me.value;
  const rows = useMemo(() => rowsOf(thread, person, from, unreadAfter), [thread, person, from, unreadAfter]);
  const online = line.value.phase === "online";
  const more = from > 0 || (hasEarlier(thread) && online);

  const reachUp = () => {
    if (from > 0) setDrawn((count) => count + WINDOW);
    else if (hasEarlier(thread)) {
      setDrawn((count) => count + WINDOW);
      void attempt((to) => to.earlier(thread.view.id));
    }
  };
  const onward = useRef(reachUp);
  onward.current = reachUp;

  useEffect(() => {
    const mark = top.current;
    if (!mark || !more || loadingEarlier) return;
    const watch = new IntersectionObserver(([seen]) => seen?.isIntersecting && onward.current(), {
      root: scroller.current,
      rootMargin: "400px 0px 0px 0px",
    });
    watch.observe(mark);
    return () => watch.disconnect();
  }, [more, loadingEarlier, drawn, messages.length]);

  useEffect(() => {
    if (!atEnd || last === 0) return;
    const read = () => {
      if (document.visibilityState === "visible") client.peek()?.read(thread.view.id, last);
    };
    read();
    document.addEventListener("visibilitychange", read);
    return () => document.removeEventListener("visibilitychange", read);
  }, [atEnd, last, thread.view.id]);

  // What one says oneself is always shown, wherever one was reading.
  const saying = thread.outgoing.length;
  useEffect(() => {
    if (saying > 0 && scroller.current) scroller.current.scrollTop = 0;
  }, [saying]);

  const onScroll = () => {
    const end = Math.abs(scroller.current?.scrollTop ?? 0) < NEAR;
    if (end !== atEnd) {
      setAtEnd(end);
      if (!end) setLeftAt(last);
    }
  };
  const fresh = atEnd ? 0 : messages.filter(({ seq, by }) => seq > leftAt && by.role !== "customer").length;

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
          {typists.map(({ by }) => (
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
      {atEnd ? null : (
        <Button
          class="c-jump"
          aria-label={fresh > 0 ? undefined : t("to_newest")}
          onClick={() => scroller.current?.scrollTo({ top: 0, behavior: "smooth" })}
        >
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
