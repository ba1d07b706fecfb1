// Reminds an agent who has a free place that customers of their queues wait, until nobody does.
import type { AgentStateView } from "@baro/wire";
import type { Status } from "./desk_context";

/** Time between two reminders, ms. */
export const REMIND_MS = 10_000;

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
  private readonly remind: () => void;
  private readonly after: (ms: number, then: () => void) => void;
  private turn = 0;
  private on = false;

  constructor(remind: () => void, after: (ms: number, then: () => void) => void) {
    this.remind = remind;
    this.after = after;
  }

  /** Starts with the first customer whom the agent could take, and ends when there is none. */
  update(waiting: number): void {
    if (waiting > 0 === this.on) return;
    this.on = waiting > 0;
    this.turn += 1;
    if (this.on) this.repeat(this.turn);
  }

  private repeat(turn: number): void {
    if (turn !== this.turn) return;
    this.remind();
    this.after(REMIND_MS, () => this.repeat(turn));
  }
}
