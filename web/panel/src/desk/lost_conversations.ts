// Conversations that were taken from this agent while the connection was lost.
import type { Thread } from "@baro/wire";

export class LostConversations {
  private readonly counted = new Set<string>();

  /** How many were lost since the last call; each conversation counts once until it is assigned again. */
  countNew(threads: ReadonlyMap<string, Thread>): number {
    let count = 0;
    for (const { view, leftReason } of threads.values()) {
      if (leftReason === null) this.counted.delete(view.id);
      else if (leftReason === "connection_lost" && !this.counted.has(view.id)) {
        this.counted.add(view.id);
        count += 1;
      }
    }
    return count;
  }
}
