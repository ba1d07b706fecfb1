// Reminds an agent who has a free place that customers of their queues wait, until nobody does.
import type { AgentStateView } from "@baro/wire";
import { signal } from "@preact/signals";
import type { Status } from "./desk_context";

/** Time between two reminders, ms. */
export const REMIND_MS = 10_000;
/** Time before the first one, ms: a customer who is assigned at once may be listed as waiting for a moment. */
export const GRACE_MS = 3_000;

/** How many wait in the agent's queues, if the agent could take one of them; else 0. */
export const waitingForMe = (
  desk: AgentStateView | null,
  status: Status,
  queues: readonly string[],
): number => {
  if (desk === null || status !== "available" || desk.load >= desk.capacity) return 0;
  return desk.queues.reduce((sum, { name, waiting }) => sum + (queues.includes(name) ? waiting : 0), 0);
};

export class WaitingAlert {
  /** How many wait, once they have waited GRACE_MS; else 0. */
  readonly shown = signal(0);
  private readonly remind: () => void;
  private readonly after: (ms: number, then: () => void) => void;
  private turn = 0;
  private waiting = 0;

  constructor(remind: () => void, after: (ms: number, then: () => void) => void) {
    this.remind = remind;
    this.after = after;
  }

  /** Starts with the first customer whom the agent could take, and ends when there is none. */
  update(waiting: number): void {
    const before = this.waiting;
    this.waiting = waiting;
    if (this.shown.peek() > 0 || waiting === 0) this.shown.value = waiting;
    if (waiting > 0 === before > 0) return;
    this.turn += 1;
    const { turn } = this;
    if (waiting > 0) this.after(GRACE_MS, () => this.repeat(turn));
  }

  private repeat(turn: number): void {
    if (turn !== this.turn) return;
    this.shown.value = this.waiting;
    this.remind();
    this.after(REMIND_MS, () => this.repeat(turn));
  }
}
