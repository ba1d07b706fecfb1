// Calls due at the agent's desks: loaded again while the page is seen, taken, and finished with an outcome.
import type { CallView, Option } from "@baro/wire";
import { computed, signal } from "@preact/signals";
import type { Desk } from "../desk/desk";

export class CallsDue {
  readonly rows = signal<readonly CallView[]>([]);
  readonly outcomes = signal<readonly Option[]>([]);
  readonly loaded = signal(false);
  readonly lateCount = computed(() => this.rows.value.filter(({ late }) => late).length);

  private readonly desk: Desk;

  constructor(desk: Desk) {
    this.desk = desk;
  }

  async load(): Promise<void> {
    try {
      const { calls = [], outcomes = [] } = await this.desk.wire.request("calls", {});
      this.rows.value = calls;
      this.outcomes.value = outcomes;
      this.loaded.value = true;
    } catch {
      // The next refresh tries again; the connection's banner says why.
    }
  }

  take(call: CallView): Promise<boolean> {
    return this.change(() => this.desk.wire.request("take_call", { call: call.id }));
  }

  finish(call: CallView, outcome: string, note: string): Promise<boolean> {
    return this.change(() => this.desk.wire.request("finish_call", { call: call.id, outcome, note }));
  }

  private async change(act: () => Promise<unknown>): Promise<boolean> {
    const done = await this.desk.attempt(null, act);
    await this.load();
    return done;
  }
}

/** Minutes until a call is due; below zero it is past. */
export const minutesUntil = ({ starts_at: startsAt }: CallView, now: number): number =>
  Math.ceil((startsAt - now) / 60_000);
