// The dispatcher's page: jobs by danger × minutes, on a map and as a list; one of them with its history and candidates.

import { Badge, Button, Empty, Icon, Spinner } from "@baro/design";
import { clock } from "@baro/design/format";
import { loadStyles } from "@baro/design/load_styles";
import type { JobRowView } from "@baro/wire";
import { TriangleAlert, Truck, WifiOff } from "lucide";
import { useEffect, useState } from "preact/hooks";
import { locale, t } from "../i18n";
import { usePanel } from "../ui/panel_context";
import { refreshWhileVisible } from "../ui/refresh";
import { JobDetail } from "./job_detail";
import type { JobListStore } from "./job_list";
import { MapView } from "./map_view";
import styles from "./roadside.css?url";
import { d } from "./words";

const REFRESH_MS = 15_000;
const FILTERS = ["all", "alarms", "danger"] as const;
type Filter = (typeof FILTERS)[number];

/** Resolves once the part's style sheet applies. */
export const ready = loadStyles(styles);

const passes = (job: JobRowView, filter: Filter): boolean =>
  filter === "all" || (filter === "alarms" ? Boolean(job.late) : job.emergency === true);

export const RoadsidePage = () => {
  const { jobs } = usePanel();
  return jobs && <Jobs store={jobs} />;
};

const Jobs = ({ store }: { store: JobListStore }) => {
  const [filter, setFilter] = useState<Filter>("all");
  const w = d();
  useEffect(() => refreshWhileVisible(() => void store.refresh(), REFRESH_MS), [store]);
  const jobs = store.jobs.value;
  const selected = store.selected.value;
  if (jobs === null)
    return (
      <section class="d-page p-centre" id="thread" tabIndex={-1} aria-label={w.title}>
        {store.failed.value ? (
          <Empty title={w.failed} icon={<Icon of={WifiOff} size={40} />}>
            <p>{w.failedLead}</p>
            <Button kind="primary" onClick={() => void store.refresh()}>
              {t().retry}
            </Button>
          </Empty>
        ) : (
          <Spinner label={w.loading} />
        )}
      </section>
    );
  const shown = jobs.filter((job) => passes(job, filter));
  return (
    <section
      class="d-page"
      id="thread"
      tabIndex={-1}
      aria-label={w.title}
      data-detail={selected !== "" || undefined}
    >
      <header class="d-head">
        <h2>{w.title}</h2>
        <div class="d-filters">
          {FILTERS.map((name) => (
            <button
              key={name}
              type="button"
              class="p-chip"
              aria-pressed={name === filter}
              data-alarm={(name !== "all" && jobs.some((job) => passes(job, name))) || undefined}
              onClick={() => setFilter(name)}
            >
              {w.filters[name]} {jobs.filter((job) => passes(job, name)).length}
            </button>
          ))}
        </div>
        <p class="d-updated" data-stale={store.failed.value || undefined}>
          {store.failed.value ? w.stale : w.updated(clock(store.at.value, locale()))}
        </p>
        <p class="sr-only" role="status">
          {w.count(jobs.length, store.alarms.value)}
        </p>
      </header>
      <div class="d-body">
        <div class="d-list">
          {shown.length === 0 ? (
            <Empty title={w.none} icon={<Icon of={Truck} size={32} />}>
              <p>{w.noneLead}</p>
            </Empty>
          ) : (
            <ol aria-label={w.list}>
              {shown.map((job) => (
                <Row
                  key={job.job}
                  job={job}
                  rank={jobs.indexOf(job) + 1}
                  open={job.job === selected}
                  onOpen={() => void store.select(job.job)}
                />
              ))}
            </ol>
          )}
        </div>
        <div class="d-side">
          <MapView
            jobs={jobs}
            responders={store.responders.value}
            selected={selected}
            onPick={(job) => void store.select(job)}
          />
          {selected === "" ? <p class="p-muted">{w.pick}</p> : <JobDetail key={selected} store={store} />}
        </div>
      </div>
    </section>
  );
};

const Row = (props: { job: JobRowView; rank: number; open: boolean; onOpen: () => void }) => {
  const { job, rank } = props;
  const w = d();
  return (
    <li>
      <button
        type="button"
        class="d-row"
        aria-current={props.open || undefined}
        data-late={job.late || undefined}
        onClick={props.onOpen}
      >
        <span class="d-rank">{rank}</span>
        <span class="d-row-text">
          <span class="d-row-head">
            <strong>{job.label}</strong> <span>{job.customer.name}</span>
            {job.emergency ? <Badge tone="bad">{w.danger}</Badge> : null}
            <span class="d-minutes">{w.minutes(job.minutes)}</span>
          </span>
          <span>{job.place_text}</span>
          <span class="d-row-state">
            {job.title}
            {job.responder
              ? ` · ${job.responder.name}`
              : job.offered_to
                ? ` · ${w.asked(job.offered_to.name)}`
                : ""}
            {job.arrival ? ` · ${job.arrival.text}` : ""}
          </span>
          {job.late ? (
            <span class="d-alarm">
              <Icon of={TriangleAlert} size={16} /> {job.late_text}
              {job.refusals ? ` · ${w.refusals(job.refusals)}` : ""}
            </span>
          ) : job.refusals ? (
            <span class="p-muted">{w.refusals(job.refusals)}</span>
          ) : null}
        </span>
      </button>
    </li>
  );
};
