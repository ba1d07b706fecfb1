// Totals over the queues as last received.
import type { QueueView } from "@baro/wire";

/** Number of waiting customers in one queue; "" for all. */
export const waitingCount = (queues: readonly QueueView[], name = ""): number =>
  queues.reduce((sum, queue) => sum + (name === "" || queue.name === name ? queue.waiting : 0), 0);

/** Number of waiting emergencies. */
export const emergencyCount = (queues: readonly QueueView[]): number =>
  queues.reduce((sum, queue) => sum + (queue.emergencies ?? 0), 0);
