// Resolving, with a moment to think again: it is sent only when that is over.
import { signal } from "@preact/signals";

/** How long one may think again, ms. */
export const GRACE = 5_000;

export interface Plan {
  readonly outcome: string;
  readonly note: string;
  /** What becomes of an accident form that isn't registered. */
  readonly draft?: "" | "keep" | "discard";
  /** Called when it is sent or taken back. */
  readonly over?: () => void;
}

export class Closings {
  /** What is about to be resolved. */
  readonly planned = signal<ReadonlyMap<string, Plan>>(new Map());
  private readonly after: (ms: number, then: () => void) => void;
  private readonly resolve: (conversation: string, plan: Plan) => Promise<unknown>;

  constructor(
    after: (ms: number, then: () => void) => void,
    resolve: (conversation: string, plan: Plan) => Promise<unknown>,
  ) {
    this.after = after;
    this.resolve = resolve;
  }

  plan(conversation: string, plan: Plan): void {
    this.planned.value = new Map(this.planned.peek()).set(conversation, plan);
    this.after(GRACE, () => {
      // Taken back and planned anew in the meantime: then that plan's time counts.
      if (this.planned.peek().get(conversation) === plan) void this.now(conversation);
    });
  }

  /** Leaves the conversation open after all; false where nothing was planned. */
  undo(conversation: string): boolean {
    if (!this.planned.peek().has(conversation)) return false;
    this.forget(conversation);
    return true;
  }

  /** Sends it at once. */
  async now(conversation: string): Promise<void> {
    const plan = this.planned.peek().get(conversation);
    if (!plan) return;
    this.forget(conversation);
    await this.resolve(conversation, plan);
  }

  /** Sends all at once: the page is about to go. */
  async all(): Promise<void> {
    await Promise.all([...this.planned.peek().keys()].map((conversation) => this.now(conversation)));
  }

  private forget(conversation: string): void {
    this.planned.peek().get(conversation)?.over?.();
    const rest = new Map(this.planned.peek());
    rest.delete(conversation);
    this.planned.value = rest;
  }
}
