// The board as it came last, and who waited since the page was opened.
import type { Board, Client } from "@baro/wire";
import { signal } from "@preact/signals";
import { isWireError } from "../desk/errors";

/** Moments kept for the chart: an hour at 5 s. */
export const MAX_SAMPLES = 720;

interface Sample {
  /** ms since 1970 UTC. */
  readonly at: number;
  readonly waiting: number;
}

type Request = Pick<Client, "request">["request"];

export class BoardStore {
  readonly board = signal<Board | null>(null);
  /** When the board came, ms since 1970 UTC. */
  readonly at = signal(0);
  /** The last request failed. */
  readonly failed = signal(false);
  readonly samples = signal<readonly Sample[]>([]);
  private asking = false;
  private readonly request: Request;
  private readonly now: () => number;

  constructor(request: Request, now: () => number) {
    this.request = request;
    this.now = now;
  }

  /** Renews the board, unless a request is under way. */
  async refresh(): Promise<void> {
    if (this.asking) return;
    this.asking = true;
    try {
      const board = await this.request("board", {});
      const waiting = board.queues.reduce((sum, queue) => sum + queue.waiting, 0);
      const at = this.now();
      this.at.value = at;
      this.samples.value = [...this.samples.peek(), { at, waiting }].slice(-MAX_SAMPLES);
      this.board.value = board;
      this.failed.value = false;
    } catch (error) {
      if (!isWireError(error)) throw error;
      this.failed.value = true;
    } finally {
      this.asking = false;
    }
  }
}
