// The left column: whose turn it is, and who waits.
import { Badge, Button, Empty, Icon, Spinner } from "@baro/design";
import { useComputed } from "@preact/signals";
import { CloudOff, Hourglass, Inbox, SearchX } from "lucide";
import { useCallback, useEffect } from "preact/hooks";
import { dangerIn, waitingIn } from "../desk/queues";
import { filterIn, TABS, type Tab } from "../desk/rows";
import { MOST_OF_A_QUEUE } from "../desk/waiting_queue";
import { language, t } from "../i18n";
import { focusOn, useHere } from "./page";
import { RowView } from "./row";
import { Tools } from "./tools";
import { VirtualList } from "./virtual";

/** `whole`: with its rows, which come a moment after what stands above them. */
export const List = ({ whole }: { whole: boolean }) => {
  const { desk } = useHere();
  const { tab } = desk.view.value;
  return (
    <section class="p-list" aria-label={t().tabs.label}>
      <Tabs />
      <div class="p-list-body" role="tabpanel" id="list-panel" aria-labelledby={`tab-${tab}`}>
        <Tools />
        {whole ? <Rows /> : null}
      </div>
    </section>
  );
};

const Tabs = () => {
  const { desk, page } = useHere();
  const w = t();
  const { tab } = desk.view.value;
  const minute = useComputed(() => Math.floor(page.now.value / 60_000)).value;
  useEffect(() => void desk.refreshDesk(), [desk, minute]);
  const danger = dangerIn(desk.queues.value);
  const counts: Record<Tab, number> = {
    mine: desk.open.value,
    waiting: waitingIn(desk.queues.value),
    all: desk.all.value.length + waitingIn(desk.queues.value),
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
          <Badge tone={name !== "waiting" || counts.waiting === 0 ? "plain" : danger > 0 ? "bad" : "warn"}>
            {counts[name]}
          </Badge>
          {name === "waiting" && danger > 0 ? <span class="sr-only">{w.list.inDanger(danger)}</span> : null}
        </button>
      ))}
    </div>
  );
};

const Rows = () => {
  const { desk, page } = useHere();
  const w = t();
  const rows = desk.rows.value;
  const drafts = desk.drafts.having.value;
  const labels = new Map(desk.queues.value.map((queue) => [queue.name, queue.label]));
  const me = desk.state.value.you?.id ?? "";
  const { tab } = desk.view.value;
  const gone = rows.filter((row) => row.left !== null);
  const taking = desk.line.taking.value;
  const take = useCallback((id: string) => void desk.picking.take(id), [desk]);
  const cut = tab !== "mine" && desk.queues.value.some((queue) => queue.waiting >= MOST_OF_A_QUEUE);
  const putAway = () => {
    for (const row of gone) desk.putAway(row.id);
    focusOn("rows");
  };
  if (rows.length === 0) return <Nothing />;
  return (
    <>
      <p class="sr-only" role="status">
        {desk.query.value ? w.list.results(rows.length) : ""}
      </p>
      <p class="sr-only" id="rows-hint">
        {w.waiting.hint}
      </p>
      <VirtualList
        id="rows"
        label={w.tabs[tab]}
        {...(rows.some((row) => row.kind === "waiting") ? { describedBy: "rows-hint" } : {})}
        items={rows}
        rowHeight={68}
        keyOf={(row) => row.id}
        chosen={desk.selected.value}
        onChoose={(id) => desk.choose(id)}
        onEnter={(byKey) => {
          const chosen = desk.selected.peek();
          page.pane.value = "thread";
          if (byKey && chosen !== null && desk.line.find(chosen)) void desk.picking.take(chosen);
          else if (byKey) focusOn("composer");
        }}
        row={(row) => (
          <RowView
            me={me}
            row={row}
            draft={drafts.has(row.id)}
            label={labels.get(row.queue)}
            taking={row.id === taking}
            onTake={taking === null ? take : undefined}
            language={language.value}
          />
        )}
      />
      {cut ? <p class="p-list-foot p-muted">{w.waiting.most(MOST_OF_A_QUEUE)}</p> : null}
      {gone.length > 0 ? (
        <div class="p-list-foot">
          <Button size="small" kind="quiet" onClick={putAway}>
            {w.left.putAwayAll}
          </Button>
        </div>
      ) : null}
    </>
  );
};

const Nothing = () => {
  const { desk } = useHere();
  const w = t();
  const view = desk.view.value;
  const some = view.tab === "waiting" ? desk.inLine.value.length > 0 : desk.all.value.length > 0;
  if (some && (desk.query.value || filterIn(view) !== "any" || view.queue !== ""))
    return (
      <Empty title={w.list.nothingFound} icon={<Icon of={SearchX} size={32} />}>
        <p>{w.list.nothingFoundLead}</p>
        <Button
          size="small"
          onClick={() => {
            desk.query.value = "";
            desk.setView({ filter: "any", queue: "" });
          }}
        >
          {w.list.showAll}
        </Button>
      </Empty>
    );
  return view.tab === "waiting" ? <NobodyWaits /> : <NoConversations />;
};

const NobodyWaits = () => {
  const { desk } = useHere();
  const w = t().waiting;
  const mine = desk.open.value;
  switch (desk.line.state.value) {
    case "unknown":
      return (
        <div class="p-list-middle">
          <Spinner label={w.loading} />
        </div>
      );
    case "failed":
      return (
        <Empty title={w.failed} icon={<Icon of={CloudOff} size={32} />}>
          <Button size="small" onClick={() => void desk.line.refresh()}>
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
  const { desk } = useHere();
  const w = t();
  const wish = desk.wish.value;
  const lead = { available: w.list.emptyAvailable, paused: w.list.emptyPaused, offline: w.list.emptyOffline }[
    wish
  ];
  return (
    <Empty title={w.list.empty} icon={<Icon of={Inbox} size={32} />}>
      <p>{lead}</p>
      {wish === "available" ? null : (
        <Button kind="primary" onClick={() => void desk.become("available")}>
          {w.list.goAvailable}
        </Button>
      )}
    </Empty>
  );
};
