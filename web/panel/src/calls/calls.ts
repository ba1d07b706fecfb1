// Calls due at the agent's desks: loaded again while the page is seen, taken, and finished with an outcome.
import type { CallView, Option } from "@baro/wire";
import { computed, signal } from "@preact/signals";
import type { Desk } from "../desk/desk";
import { t } from "../i18n";

export class CallsDue {
  readonly rows = signal<readonly CallView[]>([]);
  readonly outcomes = signal<readonly Option[]>([]);
  readonly loaded = signal(false);
  readonly lateCount = computed(() => this.rows.value.filter(({ late }) => late).length);

  private readonly desk: Desk;
  private readonly open: () => void;
  /** The windows of late calls that the supervisor was told of, by call. */
  private readonly told = new Map<string, number>();

  /** `open` shows the calls. */
  constructor(desk: Desk, open: () => void = () => undefined) {
    this.desk = desk;
    this.open = open;
  }

  async load(): Promise<void> {
    try {
      const { calls = [], outcomes = [] } = await this.desk.wire.request("calls", {});
      this.rows.value = calls;
      this.outcomes.value = outcomes;
      this.loaded.value = true;
      if (this.desk.state.peek().you?.role === "supervisor") this.tellLate();
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

  /** Tells the supervisor of calls that nobody made in time, once for each window that was missed. */
  private tellLate(): void {
    const now = Date.now() + this.desk.state.peek().skew;
    const late = this.rows.peek().filter((call) => call.late);
    const missed = late.filter(({ id, starts_at: startsAt }) => {
      const before = this.told.get(id);
      this.told.set(id, startsAt);
      // Told while its window was running: that it has another one now is no news.
      return before === undefined || (before !== startsAt && before > now);
    });
    for (const id of this.told.keys()) if (!late.some((call) => call.id === id)) this.told.delete(id);
    const [first] = missed;
    if (!first) return;
    const text = t().calls.missed(first.customer.name, missed.length - 1);
    const action = { label: t().open, run: this.open };
    this.desk.toasts.show({ tone: "bad", text, topic: "late calls", action });
  }

  private async change(act: () => Promise<unknown>): Promise<boolean> {
    const done = await this.desk.attempt(null, act);
    await this.load();
    return done;
  }
}
