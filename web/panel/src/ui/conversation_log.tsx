// The messages of a conversation, read-only, page by page.
import { Banner, Button, Spinner } from "@baro/design";
import type { Message } from "@baro/wire";
import { useEffect, useRef, useState } from "preact/hooks";
import { errorText } from "../desk/errors";
import { t } from "../i18n";
import { usePanel } from "./panel_context";
import { MessageView } from "./timeline_entry";

const PAGE = 50;
/** Messages shown after the one that is marked. */
const AFTER = 20;

type Range = { readonly before: number } | { readonly after: number } | Record<string, never>;

/** A conversation of `length` messages: its end, or the messages around `marked`, which is scrolled to. */
export const ConversationLog = (props: { conversation: string; length: number; marked?: number }) => {
  const { conversation, length, marked } = props;
  const { desk } = usePanel();
  const w = t();
  const [messages, setMessages] = useState<readonly Message[]>([]);
  const [more, setMore] = useState(false);
  const [state, setState] = useState<"loading" | "here">("loading");
  const [problem, setProblem] = useState<{ readonly text: string; readonly range: Range } | null>(null);
  const region = useRef<HTMLElement>(null);
  const first: Range = marked === undefined ? {} : { before: marked + AFTER + 1 };
  const last = messages.at(-1)?.seq ?? length;

  const load = async (range: Range) => {
    setState("loading");
    try {
      const page = await desk.wire.request("history", { conversation, limit: PAGE, ...range });
      const later = "after" in range;
      setMessages((held) => (later ? [...held, ...page.messages] : [...page.messages, ...held]));
      if (!later) setMore(page.more);
      setProblem(null);
    } catch (error) {
      setProblem({ text: errorText(error, t()), range });
    }
    setState("here");
  };

  useEffect(() => void load(first), [conversation]);
  const here = state === "here" && messages.length > 0;
  useEffect(() => {
    if (here && marked !== undefined)
      region.current?.querySelector(`[data-seq="${marked}"]`)?.scrollIntoView({ block: "center" });
  }, [here]);

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section ref={region} class="p-earlier-log" aria-label={w.previousConversations.messages} tabIndex={0}>
      {problem ? (
        <Banner
          tone="bad"
          action={
            <Button size="small" onClick={() => void load(problem.range)}>
              {w.retry}
            </Button>
          }
        >
          {problem.text}
        </Banner>
      ) : null}
      {state === "loading" ? <Spinner label={w.loading} /> : null}
      {more && state === "here" ? (
        <Button size="small" kind="quiet" onClick={() => void load({ before: messages[0]?.seq ?? 1 })}>
          {w.previousConversations.more}
        </Button>
      ) : null}
      {state === "here" && messages.length === 0 && !problem ? (
        <p class="p-muted">{w.previousConversations.nothing}</p>
      ) : null}
      {messages.map((message) => (
        <div key={message.seq} data-seq={message.seq} class="p-earlier-message">
          <MessageView
            message={message}
            first
            messages={messages}
            receipt={null}
            marked={message.seq === marked}
            prefix="e"
          />
        </div>
      ))}
      {here && last < length ? (
        <Button size="small" kind="quiet" onClick={() => void load({ after: last })}>
          {w.previousConversations.later}
        </Button>
      ) : null}
    </section>
  );
};
