// The middle column: one conversation.
import { Badge, Banner, Button, Empty, Icon, IconButton } from "@baro/design";
import type { Thread } from "@baro/wire";
import { ArrowRightLeft, Check, MessagesSquare, TriangleAlert, Undo2, UserPlus, UserRound } from "lucide";
import { decline, mayDecline } from "../desk/decline";
import { isWriting, partOf } from "../desk/participation";
import { awaitedAnswer } from "../desk/rows";
import { queueLabel, t } from "../i18n";
import { BackButton } from "./back_button";
import { resolveSelected } from "./commands";
import { Composer } from "./composer";
import { Elapsed } from "./elapsed";
import { HeldMessageView, PendingEnd } from "./held_back";
import { leaveReasonText } from "./leave_reason";
import { MessageLog } from "./message_log";
import { usePanel } from "./panel_context";
import { QueueEntryPanel } from "./queue_entry";
import { Summary } from "./summary";
import { Together } from "./together";
import { Viewers } from "./viewers";

/** `withLog`: with the messages, which are rendered in a later task. */
export const ThreadPanel = ({ withLog }: { withLog: boolean }) => {
  const { desk } = usePanel();
  const thread = desk.thread.value;
  const entry = desk.selectedEntry.value;
  const none = desk.conversationRows.value.length === 0;
  const away = desk.requestedStatus.value !== "available";
  const w = t();
  if (thread === null && entry !== null && entry.conversation === desk.selected.value)
    return <QueueEntryPanel key={entry.conversation} entry={entry} />;
  if (thread === null)
    return (
      <section class="p-thread" id="thread" tabIndex={-1} aria-label={w.thread.label}>
        <Empty
          title={none ? (away ? w.thread.away : w.thread.waiting) : w.thread.nothing}
          icon={<Icon of={MessagesSquare} size={40} />}
        >
          <p>{none ? (away ? w.thread.awayLead : w.thread.waitingLead) : w.thread.nothingLead}</p>
        </Empty>
      </section>
    );
  const { id } = thread.view;
  const closing = desk.resolver.pending.value.has(id) || desk.transfers.pending.value.has(id);
  const writes = isWriting(thread.view, desk.state.value.you?.id ?? "");
  return (
    <section class="p-thread" id="thread" tabIndex={-1} aria-label={w.thread.label}>
      <ThreadHeader thread={thread} />
      {thread.leftReason === null ? (
        <Summary key={`summary ${id}`} thread={thread} />
      ) : (
        <LeftBanner thread={thread} reason={thread.leftReason} />
      )}
      {withLog ? <MessageLog key={`log ${id}`} thread={thread} /> : <div class="p-log-frame" />}
      <Typing thread={thread} />
      {thread.leftReason === null ? <Together thread={thread} /> : null}
      {closing ? <PendingEnd id={id} /> : null}
      <HeldMessageView id={id} />
      {thread.leftReason === null && !closing && writes ? (
        <Composer key={`composer ${id}`} thread={thread} />
      ) : null}
    </section>
  );
};

const ThreadHeader = ({ thread }: { thread: Thread }) => {
  const panel = usePanel();
  const { desk, page } = panel;
  const w = t();
  const { view } = thread;
  const queue = view.queue || view.topic;
  const label = desk.queues.value.find((one) => one.name === queue)?.label;
  const awaited = awaitedAnswer(thread);
  const ours = thread.leftReason === null;
  const leads = ours && partOf(view, desk.state.value.you?.id ?? "") === "agent";
  return (
    <header class="p-thread-head">
      <BackButton />
      <div class="p-thread-who">
        <h2>{view.customer.name}</h2>
        <p>
          {view.emergency ? (
            <span class="p-emergency">
              <Icon of={TriangleAlert} size={14} />
              {w.list.emergency}
            </span>
          ) : null}
          <span>{queueLabel(queue, label)}</span>
          {ours && awaited.since > 0 ? (
            <span>
              {w.pickup.since} <Elapsed answer={awaited} quiet />
            </span>
          ) : null}
          <Viewers />
          {ours ? null : <Badge>{w.thread.states[view.state] ?? view.state}</Badge>}
        </p>
      </div>
      {leads && mayDecline(desk, thread) ? (
        <>
          <Button size="small" class="p-wide" onClick={() => void decline(desk, view.id)}>
            <Icon of={Undo2} size={16} />
            {w.thread.decline}
          </Button>
          <IconButton label={w.thread.decline} class="p-narrow" onClick={() => void decline(desk, view.id)}>
            <Icon of={Undo2} />
          </IconButton>
        </>
      ) : null}
      {leads ? (
        <>
          <IconButton
            label={w.together.invite}
            class="p-invite"
            onClick={() => {
              page.dialog.value = "invite";
            }}
          >
            <Icon of={UserPlus} />
          </IconButton>
          <Button
            size="small"
            class="p-wide"
            onClick={() => {
              page.dialog.value = "transfer";
            }}
          >
            <Icon of={ArrowRightLeft} size={16} />
            {w.thread.transfer}
          </Button>
          <Button size="small" kind="primary" class="p-wide" onClick={() => resolveSelected(panel)}>
            <Icon of={Check} size={16} />
            {w.thread.resolve}
          </Button>
          <IconButton
            label={w.thread.transfer}
            class="p-narrow"
            onClick={() => {
              page.dialog.value = "transfer";
            }}
          >
            <Icon of={ArrowRightLeft} />
          </IconButton>
          <IconButton label={w.thread.resolve} class="p-narrow" onClick={() => resolveSelected(panel)}>
            <Icon of={Check} />
          </IconButton>
        </>
      ) : null}
      <IconButton
        label={w.thread.context}
        class="p-context-toggle"
        aria-expanded={page.contextOpen.value}
        onClick={() => {
          page.contextOpen.value = !page.contextOpen.value;
        }}
      >
        <Icon of={UserRound} />
      </IconButton>
    </header>
  );
};

const LeftBanner = ({ thread, reason }: { thread: Thread; reason: string }) => {
  const { desk } = usePanel();
  const w = t();
  const own = desk.releasedByMe.has(thread.view.id);
  const waits = desk.waitingQueue.entries.value.some((entry) => entry.conversation === thread.view.id);
  const surprise =
    reason === "connection_lost" || reason === "unanswered" || (reason === "transferred" && !own);
  return (
    <div role="status">
      <Banner
        tone={surprise ? "warn" : reason === "resolved" ? "good" : "plain"}
        action={
          <>
            {waits ? (
              <Button size="small" kind="primary" onClick={() => void desk.pickup.pickUp(thread.view.id)}>
                {w.pickup.again}
              </Button>
            ) : null}
            <Button size="small" onClick={() => desk.dismiss(thread.view.id)}>
              {w.leaveReasons.putAway}
            </Button>
          </>
        }
      >
        <strong>{leaveReasonText(reason, own)}.</strong> {w.leaveReasons.readOnly}
      </Banner>
    </div>
  );
};

const Typing = ({ thread }: { thread: Thread }) => {
  const typist = thread.typists.find(({ by }) => by.role === "customer");
  return (
    <p class="p-typing" aria-live="polite">
      {typist ? t().thread.typing(typist.by.name || thread.view.customer.name) : ""}
      {typist && typist.text !== "" ? (
        <q class="p-preview" aria-live="off">
          {typist.text}
        </q>
      ) : null}
    </p>
  );
};
