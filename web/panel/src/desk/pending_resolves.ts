// Conversations about to be resolved: the request is sent after UNDO_MS and can be undone before.
import { signal } from "@preact/signals";

/** Time in which resolving can be undone, ms. */
export const UNDO_MS = 5_000;

export interface PendingResolve {
  readonly outcome: string;
  readonly note: string;
  /** What happens to an unregistered accident form. */
  readonly draft?: "" | "keep" | "discard";
  /** Called when it is sent or undone. */
  readonly onSettled?: () => void;
}

export class PendingResolves {
  /** By conversation. */
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
      // Undone and scheduled again meanwhile: the later timer applies.
      if (this.pending.peek().get(conversation) === plan) void this.sendNow(conversation);
    });
  }

  /** Keeps the conversation open; false if nothing was pending. */
  undo(conversation: string): boolean {
    if (!this.pending.peek().has(conversation)) return false;
    this.remove(conversation);
    return true;
  }

  /** Sends the pending request at once. */
  async sendNow(conversation: string): Promise<void> {
    const plan = this.pending.peek().get(conversation);
    if (!plan) return;
    this.remove(conversation);
    await this.resolve(conversation, plan);
  }

  /** Sends all pending requests, before the page is left. */
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
