// The lines as last told: a `queues` frame may name only those that changed.
import type { QueueView } from "@baro/wire";

/** `come` over `held`, in the order held. */
export const mergeQueues = (held: readonly QueueView[], come: readonly QueueView[]): readonly QueueView[] => {
  const byName = new Map(held.map((queue) => [queue.name, queue]));
  let changed = false;
  for (const queue of come) {
    const known = byName.get(queue.name);
    changed ||=
      known?.waiting !== queue.waiting || known.oldest !== queue.oldest || known.label !== queue.label;
    byName.set(queue.name, queue);
  }
  return changed ? [...byName.values()] : held;
};

export const waitingIn = (queues: readonly QueueView[]): number =>
  queues.reduce((sum, queue) => sum + queue.waiting, 0);
