// What can still be undone: it is carried out UNDO_MS after the agent asked for it, so that nothing of it leaves before.
import { signal } from "@preact/signals";

/** Time in which it can be undone, ms. */
export const UNDO_MS = 5_000;

export interface Settled {
  /** Called when it is carried out or undone. */
  readonly onSettled?: (() => void) | undefined;
}

export class HeldBack<Plan extends Settled> {
  /** By conversation. */
  readonly pending = signal<ReadonlyMap<string, Plan>>(new Map());
  private readonly after: (ms: number, then: () => void) => void;
  private readonly carryOut: (conversation: string, plan: Plan) => Promise<unknown>;

  constructor(
    after: (ms: number, then: () => void) => void,
    carryOut: (conversation: string, plan: Plan) => Promise<unknown>,
  ) {
    this.after = after;
    this.carryOut = carryOut;
  }

  schedule(conversation: string, plan: Plan): void {
    this.pending.value = new Map(this.pending.peek()).set(conversation, plan);
    this.after(UNDO_MS, () => {
      // Undone and scheduled again meanwhile: the later timer applies.
      if (this.pending.peek().get(conversation) === plan) void this.sendNow(conversation);
    });
  }

  /** Drops the plan; false if nothing was pending. */
  undo(conversation: string): boolean {
    if (!this.pending.peek().has(conversation)) return false;
    this.remove(conversation);
    return true;
  }

  /** Carries it out at once. */
  async sendNow(conversation: string): Promise<void> {
    const plan = this.pending.peek().get(conversation);
    if (!plan) return;
    this.remove(conversation);
    await this.carryOut(conversation, plan);
  }

  /** Carries out everything, before the page is left. */
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
