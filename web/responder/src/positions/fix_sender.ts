// Sends positions in order, one frame at a time; what doesn't arrive stays in the queue.
import { Refused } from "@baro/wire";
import { signal } from "@preact/signals";
import type { FixQueue } from "./fix_queue";
import type { Fix } from "./fixes";

/** The server takes few frames a second, ms. */
const RETRY_MS = 2_000;

export type SendFixes = (fixes: readonly Fix[]) => Promise<unknown>;

export class FixSender {
  /** Number of positions that wait for a connection. */
  readonly waiting = signal(0);
  /** When one last arrived, ms since 1970 UTC; 0 before that. */
  readonly arrivedAt = signal(0);
  /** Why the server doesn't take positions; "" after one arrived. */
  readonly refusal = signal("");
  private readonly queue: FixQueue;
  private readonly send: SendFixes;
  private readonly after: (ms: number, then: () => void) => void;
  private sending = false;

  constructor(
    queue: FixQueue,
    send: SendFixes,
    after: (ms: number, then: () => void) => void = (ms, then) => void setTimeout(then, ms),
  ) {
    this.queue = queue;
    this.send = send;
    this.after = after;
    this.waiting.value = queue.length;
  }

  /** Sends what is there; call it after a new fix, and whenever there is a connection again. */
  async flush(): Promise<void> {
    if (this.sending) return;
    this.sending = true;
    try {
      for (let batch = this.queue.batch(); batch.length > 0; batch = this.queue.batch()) {
        if (!(await this.sendBatch(batch))) break;
      }
    } finally {
      this.sending = false;
      this.waiting.value = this.queue.length;
    }
  }

  /** False where the rest has to wait for a connection. */
  private async sendBatch(batch: readonly Fix[]): Promise<boolean> {
    try {
      await this.send(batch);
    } catch (error) {
      if (!(error instanceof Refused)) return false; // no connection: kept
      if (error.retryable) {
        this.after(RETRY_MS, () => void this.flush());
        return false;
      }
      if (error.code === "position_not_wanted") {
        this.queue.clear(); // off duty since: nobody is to know where they were
        return false;
      }
      this.refusal.value = error.text;
      this.queue.remove(batch); // the same frame would be refused again
      return true;
    }
    this.queue.remove(batch);
    this.refusal.value = "";
    this.arrivedAt.value = batch.at(-1)?.at ?? 0;
    return true;
  }
}
