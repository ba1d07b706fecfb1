// Photos before or after the work: taken by the camera, uploaded at once.

import { Icon, IconButton, Progress } from "@baro/design";
import type { ResponderJobView } from "@baro/wire";
import { Camera, RotateCw, X } from "lucide";
import type { JobPhoto, PhotoPhase } from "../photos/job_photos";
import type { Session } from "../session";
import { t } from "../texts";

interface Props {
  readonly session: Session;
  readonly job: ResponderJobView;
  readonly phase: PhotoPhase;
}

export const Photos = ({ session, job, phase }: Props) => {
  const w = t().photos;
  const { photos } = session;
  const taken = photos.of(job.job, phase);
  return (
    <section class="b-card r-photos" aria-label={w[phase]}>
      <header>
        {w[phase]} {taken.length > 0 ? <span class="r-muted">{w.count(taken.length)}</span> : null}
      </header>
      <div class="b-card-body">
        {taken.length > 0 ? (
          <ul>
            {taken.map((photo, at) => (
              <Photo key={photo.key} session={session} photo={photo} number={at + 1} />
            ))}
          </ul>
        ) : null}
        <label class="b-button r-big r-camera">
          <Icon of={Camera} /> {taken.length > 0 ? w.more : w.take}
          <input
            type="file"
            class="sr-only"
            accept="image/*"
            capture="environment"
            multiple
            onChange={({ currentTarget }) => {
              photos.add(job.job, job.conversation, phase, [...(currentTarget.files ?? [])]);
              currentTarget.value = "";
            }}
          />
        </label>
      </div>
    </section>
  );
};

const Photo = ({ session, photo, number }: { session: Session; photo: JobPhoto; number: number }) => {
  const w = t().photos;
  const { photos } = session;
  return (
    <li data-status={photo.status}>
      {photo.url ? (
        <img src={photo.url} alt={w.one(number)} />
      ) : (
        <span class="r-photo-known">{w.one(number)}</span>
      )}
      {photo.status === "sending" ? (
        <Progress share={photo.share} label={w.sending(Math.round(photo.share * 100))} />
      ) : null}
      {photo.status === "waiting" ? <p role="status">{w.waiting}</p> : null}
      {photo.status === "failed" ? <p role="alert">{photo.refusal || w.failed}</p> : null}
      <span class="r-photo-tools">
        {photo.status === "failed" ? (
          <IconButton label={w.retry(number)} onClick={() => photos.retry(photo)}>
            <Icon of={RotateCw} />
          </IconButton>
        ) : null}
        <IconButton label={w.remove(number)} onClick={() => photos.remove(photo)}>
          <Icon of={X} />
        </IconButton>
      </span>
    </li>
  );
};
