// The customer's previous conversations.
import { Button, Icon } from "@baro/design";
import { dayAndClock } from "@baro/design/format";
import type { ConversationView, Thread } from "@baro/wire";
import { ChevronRight, RotateCw } from "lucide";
import { useEffect, useState } from "preact/hooks";
import { errorText, isNotOnDesk } from "../desk/errors";
import { outcomeLabel } from "../desk/wrap_up";
import { language, locale, queueLabel, t } from "../i18n";
import { usePanel } from "./panel_context";

type ConversationsState =
  | { readonly state: "loading" }
  | { readonly state: "here"; readonly views: readonly ConversationView[] }
  | { readonly state: "failed"; readonly text: string };

/** The customer's other conversations; requested again after a reconnect. */
export const usePreviousConversations = (
  thread: Thread,
): { found: ConversationsState; again: () => void } => {
  const { desk } = usePanel();
  const [found, setFound] = useState<ConversationsState>({ state: "loading" });
  const [round, setRound] = useState(0);
  const online = desk.state.value.connection.phase === "online";
  const { id, customer } = thread.view;
  useEffect(() => {
    if (!online) return;
    let wanted = true;
    desk.loadPreviousConversations(customer.id).then(
      (views) => {
        if (wanted) setFound({ state: "here", views: views.filter((view) => view.id !== id) });
      },
      (error: unknown) => {
        const text = isNotOnDesk(error) ? t().customerPanel.earlierNotHere : errorText(error, t());
        if (wanted) setFound({ state: "failed", text });
      },
    );
    return () => {
      wanted = false;
    };
  }, [id, customer.id, online, round, thread.leftReason]);
  return { found, again: () => setRound(round + 1) };
};

/** What it was about, when it was, who helped, and how it ended. */
export const ConversationLabel = ({ view }: { view: ConversationView }) => {
  const { desk } = usePanel();
  const w = t();
  const queue = view.queue || view.topic;
  const label = queueLabel(queue, desk.queues.value.find(({ name }) => name === queue)?.label);
  return (
    <span>
      <strong>{view.first_words || label}</strong>
      <span class="p-muted">
        {dayAndClock(view.opened_at, locale())} · {label} ·{" "}
        {view.outcome
          ? outcomeLabel(desk.state.value.wrapUp, view.outcome, language.value)
          : (w.thread.states[view.state] ?? view.state)}{" "}
        · {view.agent?.name ?? w.thread.bot}
        {view.rating?.stars ? ` · ${w.thread.rated(view.rating.stars)}` : ""}
      </span>
    </span>
  );
};

export const PreviousConversations = ({ thread }: { thread: Thread }) => {
  const { page } = usePanel();
  const { found, again } = usePreviousConversations(thread);
  const w = t();
  if (found.state === "loading") return <span class="b-skeleton" />;
  if (found.state === "failed")
    return (
      <p class="p-muted">
        {found.text}{" "}
        {thread.leftReason === null ? (
          <Button size="small" kind="quiet" onClick={again}>
            <Icon of={RotateCw} size={14} />
            {w.retry}
          </Button>
        ) : null}
      </p>
    );
  if (found.views.length === 0) return <p class="p-muted">{w.customerPanel.earlierNone}</p>;
  return (
    <ul class="p-earlier">
      {found.views.slice(0, 5).map((view) => (
        <li key={view.id}>
          <button
            type="button"
            onClick={() => {
              page.previousConversation.value = view.id;
              page.dialog.value = "earlier";
            }}
          >
            <ConversationLabel view={view} />
            <Icon of={ChevronRight} size={16} />
          </button>
        </li>
      ))}
    </ul>
  );
};
