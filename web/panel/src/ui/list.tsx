// The left column: whose turn it is.
import { Badge, Button, Empty, Icon, IconButton } from "@baro/design";
import { ArrowDownWideNarrow, Inbox, Search, SearchX, X } from "lucide";
import { waitingIn } from "../desk/queues";
import type { Filter, Sort, Tab } from "../desk/rows";
import { language, t } from "../i18n";
import { focusOn, useHere } from "./page";
import { RowView } from "./row";
import { VirtualList } from "./virtual";
import { Waiting } from "./waiting";

const TABS: readonly Tab[] = ["mine", "waiting", "all"];
const FILTERS: readonly Filter[] = ["any", "unread", "turn", "danger"];

export const List = () => {
  const { desk } = useHere();
  const { tab } = desk.view.value;
  return (
    <section class="p-list" aria-label={t().tabs.label}>
      <Tabs />
      {tab === "waiting" ? (
        <Waiting />
      ) : (
        <div class="p-list-body" role="tabpanel" id="list-panel" aria-labelledby={`tab-${tab}`}>
          <Tools />
          <Rows />
        </div>
      )}
    </section>
  );
};

const Tabs = () => {
  const { desk } = useHere();
  const w = t();
  const { tab } = desk.view.value;
  const counts: Record<Tab, number> = {
    mine: desk.open.value,
    waiting: waitingIn(desk.queues.value),
    all: desk.all.value.length,
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
          <Badge tone={name === "waiting" && counts.waiting > 0 ? "warn" : "plain"}>{counts[name]}</Badge>
        </button>
      ))}
    </div>
  );
};

const Tools = () => {
  const { desk } = useHere();
  const w = t();
  const { filter, sort } = desk.view.value;
  const other: Sort = sort === "urgent" ? "newest" : "urgent";
  return (
    <div class="p-tools">
      <div class="p-search">
        <Icon of={Search} size={16} />
        <input
          id="search"
          type="search"
          class="b-input"
          placeholder={w.list.search}
          aria-label={w.list.search}
          value={desk.query.value}
          onInput={(event) => {
            desk.query.value = event.currentTarget.value;
          }}
          onKeyDown={(event) => {
            if (event.key === "Escape") desk.query.value = "";
            if (event.key === "ArrowDown") document.getElementById("rows")?.focus();
          }}
        />
        {desk.query.value ? (
          <IconButton
            label={w.list.searchClear}
            onClick={() => {
              desk.query.value = "";
            }}
          >
            <Icon of={X} size={16} />
          </IconButton>
        ) : null}
      </div>
      <div class="p-filters">
        <fieldset class="p-chips">
          <legend class="sr-only">{w.list.filterLabel}</legend>
          {FILTERS.map((name) => (
            <button
              key={name}
              type="button"
              class="p-chip"
              aria-pressed={name === filter}
              onClick={() => desk.setView({ filter: name })}
            >
              {w.list.filters[name]}
            </button>
          ))}
        </fieldset>
        <button
          type="button"
          class="p-sort"
          title={w.list.sort}
          aria-label={`${w.list.sort}: ${w.list.sorts[sort]}`}
          onClick={() => desk.setView({ sort: other })}
        >
          <Icon of={ArrowDownWideNarrow} size={14} />
          {w.list.sorts[sort]}
        </button>
      </div>
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
  const gone = rows.filter((row) => row.left !== null);
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
      <VirtualList
        id="rows"
        label={w.tabs[desk.view.value.tab]}
        items={rows}
        rowHeight={68}
        keyOf={(row) => row.id}
        chosen={desk.selected.value}
        onChoose={(id) => desk.choose(id)}
        onEnter={(byKey) => {
          page.pane.value = "thread";
          if (byKey) focusOn("composer");
        }}
        row={(row) => (
          <RowView
            me={me}
            row={row}
            draft={drafts.has(row.id)}
            label={labels.get(row.queue)}
            language={language.value}
          />
        )}
      />
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
  if (desk.all.value.length > 0 && (desk.query.value || desk.view.value.filter !== "any"))
    return (
      <Empty title={w.list.nothingFound} icon={<Icon of={SearchX} size={32} />}>
        <p>{w.list.nothingFoundLead}</p>
        <Button
          size="small"
          onClick={() => {
            desk.query.value = "";
            desk.setView({ filter: "any" });
          }}
        >
          {w.list.showAll}
        </Button>
      </Empty>
    );
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
