// The scrolling log of a thread: keeps its position when earlier messages are loaded, follows new ones.
import { Button, Icon, Spinner } from "@baro/design";
import { hasEarlier, lastSeq, type Thread } from "@baro/wire";
import { ArrowDown } from "lucide";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { errorText } from "../desk/errors";
import { countUnreadAfter, readUpTo } from "../desk/rows";
import { notesOf, receiptOf, timelineEntries } from "../desk/timeline";
import { language, t } from "../i18n";
import { usePanel } from "./panel_context";
import { EntryView } from "./timeline_entry";

/** Messages rendered at first: about a screen. */
const INITIAL_LIMIT = 24;
/** Messages added each time the top is reached. */
const LIMIT_STEP = 40;
/** Distance that counts as the end, px. */
const NEAR_END_PX = 60;

export const MessageLog = ({ thread }: { thread: Thread }) => {
  const { desk, page } = usePanel();
  const w = t().thread;
  const { id } = thread.view;
  const box = useRef<HTMLDivElement>(null);
  const kept = useRef({ first: "", height: 0, top: 0, bottom: true, placed: false });
  const [limit, setLimit] = useState(INITIAL_LIMIT);
  const [away, setAway] = useState(false);
  const [opened] = useState(() => readUpTo(thread, desk.readSeqs.peek().get(id) ?? 0));
  const known = desk.customers.value.get(id);
  const written = desk.ownNotes.value.get(id);
  const notes = useMemo(() => notesOf(thread, known, written), [thread, known, written]);
  const entries = useMemo(
    () => timelineEntries(thread, notes, limit, opened),
    [thread, notes, limit, opened],
  );
  const me = desk.state.value.you?.id ?? "";
  const receipt = receiptOf(thread, me);
  const more = thread.messages.length > limit || hasEarlier(thread);
  const seen = desk.readSeqs.value.get(id) ?? 0;
  const target = page.targetMessage.value;

  const look = () => {
    const element = box.current;
    if (!element) return;
    const now = kept.current;
    const near = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_END_PX;
    // Content that grew, as with the size of the text, doesn't leave the end: only scrolling up does.
    const bottom = near || (now.bottom && element.scrollTop >= now.top);
    if (bottom && !near) element.scrollTop = element.scrollHeight;
    now.bottom = bottom;
    now.top = element.scrollTop;
    setAway(!bottom);
    if (bottom && document.visibilityState === "visible" && document.hasFocus()) desk.markAllRead(thread);
  };

  const earlier = async () => {
    if (thread.messages.length > limit) setLimit(limit + LIMIT_STEP);
    else if (hasEarlier(thread)) {
      setLimit(limit + LIMIT_STEP);
      try {
        await desk.wire.loadEarlier(id);
      } catch (error) {
        desk.toasts.show({ tone: "bad", text: `${w.failedLoad} ${errorText(error, t())}` });
      }
    }
  };

  useEffect(() => {
    if (thread.messages.length === 0 && hasEarlier(thread)) void earlier();
  }, [id]);

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const now = kept.current;
    const first = entries.find((entry) => entry.kind === "message")?.key ?? "";
    if (!now.placed && entries.length > 0) {
      now.placed = true;
      const line = element.querySelector("#unread");
      now.bottom = !(line instanceof HTMLElement);
      element.scrollTop = line instanceof HTMLElement ? line.offsetTop - 48 : element.scrollHeight;
    } else if (now.bottom) element.scrollTop = element.scrollHeight;
    else if (now.first !== first && now.first !== "") element.scrollTop += element.scrollHeight - now.height;
    if (element.scrollHeight <= element.clientHeight && thread.messages.length > limit)
      setLimit(limit + LIMIT_STEP);
    now.first = first;
    now.height = element.scrollHeight;
    look();
  }, [entries]);

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const resized = new ResizeObserver(() => {
      if (kept.current.bottom) element.scrollTop = element.scrollHeight;
      look();
    });
    resized.observe(element);
    // Its content grows with the size of the text, and so does the first line of it.
    if (element.firstElementChild) resized.observe(element.firstElementChild);
    window.addEventListener("focus", look);
    document.addEventListener("visibilitychange", look);
    return () => {
      resized.disconnect();
      window.removeEventListener("focus", look);
      document.removeEventListener("visibilitychange", look);
    };
  }, [thread]);

  useEffect(() => {
    if (target === null) return;
    const index = thread.messages.findIndex((message) => message.seq === target.seq);
    if (index >= 0) setLimit((now) => Math.max(now, thread.messages.length - index + 5));
    requestAnimationFrame(() =>
      document.getElementById(`m${target.seq}`)?.scrollIntoView({ block: "center" }),
    );
    const timer = setTimeout(() => {
      page.targetMessage.value = null;
    }, 2_500);
    return () => clearTimeout(timer);
  }, [target]);

  const fresh = away ? countUnreadAfter(thread, Math.max(seen, opened)) : 0;
  return (
    <div class="p-log-frame">
      <div
        ref={box}
        class="p-log"
        role="log"
        aria-label={w.label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        tabIndex={0}
        onScroll={() => {
          look();
          if ((box.current?.scrollTop ?? 1) < 120 && more && kept.current.placed && !thread.loadingEarlier)
            void earlier();
        }}
      >
        <p class="p-log-top">
          {thread.loadingEarlier ? (
            <Spinner label={w.loadingEarlier} />
          ) : more ? (
            <Button size="small" kind="quiet" onClick={() => void earlier()}>
              {w.earlier}
            </Button>
          ) : (
            <span class="p-muted">{w.begins}</span>
          )}
        </p>
        {entries.map((entry) => (
          <EntryView
            key={entry.key}
            entry={entry}
            messages={thread.messages}
            receipt={entry.kind === "message" && entry.message.seq === receipt?.seq ? receipt.receipt : null}
            marked={entry.kind === "message" && entry.message.seq === target?.seq}
            language={language.value}
          />
        ))}
      </div>
      {away && lastSeq(thread) > 0 ? (
        <button
          type="button"
          class="p-jump"
          data-new={fresh > 0 || undefined}
          onClick={() => {
            const element = box.current;
            if (element) element.scrollTop = element.scrollHeight;
          }}
        >
          <Icon of={ArrowDown} size={16} />
          {fresh > 0 ? w.jumpNew(fresh) : w.jump}
        </button>
      ) : null}
    </div>
  );
};
