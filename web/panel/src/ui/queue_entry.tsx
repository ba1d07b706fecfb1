// A waiting customer in the middle column: name, waiting time and pickup.
import { Avatar, Button, Empty, Icon, Spinner } from "@baro/design";
import type { QueueEntryView } from "@baro/wire";
import { Hand, TriangleAlert, UserRoundCheck } from "lucide";
import type { ComponentChildren } from "preact";
import { keysOf } from "../desk/shortcuts";
import { queueLabel, t } from "../i18n";
import { BackButton } from "./back_button";
import { Elapsed } from "./elapsed";
import { Keys } from "./help_dialog";
import { isMac, usePanel } from "./panel_context";
import { Viewers } from "./viewers";

export const QueueEntryPanel = ({ entry }: { entry: QueueEntryView }) => {
  const { desk } = usePanel();
  const id = entry.conversation;
  const waits = desk.waitingQueue.entries.value.some((one) => one.conversation === id);
  if (waits) return <WaitingEntry entry={entry} />;
  if (desk.pickup.pending.value.has(id)) return <IncomingEntry />;
  return <TakenEntry entry={entry} />;
};

const Frame = (props: { children: ComponentChildren }) => {
  const w = t();
  return (
    <section class="p-thread p-entry" id="thread" tabIndex={-1} aria-label={w.thread.label}>
      <header class="p-entry-head">
        <BackButton />
      </header>
      {props.children}
    </section>
  );
};

const WaitingEntry = ({ entry }: { entry: QueueEntryView }) => {
  const { desk } = usePanel();
  const w = t();
  const label = desk.queues.value.find((one) => one.name === entry.queue)?.label;
  const taking = desk.waitingQueue.pickingUp.value === entry.conversation;
  const away = desk.requestedStatus.value !== "available";
  const take = () =>
    away ? desk.pickup.goAvailableAndPickUp(entry.conversation) : desk.pickup.pickUp(entry.conversation);
  return (
    <Frame>
      <div class="p-entry-card">
        <Avatar role="customer" name={entry.customer.name} size="large" />
        <h2>{w.pickup.is(entry.customer.name)}</h2>
        <p class="p-entry-facts">
          {entry.emergency ? (
            <span class="p-emergency">
              <Icon of={TriangleAlert} size={14} />
              {w.list.emergency}
            </span>
          ) : null}
          <span>{queueLabel(entry.queue, label)}</span>
          <span>
            {w.pickup.since}{" "}
            <Elapsed answer={{ since: entry.since, queue: entry.queue, first: true }} quiet />
          </span>
          <Viewers />
        </p>
        <Button kind="primary" disabled={taking} onClick={() => void take()}>
          {taking ? <Spinner /> : <Icon of={Hand} size={18} />}
          {taking ? w.pickup.taking : away ? w.pickup.both : w.pickup.take}
          {taking || away ? null : <Keys keys={keysOf("take", isMac())} />}
        </Button>
        <p class="p-muted">{away ? w.pickup.away : w.pickup.lead}</p>
      </div>
    </Frame>
  );
};

const IncomingEntry = () => (
  <Frame>
    <div class="p-entry-card" role="status">
      <Spinner />
      <p>{t().pickup.coming}</p>
    </div>
  </Frame>
);

/** The customer was assigned to somebody else: a notice with the next entry. */
const TakenEntry = ({ entry }: { entry: QueueEntryView }) => {
  const { desk, page } = usePanel();
  const w = t().pickup;
  const next = desk.queueRows.value[0];
  return (
    <Frame>
      <Empty title={w.goneTitle} icon={<Icon of={UserRoundCheck} size={40} />}>
        <p>
          <strong>{entry.customer.name}</strong> · {w.goneLead}
        </p>
        {next ? (
          <Button kind="primary" onClick={() => desk.select(next.id)}>
            {w.next}
          </Button>
        ) : (
          <Button
            onClick={() => {
              desk.select(null);
              page.pane.value = "list";
            }}
          >
            {w.toList}
          </Button>
        )}
      </Empty>
    </Frame>
  );
};
