// Resolving, with a moment to think again: it is sent only when that is over.
import { signal } from "@preact/signals";

/** How long one may think again, ms. */
export const UNDO_MS = 5_000;

export interface PendingResolve {
  readonly outcome: string;
  readonly note: string;
  /** What becomes of an accident form that isn't registered. */
  readonly draft?: "" | "keep" | "discard";
  /** Called when it is sent or taken back. */
  readonly onSettled?: () => void;
}

export class PendingResolves {
  /** What is about to be resolved. */
  readonly pending = signal<ReadonlyMap<string, PendingResolve>>(new Map());
  private readonly after: (ms: number, then: () => void) => void;
  private readonly resolve: (conversation: string, plan: PendingResolve) => Promise<unknown>;

  constructor(
    after: (ms: number, then: () => void) => void,
    resolve: (conversation: string, plan: PendingResolve) => Promise<unknown>,
  ) {
    this.after = after;
    this.resolve = resolve;
  }

  schedule(conversation: string, plan: PendingResolve): void {
    this.pending.value = new Map(this.pending.peek()).set(conversation, plan);
    this.after(UNDO_MS, () => {
      // Taken back and planned anew in the meantime: then that plan's time counts.
      if (this.pending.peek().get(conversation) === plan) void this.sendNow(conversation);
    });
  }

  /** Leaves the conversation open after all; false where nothing was planned. */
  undo(conversation: string): boolean {
    if (!this.pending.peek().has(conversation)) return false;
    this.remove(conversation);
    return true;
  }

  /** Sends it at once. */
  async sendNow(conversation: string): Promise<void> {
    const plan = this.pending.peek().get(conversation);
    if (!plan) return;
    this.remove(conversation);
    await this.resolve(conversation, plan);
  }

  /** Sends all at once: the page is about to go. */
  async sendAll(): Promise<void> {
    await Promise.all([...this.pending.peek().keys()].map((conversation) => this.sendNow(conversation)));
  }

  private remove(conversation: string): void {
    this.pending.peek().get(conversation)?.onSettled?.();
    const rest = new Map(this.pending.peek());
    rest.delete(conversation);
    this.pending.value = rest;
  }
}
