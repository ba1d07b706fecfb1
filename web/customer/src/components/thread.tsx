// The messages. The scroller is anchored at its end, so that messages added above don't move what is being read.
import { Button, Icon, Spinner, TypingDots } from "@baro/design";
import { hasEarlier, lastSeq, type Thread } from "@baro/wire";
import { useSignalEffect } from "@preact/signals";
import { ArrowDown, ArrowUp } from "lucide";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { highlight } from "../highlights";
import { client, connection, query, userId } from "../model";
import { rowsOf } from "../rows";
import { patternOf } from "../search";
import { selectedHit } from "../search_state";
import { shownByEmbedder } from "../session";
import { speakerName } from "../speaker_name";
import { t } from "../texts";
import { heightBelow } from "../visible_range";
import { useMessageMenu } from "./message_menu";
import { RowView } from "./row";
import { SpeakerAvatar } from "./speaker_avatar";
import { useThreadScroll } from "./thread_scroll";

export const ThreadView = ({ thread }: { thread: Thread }) => {
  const scroller = useRef<HTMLElement>(null);
  const top = useRef<HTMLDivElement>(null);
  const end = useRef<HTMLLIElement>(null);
  const {
    span,
    atEnd: near,
    leftAt,
    showEarlier: reachUp,
    scrollToEnd: toEnd,
    scrollToMessage: jump,
    onScroll,
  } = useThreadScroll(thread, scroller, end);
  const newest = lastSeq(thread);
  const oldest = thread.messages[0]?.seq ?? 1;
  // The unread marker stays where it was when the conversation was opened.
  const [unread] = useState(() => unreadIn(thread));
  const unreadAbove = useUnreadAbove(scroller, unread.after);
  const menu = useMessageMenu(thread, scroller);

  const person = userId.value;
  const rows = useMemo(
    () => rowsOf(thread, person, { first: span.first, last: span.last }, unread.after),
    [thread, person, span.first, span.last, unread.after],
  );
  const online = connection.value.phase === "online";
  const more = span.first > oldest || (hasEarlier(thread) && online);

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

  const seen = shownByEmbedder.value;
  useEffect(() => {
    if (!near || newest === 0) return;
    const read = () => {
      if (document.visibilityState === "visible" && seen) client.peek()?.read(thread.view.id, newest);
    };
    read();
    document.addEventListener("visibilitychange", read);
    return () => document.removeEventListener("visibilitychange", read);
  }, [near, newest, thread.view.id, seen]);

  const jumping = useRef(jump);
  jumping.current = jump;
  useSignalEffect(() => {
    if (selectedHit.value !== null) jumping.current(selectedHit.value);
  });
  const wanted = query.value;
  const found = selectedHit.value;
  const marked = useRef(false);
  useLayoutEffect(() => {
    if (!scroller.current || (wanted === null && !marked.current)) return;
    marked.current = wanted !== null;
    highlight(scroller.current, patternOf(wanted ?? ""), found);
  }, [rows, wanted, found]);

  // The pressed button disappears: move the focus to the scroller.
  const stay = () => scroller.current?.focus({ preventScroll: true });
  const fresh = near
    ? 0
    : thread.messages.filter(({ seq, by }) => seq > leftAt && by.role !== "customer").length;

  return (
    <div class="c-thread">
      <section
        ref={scroller}
        class="c-scroller"
        aria-label={t("thread_label")}
        aria-describedby="thread-keys"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroller must be reachable by keyboard
        tabIndex={0}
        onScroll={onScroll}
        {...menu.handlers}
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
              <SpeakerAvatar by={by} size="small" />
              <div class="b-bubble" data-side="theirs">
                <TypingDots />
                <span class="sr-only">{t("typing", { name: speakerName(by) })}</span>
              </div>
            </li>
          ))}
        </ol>
      </section>
      <p id="thread-keys" hidden>
        {t("thread_keys")}
      </p>
      {unreadAbove.shown ? (
        <Button
          class="c-jump c-jump-up"
          onClick={() => {
            unreadAbove.done();
            jump(unread.after + 1);
            stay();
          }}
        >
          <Icon of={ArrowUp} size={18} />
          {t("to_unread", { count: unread.count })}
        </Button>
      ) : null}
      {near ? null : (
        <Button
          class="c-jump"
          aria-label={fresh > 0 ? undefined : t("to_newest")}
          onClick={() => {
            toEnd();
            stay();
          }}
        >
          {fresh > 0 ? t("new_messages", { count: fresh }) : null}
          <Icon of={ArrowDown} size={18} />
        </Button>
      )}
      {menu.popup}
    </div>
  );
};

/** `count` messages after the seq `after` are unread; both 0 when nothing is unread or nothing was ever read. */
const unreadIn = (thread: Thread): { after: number; count: number } => {
  const read = thread.view.customer_receipts?.read ?? 0;
  const first = thread.messages.find(({ seq, by }) => seq > read && by.role !== "customer");
  if (!first || read === 0) return { after: 0, count: 0 };
  return { after: first.seq - 1, count: thread.view.seq - first.seq + 1 };
};

/** Whether the unread marker is above the visible part, until it has been seen. */
const useUnreadAbove = (scroller: { readonly current: HTMLElement | null }, after: number) => {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const box = scroller.current;
    if (!box || after === 0) return;
    const line = box.querySelector(".c-unread");
    // It isn't drawn: it is far above.
    if (!line) {
      setShown(true);
      return;
    }
    const watch = new IntersectionObserver(
      ([place]) => setShown(!!place && !place.isIntersecting && place.boundingClientRect.top < topOf(box)),
      { root: box },
    );
    watch.observe(line);
    return () => watch.disconnect();
  }, [after]);
  return { shown, done: () => setShown(false) };
};

const topOf = (element: Element): number => element.getBoundingClientRect().top;
