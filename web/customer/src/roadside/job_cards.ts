// The newest card of each roadside job, whichever way it came.
import type { JobCardView } from "@baro/wire";
import { effect, signal } from "@preact/signals";
import { pushedJob } from "./pushed_job";

export const jobCards = signal<ReadonlyMap<string, JobCardView>>(new Map());

/** Keeps a card unless a newer one is known. */
export const keepCard = (card: JobCardView): void => {
  const known = jobCards.peek().get(card.job);
  if (!known || known.version <= card.version) jobCards.value = new Map(jobCards.peek()).set(card.job, card);
};

effect(() => {
  if (pushedJob.value) keepCard(pushedJob.value);
});
