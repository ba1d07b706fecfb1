// The newest card of a roadside job that the server has sent without a request.
import type { JobCardView, Push } from "@baro/wire";
import { signal } from "@preact/signals";

export const pushedJob = signal<JobCardView | null>(null);

export const applyJobPush = (frame: Push): void => {
  if (frame.event === "job_card") pushedJob.value = frame.card;
};
