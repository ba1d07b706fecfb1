// The queues as last told.
import type { QueueView } from "@baro/wire";

/** How many wait, in one queue or with "" in all. */
export const waitingCount = (queues: readonly QueueView[], name = ""): number =>
  queues.reduce((sum, queue) => sum + (name === "" || queue.name === name ? queue.waiting : 0), 0);

/** How many of them are in danger. */
export const emergencyCount = (queues: readonly QueueView[]): number =>
  queues.reduce((sum, queue) => sum + (queue.danger ?? 0), 0);
