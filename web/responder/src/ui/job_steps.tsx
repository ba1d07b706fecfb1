// The steps of a job at the thumb: the usual one large, those that end it badly behind a question.

import { Button, Field } from "@baro/design";
import type { ResponderJobView, SentPhoto } from "@baro/wire";
import { useState } from "preact/hooks";
import { ENDING, type Progress } from "../jobs/progress";
import type { StepName } from "../jobs/step_queue";
import type { JobPhotos, PhotoPhase } from "../photos/job_photos";
import type { Session } from "../session";
import { t } from "../texts";
import { ProposalDialog } from "./proposal";

interface Props {
  readonly session: Session;
  readonly job: ResponderJobView;
  readonly progress: Progress;
}

/** Steps before which the car is photographed, and the one before which the work is. */
const PHASES: Readonly<Partial<Record<StepName, PhotoPhase>>> = {
  begin: "before",
  hook_up: "before",
  complete: "after",
};
const REASON_LENGTH = 200;

export const JobSteps = ({ session, job, progress }: Props) => {
  const [asking, ask] = useState<StepName | null>(null);
  const [proposing, propose] = useState(false);
  // The step that was pressed too early: what it lacks is shown until it is there.
  const [tried, setTried] = useState<StepName | null>(null);
  const w = t();
  const { desk, photos } = session;
  const [main, ...rest] = progress.steps.filter((step) => !ENDING.includes(step));
  const ending = progress.steps.filter((step) => ENDING.includes(step));
  const atCar = progress.state === "on_site" || progress.state === "in_service";

  const take = (step: StepName, reason?: string) => {
    const lacks = lack(step, job, photos) !== "";
    setTried(lacks ? step : null);
    if (lacks) return;
    const phase = PHASES[step];
    ask(null);
    void desk.step({
      job: job.job,
      step,
      photos: phase ? taken(job, photos, phase) : [],
      ...(reason === undefined ? {} : { reason }),
    });
  };

  const problem = tried !== null && progress.steps.includes(tried) ? lack(tried, job, photos) : "";
  if (asking !== null)
    return <Sure step={asking} onNo={() => ask(null)} onYes={(why) => take(asking, why)} />;
  return (
    <footer class="r-thumb">
      {problem !== "" ? (
        <p class="r-bad" role="alert">
          {problem}
        </p>
      ) : null}
      {main ? (
        <Button kind="primary" class="r-big" wide disabled={desk.busy.value} onClick={() => take(main)}>
          {w.job.steps[main]}
        </Button>
      ) : null}
      <div class="r-rest">
        {rest.map((step) => (
          <Button key={step} disabled={desk.busy.value} onClick={() => take(step)}>
            {w.job.steps[step]}
          </Button>
        ))}
        {atCar ? (
          <Button disabled={desk.busy.value || progress.waits} onClick={() => propose(true)}>
            {job.service === "tow" ? w.job.proposal.openTow : w.job.proposal.open}
          </Button>
        ) : null}
        {ending.map((step) => (
          <Button key={step} kind="quiet" disabled={desk.busy.value} onClick={() => ask(step)}>
            {w.job.steps[step]}
          </Button>
        ))}
      </div>
      {proposing ? <ProposalDialog session={session} job={job} onClose={() => propose(false)} /> : null}
    </footer>
  );
};

/** Photos of this phase that the server doesn't have at the job yet. */
const taken = (job: ResponderJobView, photos: JobPhotos, phase: PhotoPhase): SentPhoto[] =>
  photos
    .uploads(job.job, phase)
    .filter((upload) => !job.photos?.some((known) => known.upload === upload))
    .map((upload) => ({ upload, phase }));

/** What a step still lacks, in words; "" when it may be taken. */
const lack = (step: StepName, job: ResponderJobView, photos: JobPhotos): string => {
  const w = t();
  const phase = PHASES[step];
  if (!phase) return "";
  if (step === "hook_up" && job.missing?.includes("terms"))
    return job.terms?.number ? w.job.termsWaiting : w.job.termsFirst;
  const shown = photos.of(job.job, phase);
  if (shown.some(({ status }) => status === "sending" || status === "waiting")) return w.photos.stillSending;
  const known = job.photos?.some((photo) => photo.phase === phase) || shown.some(({ upload }) => upload);
  if (known) return "";
  return phase === "before" ? w.photos.needBefore : w.photos.needAfter;
};

/** Whether the job really ends this way; for what can't be done, why. */
const Sure = (props: { step: StepName; onNo: () => void; onYes: (reason: string | undefined) => void }) => {
  const [reason, setReason] = useState("");
  const [missing, setMissing] = useState(false);
  const w = t().job;
  const asksWhy = props.step === "fail";
  const yes = () => {
    setMissing(asksWhy && reason.trim() === "");
    if (asksWhy && reason.trim() === "") return;
    props.onYes(asksWhy ? reason.trim() : undefined);
  };
  return (
    <footer class="r-thumb">
      <div class="r-sure">
        <p>{w.sure[props.step]}</p>
        {asksWhy ? (
          <Field label={w.reason} error={missing ? w.reasonMissing : undefined}>
            {(ids) => (
              <input
                {...ids}
                class="r-input"
                maxLength={REASON_LENGTH}
                value={reason}
                onInput={({ currentTarget }) => setReason(currentTarget.value)}
              />
            )}
          </Field>
        ) : null}
        <Button class="r-big" autofocus={!asksWhy} onClick={props.onNo}>
          {w.no}
        </Button>
        <Button kind="danger" class="r-big" onClick={yes}>
          {w.yes}
        </Button>
      </div>
    </footer>
  );
};
