// The right column: what is known about the customer, and their claims.
import { Button, Icon, IconButton, Rows } from "@baro/design";
import { dayAndClock, phoneLink, phoneText } from "@baro/design/format";
import type { CustomerView, Thread } from "@baro/wire";
import { Phone, RotateCw, X } from "lucide";
import { ClaimSidebar, SidebarTabs } from "../claims";
import { ContractCards } from "../contracts/contract_cards";
import { partOf } from "../desk/participation";
import { locale, queueLabel, t } from "../i18n";
import { Contract } from "./contract";
import { Block, CopyableValue } from "./customer_blocks";
import { CustomerTimeline } from "./customer_timeline";
import { FollowUps } from "./follow_ups";
import { Notes } from "./notes";
import { usePanel } from "./panel_context";
import { PreviousConversations } from "./previous_conversations";
import { Tags } from "./tags";

export const CustomerPanel = () => {
  const { desk, page, claims } = usePanel();
  const thread = desk.thread.value;
  const w = t().customerPanel;
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
        ) : claims.navigation.sidebarTab.value === "timeline" ? (
          <CustomerTimeline key={thread.view.id} thread={thread} />
        ) : (
          <CustomerTab thread={thread} customer={customer} />
        )}
      </div>
    </section>
  );
};

const CustomerTab = ({ thread, customer }: { thread: Thread; customer: CustomerView | null }) => {
  const w = t().customerPanel;
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
      <Tags thread={thread} customer={customer} />
      <FollowUps thread={thread} />
      <Block title={w.earlier}>
        <PreviousConversations key={thread.view.id} thread={thread} />
      </Block>
      <Notes thread={thread} customer={customer} />
    </>
  );
};

const CustomerDetails = ({ thread, customer }: { thread: Thread; customer: CustomerView }) => {
  const { desk, page } = usePanel();
  const w = t().customerPanel;
  const leads = partOf(thread.view, desk.state.value.you?.id ?? "") === "agent";
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
                    <CopyableValue what={w.phone} text={phone} />
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
        {leads ? (
          <Button
            size="small"
            onClick={() => {
              page.dialog.value = "referral";
            }}
          >
            {t().referral.title}
          </Button>
        ) : null}
      </Block>
      {(customer.contracts ?? []).map((contract, index, all) => (
        <Contract key={contract.number} contract={contract} now={now}>
          {leads ? (
            <Button
              size="small"
              onClick={() => {
                page.dialog.value = "change";
              }}
            >
              {t().changes.title}
            </Button>
          ) : null}
          <ContractCards thread={thread} place={all.length > 1 ? index : null} />
        </Contract>
      ))}
      {customer.contracts?.length ? null : (
        <Block title={w.contract}>
          <p class="p-muted">{w.noContract}</p>
        </Block>
      )}
    </>
  );
};

const CustomerPlaceholder = ({ thread }: { thread: Thread }) => {
  const { desk } = usePanel();
  const w = t().customerPanel;
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
        { label: w.customerPanel.queue, value: queueLabel(queue, label) },
        { label: w.customerPanel.opened, value: dayAndClock(view.opened_at, locale()) },
      ]}
    />
  );
};
