// Receipts are watermarks: only the highest one is sent, after a short delay that merges several.
import { AnswerTimeout, ConnectionLost } from "./connection";
import type { Cancel, Clock } from "./ports";

export type ReceiptKind = "delivered" | "read";

/** Delay before a watermark is sent, ms. */
export const RECEIPT_DELAY: Readonly<Record<ReceiptKind, number>> = { delivered: 400, read: 300 };

export class ReceiptSender {
  private readonly clock: Clock;
  private readonly send: (kind: ReceiptKind, conversation: string, seq: number) => Promise<unknown>;
  private readonly online: () => boolean;
  private readonly reached = new Map<string, number>();
  private readonly sent = new Map<string, number>();
  private readonly timers = new Map<string, Cancel>();

  constructor(
    clock: Clock,
    online: () => boolean,
    send: (kind: ReceiptKind, conversation: string, seq: number) => Promise<unknown>,
  ) {
    this.clock = clock;
    this.online = online;
    this.send = send;
  }

  /** `seq` and everything before it has been delivered or read here. */
  advance(kind: ReceiptKind, conversation: string, seq: number): void {
    const key = `${kind} ${conversation}`;
    if (seq <= (this.reached.get(key) ?? 0)) return;
    this.reached.set(key, seq);
    this.schedule(kind, conversation);
  }

  /** The server has this watermark already. */
  setKnown(kind: ReceiptKind, conversation: string, seq: number): void {
    const key = `${kind} ${conversation}`;
    this.sent.set(key, Math.max(seq, this.sent.get(key) ?? 0));
  }

  /** The connection is up again: sends what couldn't be sent. */
  resume(): void {
    for (const key of this.reached.keys()) {
      const [kind, conversation] = key.split(" ") as [ReceiptKind, string];
      this.schedule(kind, conversation);
    }
  }

  stop(): void {
    for (const cancel of this.timers.values()) cancel();
    this.timers.clear();
  }

  private schedule(kind: ReceiptKind, conversation: string): void {
    const key = `${kind} ${conversation}`;
    if (this.timers.has(key) || (this.reached.get(key) ?? 0) <= (this.sent.get(key) ?? 0)) return;
    this.timers.set(
      key,
      this.clock.after(RECEIPT_DELAY[kind], () => {
        this.timers.delete(key);
        this.flush(kind, conversation);
      }),
    );
  }

  private flush(kind: ReceiptKind, conversation: string): void {
    const key = `${kind} ${conversation}`;
    const seq = this.reached.get(key) ?? 0;
    const before = this.sent.get(key) ?? 0;
    // `read` implies `delivered`: one frame less.
    const covered = kind === "delivered" && (this.reached.get(`read ${conversation}`) ?? 0) >= seq;
    if (!this.online() || seq <= before || covered) return;
    this.sent.set(key, seq);
    this.send(kind, conversation, seq).catch((error: unknown) => {
      // It may not have arrived: send it again on the next connection. A refusal is final.
      if (error instanceof ConnectionLost || error instanceof AnswerTimeout) this.sent.set(key, before);
    });
  }
}
