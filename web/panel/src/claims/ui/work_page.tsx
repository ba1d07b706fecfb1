// The work list: open exposures of the adjuster's departments, most urgent first.
import { Badge, Button, Empty, Icon, IconButton } from "@baro/design";
import type { WorkItemView } from "@baro/wire";
import { useComputed } from "@preact/signals";
import { ClipboardCheck, CloudOff, RotateCw, Search, SearchX } from "lucide";
import { useEffect, useState } from "preact/hooks";
import { matchesText } from "../../desk/text_search";
import { t } from "../../i18n";
import { usePanel } from "../../ui/panel_context";
import { c } from "../i18n";
import {
  filterCounts,
  isQueueEntry,
  visibleWork,
  WORK_FILTERS,
  type WorkFilter,
  type WorkListView,
} from "../rules/work_list";
import { useClaims } from "./hooks";
import { Loading, OfflineNote } from "./load_status";
import { WorkTable } from "./work_table";

const DEFAULT_VIEW: WorkListView = { department: "", filter: "any" };

export const WorkPage = () => {
  const claims = useClaims();
  const { page } = usePanel();
  const w = c().work;
  const [look, setLook] = useState<WorkListView>(DEFAULT_VIEW);
  const [query, setQuery] = useState("");
  const rows = claims.workRows.value;
  // Due dates change with the day, so an update per minute is enough.
  const now = useComputed(() => Math.floor((page.now.value + claims.skew) / 60_000) * 60_000).value;
  const shown = visibleWork(rows, look, claims.me, now).filter(
    (row) => query.trim() === "" || matchesText(`${row.customer.name} ${row.claim}`, query),
  );

  useEffect(() => {
    document.getElementById("work-title")?.focus();
  }, []);

  return (
    <section class="k-work" id="thread" tabIndex={-1} aria-labelledby="work-title">
      <header class="k-work-head">
        <h2 id="work-title" tabIndex={-1}>
          {w.title}
        </h2>
        <Departments look={look} rows={rows} choose={(department) => setLook({ ...look, department })} />
        <span class="k-grow" />
        <IconButton label={w.refresh} disabled={!claims.online} onClick={() => void claims.loadWork()}>
          <Icon of={RotateCw} size={17} />
        </IconButton>
      </header>
      <OfflineNote />
      <div class="k-work-tools">
        <Filters look={look} rows={rows} now={now} choose={(filter) => setLook({ ...look, filter })} />
        <span class="k-grow" />
        <div class="p-search k-search">
          <Icon of={Search} size={16} />
          <input
            id="work-search"
            type="search"
            class="b-input"
            placeholder={w.search}
            aria-label={w.search}
            value={query}
            onInput={(event) => setQuery(event.currentTarget.value)}
          />
        </div>
      </div>
      <p class="sr-only" role="status">
        {claims.loadState("work")?.state === "here" ? w.count(shown.length) : ""}
      </p>
      <WorkRows
        rows={shown}
        all={rows}
        now={now}
        reset={() => {
          setLook(DEFAULT_VIEW);
          setQuery("");
        }}
      />
    </section>
  );
};

const WorkRows = (props: {
  rows: readonly WorkItemView[];
  all: readonly WorkItemView[];
  now: number;
  reset: () => void;
}) => {
  const claims = useClaims();
  const w = c().work;
  const asked = claims.loadState("work");
  if (asked?.state === "failed")
    return (
      <Empty title={w.failed} icon={<Icon of={CloudOff} size={32} />}>
        <p role="alert">{asked.text}</p>
        {asked.retryable ? (
          <Button size="small" onClick={() => void claims.loadWork()}>
            {t().retry}
          </Button>
        ) : null}
      </Empty>
    );
  if (asked?.state !== "here") return <Loading label={w.loading} />;
  if (props.all.length === 0)
    return (
      <Empty title={w.none} icon={<Icon of={ClipboardCheck} size={32} />}>
        <p>{w.noneLead}</p>
      </Empty>
    );
  if (props.rows.length === 0)
    return (
      <Empty title={w.nothing} icon={<Icon of={SearchX} size={32} />}>
        <Button size="small" onClick={props.reset}>
          {w.showAll}
        </Button>
      </Empty>
    );
  return <WorkTable rows={props.rows} now={props.now} />;
};

const Departments = (props: {
  look: WorkListView;
  rows: readonly WorkItemView[];
  choose: (department: string) => void;
}) => {
  const claims = useClaims();
  const w = c().work;
  const { labels } = claims;
  const names = ["", ...(labels ? claims.departments : [])]; // without labels only codes are known
  const labelOf = (name: string) => labels?.departments.find((one) => one.value === name)?.label ?? name;
  const { department } = props.look;
  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    const next = names[(names.indexOf(department) + by + names.length) % names.length];
    if (by === 0 || event.altKey || next === undefined) return;
    event.preventDefault();
    props.choose(next);
    document.getElementById(`department-${next || "all"}`)?.focus();
  };
  return (
    <div class="k-departments" role="tablist" aria-label={w.departments} onKeyDown={onKeyDown}>
      {names.map((name) => (
        <button
          key={name}
          id={`department-${name || "all"}`}
          type="button"
          role="tab"
          aria-selected={name === department}
          aria-controls="work-rows"
          tabIndex={name === department ? 0 : -1}
          onClick={() => props.choose(name)}
        >
          {name === "" ? w.all : labelOf(name)}
          <Badge>
            {props.rows.filter((row) => name === "" || row.department === name || isQueueEntry(row)).length}
          </Badge>
        </button>
      ))}
    </div>
  );
};

const Filters = (props: {
  look: WorkListView;
  rows: readonly WorkItemView[];
  now: number;
  choose: (filter: WorkFilter) => void;
}) => {
  const claims = useClaims();
  const w = c().work;
  const found = filterCounts(props.rows, props.look.department, claims.me, props.now);
  return (
    <fieldset class="k-chips">
      <legend class="sr-only">{w.filterLabel}</legend>
      {WORK_FILTERS.map((name) => (
        <button
          key={name}
          type="button"
          class="p-chip"
          data-alarm={(name === "late" && found.late > 0) || undefined}
          aria-pressed={name === props.look.filter}
          onClick={() => props.choose(name)}
        >
          {w.filters[name]} {found[name]}
        </button>
      ))}
    </fieldset>
  );
};
