// The right column: what must not be asked again.
import { Button, Icon, IconButton, Rows } from "@baro/design";
import { dayAndClock, daysUntil, phoneLink, phoneText, seoulDay } from "@baro/design/format";
import type { ContractView, CustomerView, Thread } from "@baro/wire";
import { Copy, Phone, RotateCw, StickyNote, X } from "lucide";
import type { ComponentChildren } from "preact";
import { ClaimSidebar, SidebarTabs } from "../claims";
import { notesOf } from "../desk/timeline";
import { locale, queueLabel, t } from "../i18n";
import { focusElement, usePanel } from "./panel_context";
import { PreviousConversations } from "./previous_conversations";

export const CustomerPanel = () => {
  const { desk, page, claims } = usePanel();
  const thread = desk.thread.value;
  const w = t().context;
  if (thread === null) return null;
  const customer = desk.customerOf(thread);
  return (
    <section class="p-context" aria-label={w.label} data-open={page.contextOpen.value || undefined}>
      <header class="p-context-head">
        <h2 class="sr-only">{w.label}</h2>
        <SidebarTabs />
        <IconButton
          label={w.close}
          class="p-context-close"
          onClick={() => {
            page.contextOpen.value = false;
          }}
        >
          <Icon of={X} />
        </IconButton>
      </header>
      <div id="beside-panel" role="tabpanel" aria-labelledby={`beside-${claims.navigation.sidebarTab.value}`}>
        {claims.navigation.sidebarTab.value === "claim" ? (
          <ClaimSidebar key={thread.view.id} thread={thread} />
        ) : (
          <CustomerTab thread={thread} customer={customer} />
        )}
      </div>
    </section>
  );
};

const CustomerTab = ({ thread, customer }: { thread: Thread; customer: CustomerView | null }) => {
  const w = t().context;
  return (
    <>
      {customer ? (
        <CustomerDetails thread={thread} customer={customer} />
      ) : (
        <CustomerPlaceholder thread={thread} />
      )}
      <Block title={w.conversation}>
        <ConversationDetails thread={thread} />
      </Block>
      <Block title={w.earlier}>
        <PreviousConversations key={thread.view.id} thread={thread} />
      </Block>
      <Notes thread={thread} customer={customer} />
    </>
  );
};

const Block = (props: { title: string; action?: ComponentChildren; children: ComponentChildren }) => (
  <section class="p-block">
    <header>
      <h3>{props.title}</h3>
      {props.action}
    </header>
    {props.children}
  </section>
);

/** A value that is copied by a press, for the systems beside this one. */
const Value = ({ what, text, shown = text }: { what: string; text: string; shown?: string }) => {
  const { desk } = usePanel();
  const w = t().context;
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => desk.toasts.show({ tone: "good", text: w.copied(what) }),
      () => undefined, // the browser didn't allow it: selecting still works
    );
  return (
    <span class="p-value">
      {shown}
      <button
        type="button"
        class="p-value-copy"
        aria-label={w.copy(what)}
        title={w.copy(what)}
        onClick={() => void copy()}
      >
        <Icon of={Copy} size={13} />
      </button>
    </span>
  );
};

const CustomerDetails = ({ thread, customer }: { thread: Thread; customer: CustomerView }) => {
  const { desk } = usePanel();
  const w = t().context;
  const phone = customer.phone ? phoneText(customer.phone) : "";
  const now = Date.now() + desk.state.peek().skew;
  return (
    <>
      <Block title={w.customer}>
        <p class="p-customer">
          <strong>{customer.name || thread.view.customer.name}</strong>
        </p>
        {phone ? (
          <Rows
            rows={[
              {
                label: w.phone,
                value: (
                  <span class="p-phone">
                    <Value what={w.phone} text={phone} />
                    <a
                      href={phoneLink(customer.phone ?? "")}
                      aria-label={`${w.call} ${phone}`}
                      title={w.call}
                    >
                      <Icon of={Phone} size={15} />
                    </a>
                  </span>
                ),
              },
            ]}
          />
        ) : null}
      </Block>
      {(customer.contracts ?? []).map((contract) => (
        <Contract key={contract.number} contract={contract} now={now} />
      ))}
      {customer.contracts?.length ? null : (
        <Block title={w.contract}>
          <p class="p-muted">{w.noContract}</p>
        </Block>
      )}
    </>
  );
};

const Contract = ({ contract, now }: { contract: ContractView; now: number }) => {
  const { desk } = usePanel();
  const w = t().context;
  const { vehicle } = contract;
  const days = daysUntil(contract.ends_on, seoulDay(now));
  const soon = days <= (desk.rules.value?.contract_ending_days ?? -1);
  return (
    <>
      <Block title={w.vehicle}>
        <p class="p-plate">
          <Value what={w.plate} text={vehicle.plate} />
        </p>
        <p class="p-vehicle">
          {vehicle.model} <span class="p-muted">{w.yearValue(vehicle.year)}</span>
        </p>
      </Block>
      <Block
        title={w.contract}
        action={
          <span class="p-term" data-soon={soon || undefined}>
            {w.left(days)}
          </span>
        }
      >
        <Rows
          rows={[
            { label: w.number, value: <Value what={w.number} text={contract.number} /> },
            { label: w.product, value: contract.product },
            { label: w.period, value: `${contract.starts_on} – ${contract.ends_on}` },
            { label: w.drivers, value: contract.drivers },
          ]}
        />
        <h4>{w.coverages}</h4>
        <dl class="p-coverages">
          {contract.coverages.map(([label, limit]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{limit}</dd>
            </div>
          ))}
        </dl>
      </Block>
    </>
  );
};

const CustomerPlaceholder = ({ thread }: { thread: Thread }) => {
  const { desk } = usePanel();
  const w = t().context;
  const online = desk.state.value.connection.phase === "online";
  if (thread.leftReason === null && online)
    return (
      <section class="p-block" aria-busy="true">
        <p class="sr-only">{w.loading}</p>
        <span class="b-skeleton p-skeleton-short" />
        <span class="b-skeleton" />
        <span class="b-skeleton" />
        <Button size="small" kind="quiet" onClick={() => void desk.loadCustomer(thread.view.id)}>
          <Icon of={RotateCw} size={14} />
          {t().retry}
        </Button>
      </section>
    );
  return (
    <section class="p-block">
      <p class="p-customer">
        <strong>{thread.view.customer.name}</strong>
      </p>
      <p class="p-muted">{w.failed}</p>
    </section>
  );
};

const ConversationDetails = ({ thread }: { thread: Thread }) => {
  const { desk } = usePanel();
  const w = t();
  const { view } = thread;
  const queue = view.queue || view.topic;
  const label = desk.queues.value.find((one) => one.name === queue)?.label;
  return (
    <Rows
      rows={[
        { label: w.context.queue, value: queueLabel(queue, label) },
        { label: w.context.opened, value: dayAndClock(view.opened_at, locale()) },
      ]}
    />
  );
};

const Notes = ({ thread, customer }: { thread: Thread; customer: CustomerView | null }) => {
  const { desk, page } = usePanel();
  const w = t().context;
  const notes = notesOf(thread, customer ?? undefined, desk.ownNotes.value.get(thread.view.id));
  return (
    <Block
      title={w.notes}
      action={
        thread.leftReason === null ? (
          <Button
            size="small"
            kind="quiet"
            onClick={() => {
              page.contextOpen.value = false;
              page.composerRequest.value = { mode: "note" };
              focusElement("composer");
            }}
          >
            <Icon of={StickyNote} size={14} />
            {w.addNote}
          </Button>
        ) : null
      }
    >
      {notes.length === 0 ? (
        <p class="p-muted">{w.notesNone}</p>
      ) : (
        <ul class="p-notes">
          {notes.map((note) => (
            <li key={`${note.at} ${note.by.id} ${note.text}`}>
              <p>{note.text}</p>
              <p class="p-notes-by">
                {note.by.name} · {dayAndClock(note.at, locale())}
              </p>
            </li>
          ))}
        </ul>
      )}
    </Block>
  );
};
