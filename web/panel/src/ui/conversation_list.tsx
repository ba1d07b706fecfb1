// The left column: conversations and waiting customers.
import { Badge, Button, Empty, Icon, Spinner } from "@baro/design";
import { MAX_QUEUE_ENTRIES } from "@baro/wire";
import { useComputed } from "@preact/signals";
import { CloudOff, Hourglass, Inbox, SearchX } from "lucide";
import { useCallback, useEffect } from "preact/hooks";
import { emergencyCount, waitingCount } from "../desk/queues";
import { effectiveFilter, TABS, type Tab } from "../desk/rows";
import { tagLabel } from "../desk/wrap_up";
import { language, t } from "../i18n";
import { RowView } from "./list_row";
import { ListTools } from "./list_tools";
import { focusElement, usePanel } from "./panel_context";
import { VirtualList } from "./virtual_list";

/** `withRows`: with rows, which are rendered in a later task. */
export const List = ({ withRows }: { withRows: boolean }) => {
  const { desk } = usePanel();
  const { tab } = desk.view.value;
  return (
    <section class="p-list" aria-label={t().tabs.label}>
      <Tabs />
      <div class="p-list-body" role="tabpanel" id="list-panel" aria-labelledby={`tab-${tab}`}>
        <ListTools />
        {withRows ? <Rows /> : null}
      </div>
    </section>
  );
};

const Tabs = () => {
  const { desk, page } = usePanel();
  const w = t();
  const { tab } = desk.view.value;
  const minute = useComputed(() => Math.floor(page.now.value / 60_000)).value;
  useEffect(() => void desk.refreshDesk(), [desk, minute]);
  const emergencies = emergencyCount(desk.queues.value);
  const counts: Record<Tab, number> = {
    mine: desk.openCount.value,
    waiting: waitingCount(desk.queues.value),
    all: desk.conversationRows.value.length + waitingCount(desk.queues.value),
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    const next = TABS[(TABS.indexOf(tab) + by + TABS.length) % TABS.length];
    if (by === 0 || event.altKey || next === undefined) return;
    event.preventDefault();
    desk.setView({ tab: next });
    document.getElementById(`tab-${next}`)?.focus();
  };
  return (
    <div class="p-tabs" role="tablist" aria-label={w.tabs.label} onKeyDown={onKeyDown}>
      {TABS.map((name) => (
        <button
          key={name}
          type="button"
          id={`tab-${name}`}
          role="tab"
          aria-selected={name === tab}
          aria-controls="list-panel"
          tabIndex={name === tab ? 0 : -1}
          onClick={() => desk.setView({ tab: name })}
        >
          {w.tabs[name]}
          <Badge
            tone={name !== "waiting" || counts.waiting === 0 ? "plain" : emergencies > 0 ? "bad" : "warn"}
          >
            {counts[name]}
          </Badge>
          {name === "waiting" && emergencies > 0 ? (
            <span class="sr-only">{w.list.emergencies(emergencies)}</span>
          ) : null}
        </button>
      ))}
    </div>
  );
};

const Rows = () => {
  const { desk, page } = usePanel();
  const w = t();
  const rows = desk.rows.value;
  const drafts = desk.drafts.conversationIds.value;
  const labels = new Map(desk.queues.value.map((queue) => [queue.name, queue.label]));
  const me = desk.state.value.you?.id ?? "";
  const { tab } = desk.view.value;
  const gone = rows.filter((row) => row.leftReason !== null);
  const { wrapUp } = desk.state.value;
  const tagsOf = (row: { readonly tags: readonly string[] }) =>
    row.tags.map((tag) => tagLabel(wrapUp, tag, language.value)).join(" · ");
  const taking = desk.waitingQueue.pickingUp.value;
  const take = useCallback((id: string) => void desk.pickup.pickUp(id), [desk]);
  const cut = tab !== "mine" && desk.queues.value.some((queue) => queue.waiting >= MAX_QUEUE_ENTRIES);
  const putAway = () => {
    for (const row of gone) desk.dismiss(row.id);
    focusElement("rows");
  };
  if (rows.length === 0) return <EmptyList />;
  return (
    <>
      <p class="sr-only" role="status">
        {desk.searchQuery.value ? w.list.results(rows.length) : ""}
      </p>
      <p class="sr-only" id="rows-hint">
        {w.waitingQueue.hint}
      </p>
      <VirtualList
        id="rows"
        label={w.tabs[tab]}
        {...(rows.some((row) => row.kind === "waiting") ? { describedBy: "rows-hint" } : {})}
        items={rows}
        rowHeight={84}
        keyOf={(row) => row.id}
        chosen={desk.selected.value}
        onChoose={(id) => desk.select(id)}
        onEnter={(byKey) => {
          const chosen = desk.selected.peek();
          page.pane.value = "thread";
          if (byKey && chosen !== null && desk.waitingQueue.find(chosen)) void desk.pickup.pickUp(chosen);
          else if (byKey) focusElement("composer");
        }}
        row={(row) => (
          <RowView
            me={me}
            row={row}
            draft={drafts.has(row.id)}
            label={labels.get(row.queue)}
            tags={tagsOf(row)}
            taking={row.id === taking}
            onTake={taking === null ? take : undefined}
            language={language.value}
          />
        )}
      />
      {cut ? <p class="p-list-foot p-muted">{w.waitingQueue.most(MAX_QUEUE_ENTRIES)}</p> : null}
      {gone.length > 0 ? (
        <div class="p-list-foot">
          <Button size="small" kind="quiet" onClick={putAway}>
            {w.leaveReasons.putAwayAll}
          </Button>
        </div>
      ) : null}
    </>
  );
};

const EmptyList = () => {
  const { desk } = usePanel();
  const w = t();
  const view = desk.view.value;
  const some =
    view.tab === "waiting" ? desk.queueRows.value.length > 0 : desk.conversationRows.value.length > 0;
  if (
    some &&
    (desk.searchQuery.value || effectiveFilter(view) !== "any" || view.queue !== "" || view.tag !== "")
  )
    return (
      <Empty title={w.list.nothingFound} icon={<Icon of={SearchX} size={32} />}>
        <p>{w.list.nothingFoundLead}</p>
        <Button
          size="small"
          onClick={() => {
            desk.searchQuery.value = "";
            desk.setView({ filter: "any", queue: "", tag: "" });
          }}
        >
          {w.list.showAll}
        </Button>
      </Empty>
    );
  return view.tab === "waiting" ? <EmptyQueue /> : <NoConversations />;
};

const EmptyQueue = () => {
  const { desk } = usePanel();
  const w = t().waitingQueue;
  const mine = desk.openCount.value;
  switch (desk.waitingQueue.state.value) {
    case "unknown":
      return (
        <div class="p-list-middle">
          <Spinner label={w.loading} />
        </div>
      );
    case "failed":
      return (
        <Empty title={w.failed} icon={<Icon of={CloudOff} size={32} />}>
          <Button size="small" onClick={() => void desk.waitingQueue.refresh()}>
            {t().retry}
          </Button>
        </Empty>
      );
    case "known":
      return (
        <Empty title={w.none} icon={<Icon of={Hourglass} size={32} />}>
          <p>{w.noneLead}</p>
          {mine > 0 ? (
            <Button size="small" onClick={() => desk.setView({ tab: "mine" })}>
              {w.toMine(mine)}
            </Button>
          ) : null}
        </Empty>
      );
  }
};

const NoConversations = () => {
  const { desk } = usePanel();
  const w = t();
  const status = desk.requestedStatus.value;
  const lead = { available: w.list.emptyAvailable, paused: w.list.emptyPaused, offline: w.list.emptyOffline }[
    status
  ];
  return (
    <Empty title={w.list.empty} icon={<Icon of={Inbox} size={32} />}>
      <p>{lead}</p>
      {status === "available" ? null : (
        <Button kind="primary" onClick={() => void desk.setStatus("available")}>
          {w.list.goAvailable}
        </Button>
      )}
    </Empty>
  );
};
