// The messages. The scroller is anchored at its end, so that messages added above don't move what is being read.
import { Button, Icon, Spinner, TypingDots } from "@baro/design";
import { hasEarlier, lastSeq, type Thread } from "@baro/wire";
import { useSignalEffect } from "@preact/signals";
import { ArrowDown, ArrowUp } from "lucide";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { PendingFiles } from "../files/lazy_body";
import { highlight } from "../highlights";
import { client, connection, isWaiting, query, userId } from "../model";
import { rowsOf } from "../rows";
import { patternOf } from "../search";
import { selectedHit } from "../search_state";
import { shownByEmbedder } from "../session";
import { speakerName } from "../speaker_name";
import { t } from "../texts";
import { heightBelow } from "../visible_range";
import { waitingCard } from "../waiting/lazy_waiting";
import { useMessageMenu } from "./message_menu";
import { RowView } from "./row";
import { SpeakerAvatar } from "./speaker_avatar";
import { useThreadScroll } from "./thread_scroll";

export const ThreadView = ({ thread }: { thread: Thread }) => {
  const scroller = useRef<HTMLElement>(null);
  const top = useRef<HTMLDivElement>(null);
  const end = useRef<HTMLLIElement>(null);
  const {
    range,
    atEnd: near,
    leftEndAt: leftAt,
    showEarlier: reachUp,
    scrollToEnd: toEnd,
    scrollToMessage: jump,
    onScroll,
  } = useThreadScroll(thread, scroller, end);
  const newest = lastSeq(thread);
  const oldest = thread.messages[0]?.seq ?? 1;
  // The unread marker stays where it was when the conversation was opened.
  const [unread] = useState(() => unreadOf(thread));
  const unreadAbove = useUnreadAbove(scroller, unread.after);
  const menu = useMessageMenu(thread, scroller);

  const waiting = isWaiting(thread) ? waitingCard() : null;
  const person = userId.value;
  const rows = useMemo(
    () => rowsOf(thread, person, { first: range.first, last: range.last }, unread.after),
    [thread, person, range.first, range.last, unread.after],
  );
  const online = connection.value.phase === "online";
  const more = range.first > oldest || (hasEarlier(thread) && online);

  const showEarlierRef = useRef(reachUp);
  showEarlierRef.current = reachUp;
  const { loadingEarlier } = thread;
  useEffect(() => {
    const mark = top.current;
    if (!mark || !more || loadingEarlier) return;
    const watch = new IntersectionObserver(
      ([visible]) => visible?.isIntersecting && showEarlierRef.current(),
      {
        root: scroller.current,
        rootMargin: "600px 0px 0px 0px",
      },
    );
    watch.observe(mark);
    return () => watch.disconnect();
  }, [more, loadingEarlier, range.first, oldest]);

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

  const scrollRef = useRef(jump);
  scrollRef.current = jump;
  useSignalEffect(() => {
    if (selectedHit.value !== null) scrollRef.current(selectedHit.value);
  });
  const searched = query.value;
  const hitSeq = selectedHit.value;
  const highlighted = useRef(false);
  useLayoutEffect(() => {
    if (!scroller.current || (searched === null && !highlighted.current)) return;
    highlighted.current = searched !== null;
    highlight(scroller.current, patternOf(searched ?? ""), hitSeq);
  }, [rows, searched, hitSeq]);

  // The pressed button disappears: move the focus to the scroller.
  const keepFocus = () => scroller.current?.focus({ preventScroll: true });
  const newCount = near
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
          {waiting ? <waiting.WaitingCard key={thread.view.id} thread={thread} /> : null}
          <PendingFiles />
          <li ref={end} class="c-end" style={{ height: `${heightBelow(range)}px` }} aria-hidden="true" />
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
            keepFocus();
          }}
        >
          <Icon of={ArrowUp} size={18} />
          {t("to_unread", { count: unread.count })}
        </Button>
      ) : null}
      {near ? null : (
        <Button
          class="c-jump"
          aria-label={newCount > 0 ? undefined : t("to_newest")}
          onClick={() => {
            toEnd();
            keepFocus();
          }}
        >
          {newCount > 0 ? t("new_messages", { count: newCount }) : null}
          <Icon of={ArrowDown} size={18} />
        </Button>
      )}
      {menu.popup}
    </div>
  );
};

/** `count` messages after the seq `after` are unread; both 0 when nothing is unread or nothing was ever read. */
const unreadOf = (thread: Thread): { after: number; count: number } => {
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
