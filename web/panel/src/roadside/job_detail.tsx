// One job: what it is, who said what, and who can be sent instead.

import { Badge, Button, Icon, IconButton, Rows, Spinner } from "@baro/design";
import { SelectField } from "@baro/design/fields";
import { clock } from "@baro/design/format";
import type { JobCandidateView, JobRowView, JobShown } from "@baro/wire";
import { X } from "lucide";
import { useState } from "preact/hooks";
import { locale } from "../i18n";
import { usePanel } from "../ui/panel_context";
import type { JobListStore } from "./job_list";
import { d } from "./words";

export const JobDetail = ({ store }: { store: JobListStore }) => {
  const [problem, setProblem] = useState("");
  const w = d();
  const shown = store.shown.value;
  if (!shown) return <Spinner label={w.loading} />;
  const { job } = shown;
  return (
    <article class="d-detail" aria-labelledby="job-title">
      <header>
        <h3 id="job-title">
          {job.label} · {job.customer.name} {job.emergency ? <Badge tone="bad">{w.danger}</Badge> : null}
        </h3>
        <IconButton label={w.back} onClick={() => void store.select("")}>
          <Icon of={X} size={20} />
        </IconButton>
      </header>
      <p>
        {job.title} · {w.minutes(job.minutes)}
      </p>
      {job.late ? <p class="d-alarm">{job.late_text}</p> : null}
      {problem !== "" ? (
        <p class="b-field-error" role="alert">
          {problem}
        </p>
      ) : null}
      <Facts job={job} />
      <Candidates store={store} shown={shown} onDone={setProblem} />
      <h4>{w.history}</h4>
      <ol class="d-history">
        {(shown.history ?? []).map((entry, at) => (
          <li key={`${entry.at} ${at}`}>
            <time dateTime={new Date(entry.at).toISOString()}>{clock(entry.at, locale())}</time>{" "}
            <span>
              {entry.text}
              {entry.by ? ` · ${entry.by}` : ""}
              {entry.reason ? ` · ${entry.reason}` : ""}
            </span>
          </li>
        ))}
      </ol>
      <CancelJob store={store} shown={shown} onDone={setProblem} />
    </article>
  );
};

const Facts = ({ job }: { job: JobRowView }) => {
  const { page, desk } = usePanel();
  const w = d();
  const stale = job.stale_since
    ? w.seen(Math.floor((page.now.value + desk.state.value.skew - job.stale_since) / 60_000))
    : "";
  const who = job.responder?.name ?? (job.offered_to ? w.asked(job.offered_to.name) : w.nobody);
  return (
    <Rows
      rows={[
        { label: w.place, value: job.place_text },
        { label: w.plate, value: job.plate },
        { label: w.responder, value: [who, stale].filter(Boolean).join(" · ") },
        ...(job.arrival ? [{ label: w.arrival, value: job.arrival.text }] : []),
      ]}
    />
  );
};

interface PartProps {
  readonly store: JobListStore;
  /** Gets the reason of a refusal; "" on success. */
  readonly onDone: (problem: string) => void;
}

const Candidates = ({ store, shown, onDone }: PartProps & { shown: JobShown }) => {
  const [asked, ask] = useState<JobCandidateView | null>(null);
  const [busy, setBusy] = useState(false);
  const w = d();
  const candidates = shown.candidates ?? [];
  const assign = async ({ responder }: JobCandidateView) => {
    setBusy(true);
    onDone(await store.assign(shown.job.job, responder.id));
    setBusy(false);
    ask(null);
  };
  return (
    <>
      <h4>{w.candidates}</h4>
      {asked ? (
        <div class="d-sure">
          <p>{w.assignSure(asked.responder.name)}</p>
          <Button autofocus onClick={() => ask(null)}>
            {w.no}
          </Button>
          <Button kind="primary" disabled={busy} onClick={() => void assign(asked)}>
            {w.yes}
          </Button>
        </div>
      ) : candidates.length === 0 ? (
        <p class="p-muted">{w.noCandidates}</p>
      ) : (
        <ul class="d-candidates">
          {candidates.map((one) => (
            <li key={one.responder.id}>
              <span>
                <strong>{one.responder.name}</strong> {w.away(one.minutes, one.km.toFixed(1))}
                {one.busy ? <Badge tone="warn">{w.busy}</Badge> : null}
                {one.refused ? <span class="p-muted">{w.refused(one.refused)}</span> : null}
              </span>
              <Button size="small" aria-label={w.assignTo(one.responder.name)} onClick={() => ask(one)}>
                {w.assign}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
};

const CancelJob = ({ store, shown, onDone }: PartProps & { shown: JobShown }) => {
  const [asking, ask] = useState(false);
  const [reason, setReason] = useState("");
  const [missing, setMissing] = useState(false);
  const w = d();
  if (!asking)
    return (
      <p>
        <Button size="small" onClick={() => ask(true)}>
          {w.cancel}
        </Button>
      </p>
    );
  const submit = async () => {
    setMissing(reason === "");
    if (reason !== "") onDone(await store.cancel(shown.job.job, reason));
  };
  return (
    <form
      class="d-sure"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <p>{w.cancelSure}</p>
      <SelectField
        label={w.reason}
        error={missing ? w.reasonMissing : undefined}
        value={reason}
        onValue={setReason}
      >
        <option value="">{w.choose}</option>
        {(shown.cancel_reasons ?? []).map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </SelectField>
      <Button onClick={() => ask(false)}>{w.no}</Button>
      <Button kind="danger" type="submit">
        {w.cancelYes}
      </Button>
    </form>
  );
};
