// The responder's job: where, whom, what; the next step at the thumb.

import { Badge, Icon, Rows } from "@baro/design";
import { phoneLink } from "@baro/design/format";
import type { MapPoint, ResponderJobView } from "@baro/wire";
import { Navigation, Phone } from "lucide";
import { useEffect } from "preact/hooks";
import { navigationLinks } from "../jobs/navigation_links";
import { photoPhase, progressOf, STAGES, stageOf } from "../jobs/progress";
import type { Session } from "../session";
import { t } from "../texts";
import { JobSteps } from "./job_steps";
import { Planned } from "./on_duty";
import { Photos } from "./photos";

/** States in which the responder is on the way to a place. */
const DRIVING: readonly string[] = ["accepted", "en_route", "towing"];

export const JobScreen = ({ session, job }: { session: Session; job: ResponderJobView }) => {
  const w = t().job;
  const progress = progressOf(job, session.steps.pending.value);
  const phase = photoPhase(progress.state);
  const towing = progress.state === "towing";
  const goal = towing ? job.destination : job.place;
  useEffect(() => session.photos.restore(job.job, job.conversation), [job.job]);
  return (
    <>
      <main class="r-main">
        <Stages state={progress.state} />
        <section aria-labelledby="job-title">
          <h2 id="job-title" class="r-job-title">
            {job.label} {job.emergency ? <Badge tone="bad">{t().offer.danger}</Badge> : null}
          </h2>
          <p class="r-state" role="status">
            {w.states[progress.state] ?? ""}
            {progress.waits ? <Badge tone="warn">{w.sending}</Badge> : null}
          </p>
          <p class="r-place">{towing && job.destination_text ? job.destination_text : job.place_text}</p>
          {job.arrival && (progress.state === "accepted" || progress.state === "en_route") ? (
            <p class="r-muted">{w.arrival(job.arrival.text)}</p>
          ) : null}
        </section>
        {goal && DRIVING.includes(progress.state) ? (
          <Navigate goal={goal} name={towing ? (job.destination_text ?? "") : job.place_text} />
        ) : null}
        {job.call ? (
          <a class="b-button r-big" href={phoneLink(job.call)}>
            <Icon of={Phone} /> {w.call}
          </a>
        ) : null}
        {phase ? <Photos session={session} job={job} phase={phase} /> : null}
        <Terms job={job} />
        <section class="b-card">
          <div class="b-card-body">
            <Rows
              rows={[
                { label: w.customer, value: job.customer },
                { label: w.plate, value: job.plate },
                ...(job.rows ?? []),
                ...(job.destination_text && !towing
                  ? [{ label: w.destination, value: job.destination_text }]
                  : []),
              ]}
            />
          </div>
        </section>
        <Planned session={session} />
      </main>
      <JobSteps session={session} job={job} progress={progress} />
    </>
  );
};

const Stages = ({ state }: { state: string }) => {
  const w = t().job;
  const now = STAGES.indexOf(stageOf(state));
  return (
    <ol class="r-stages" aria-label={w.stepsLabel}>
      {STAGES.map((stage, at) => (
        <li key={stage} data-done={at < now || undefined} aria-current={at === now ? "step" : undefined}>
          {w.stages[stage]}
        </li>
      ))}
    </ol>
  );
};

/** Hands the destination over to a navigation app. */
const Navigate = ({ goal, name }: { goal: MapPoint; name: string }) => {
  const w = t().job;
  return (
    <nav class="r-navigate" aria-label={w.navigate}>
      <Icon of={Navigation} />
      {navigationLinks(goal, name, location.origin).map(({ app, href }) => (
        <a key={app} class="b-button" href={href} aria-label={w.navigateBy(w.apps[app])}>
          {w.apps[app]}
        </a>
      ))}
    </nav>
  );
};

/** What the customer is being asked to agree to. */
const Terms = ({ job }: { job: ResponderJobView }) => {
  const w = t().job;
  const { terms } = job;
  // What is agreed stands among the job's rows.
  if (!terms?.number) return null;
  return (
    <section class="b-card">
      <header>{w.terms}</header>
      <div class="b-card-body">
        <p class="r-warn" role="status">
          {w.termsWaiting}
        </p>
        {terms.rows?.length ? <Rows rows={terms.rows} /> : null}
      </div>
    </section>
  );
};
