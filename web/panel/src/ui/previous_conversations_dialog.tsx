// The dialog of the customer's previous conversations, read-only.
import { Banner, Button, Dialog, Empty, Spinner } from "@baro/design";
import type { Message, Thread } from "@baro/wire";
import { useEffect, useState } from "preact/hooks";
import { errorText } from "../desk/errors";
import { t } from "../i18n";
import { usePanel } from "./panel_context";
import { ConversationLabel, usePreviousConversations } from "./previous_conversations";
import { MessageView } from "./timeline_entry";

const PAGE = 50;

export const PreviousConversationsDialog = ({ thread }: { thread: Thread }) => {
  const { page } = usePanel();
  const { found } = usePreviousConversations(thread);
  const w = t();
  const views = found.state === "here" ? found.views : [];
  const shown = page.previousConversation.value ?? views[0]?.id ?? null;
  return (
    <Dialog
      title={w.previousConversations.title(thread.view.customer.name)}
      closeLabel={w.close}
      onClose={page.closeDialog}
      class="p-dialog-wide"
    >
      {found.state === "loading" ? <Spinner label={w.loading} /> : null}
      {found.state === "failed" ? <Banner tone="bad">{found.text}</Banner> : null}
      {found.state === "here" && views.length === 0 ? <Empty title={w.customerPanel.earlierNone} /> : null}
      {views.length > 0 ? (
        <div class="p-earlier-window">
          <ul class="p-earlier" aria-label={w.customerPanel.earlier}>
            {views.map((view) => (
              <li key={view.id}>
                <button
                  type="button"
                  aria-pressed={view.id === shown}
                  onClick={() => {
                    page.previousConversation.value = view.id;
                  }}
                >
                  <ConversationLabel view={view} />
                </button>
              </li>
            ))}
          </ul>
          {shown === null ? (
            <p class="p-muted">{w.previousConversations.pick}</p>
          ) : (
            <Pages key={shown} conversation={shown} />
          )}
        </div>
      ) : null}
    </Dialog>
  );
};

/** The messages of a conversation, scrolled to the end. */
const Pages = ({ conversation }: { conversation: string }) => {
  const { desk } = usePanel();
  const w = t();
  const [messages, setMessages] = useState<readonly Message[]>([]);
  const [more, setMore] = useState(false);
  const [state, setState] = useState<"loading" | "here">("loading");
  const [problem, setProblem] = useState("");

  const load = async (before?: number) => {
    setState("loading");
    try {
      const range = before === undefined ? {} : { before };
      const page = await desk.wire.request("history", { conversation, limit: PAGE, ...range });
      setMessages((held) => [...page.messages, ...held]);
      setMore(page.more);
      setProblem("");
    } catch (error) {
      setProblem(errorText(error, t()));
    }
    setState("here");
  };

  useEffect(() => void load(), [conversation]);

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section class="p-earlier-log" aria-label={w.previousConversations.messages} tabIndex={0}>
      {problem ? (
        <Banner
          tone="bad"
          action={
            <Button size="small" onClick={() => void load(messages[0]?.seq)}>
              {w.retry}
            </Button>
          }
        >
          {problem}
        </Banner>
      ) : null}
      {state === "loading" ? <Spinner label={w.loading} /> : null}
      {more && state === "here" ? (
        <Button size="small" kind="quiet" onClick={() => void load(messages[0]?.seq)}>
          {w.previousConversations.more}
        </Button>
      ) : null}
      {state === "here" && messages.length === 0 && !problem ? (
        <p class="p-muted">{w.previousConversations.nothing}</p>
      ) : null}
      {messages.map((message) => (
        <MessageView
          key={message.seq}
          message={message}
          first
          messages={messages}
          receipt={null}
          marked={false}
          prefix="e"
        />
      ))}
    </section>
  );
};
