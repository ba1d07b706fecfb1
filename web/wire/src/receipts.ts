// Receipts are watermarks: only the highest is worth a frame, and a moment's worth of them goes in one.
import { LineLost, Unanswered } from "./link";
import type { Cancel, Clock } from "./ports";

export type Mark = "delivered" | "read";

/** How long a watermark may still rise before it is told, ms. */
export const SETTLE: Readonly<Record<Mark, number>> = { delivered: 400, read: 300 };

export class Watermarks {
  private readonly clock: Clock;
  private readonly tell: (mark: Mark, conversation: string, seq: number) => Promise<unknown>;
  private readonly online: () => boolean;
  private readonly reached = new Map<string, number>();
  private readonly told = new Map<string, number>();
  private readonly timers = new Map<string, Cancel>();

  constructor(
    clock: Clock,
    online: () => boolean,
    tell: (mark: Mark, conversation: string, seq: number) => Promise<unknown>,
  ) {
    this.clock = clock;
    this.online = online;
    this.tell = tell;
  }

  /** `seq` and everything before it has been delivered or read here. */
  reach(mark: Mark, conversation: string, seq: number): void {
    const key = `${mark} ${conversation}`;
    if (seq <= (this.reached.get(key) ?? 0)) return;
    this.reached.set(key, seq);
    this.plan(mark, conversation);
  }

  /** The centre knows this much already. */
  known(mark: Mark, conversation: string, seq: number): void {
    const key = `${mark} ${conversation}`;
    this.told.set(key, Math.max(seq, this.told.get(key) ?? 0));
  }

  /** The line is up again: what couldn't be told is told now. */
  resume(): void {
    for (const key of this.reached.keys()) {
      const [mark, conversation] = key.split(" ") as [Mark, string];
      this.plan(mark, conversation);
    }
  }

  stop(): void {
    for (const cancel of this.timers.values()) cancel();
    this.timers.clear();
  }

  private plan(mark: Mark, conversation: string): void {
    const key = `${mark} ${conversation}`;
    if (this.timers.has(key) || (this.reached.get(key) ?? 0) <= (this.told.get(key) ?? 0)) return;
    this.timers.set(
      key,
      this.clock.after(SETTLE[mark], () => {
        this.timers.delete(key);
        this.flush(mark, conversation);
      }),
    );
  }

  private flush(mark: Mark, conversation: string): void {
    const key = `${mark} ${conversation}`;
    const seq = this.reached.get(key) ?? 0;
    const before = this.told.get(key) ?? 0;
    // What is read is delivered: one frame less.
    const covered = mark === "delivered" && (this.reached.get(`read ${conversation}`) ?? 0) >= seq;
    if (!this.online() || seq <= before || covered) return;
    this.told.set(key, seq);
    this.tell(mark, conversation, seq).catch((error: unknown) => {
      // It may not have arrived: told again with the next line. A refusal is an answer and stands.
      if (error instanceof LineLost || error instanceof Unanswered) this.told.set(key, before);
    });
  }
}
