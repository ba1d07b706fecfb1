// The waiting customers as last received, and picking one up.
import { AnswerTimeout, type Client, ConnectionLost, type QueueEntryView, Refused } from "@baro/wire";
import { signal } from "@preact/signals";

/** Delay between a queue frame and the request it causes, ms: several frames cause one request. */
export const REFRESH_DELAY_MS = 1_000;
/** Polling interval while the queue is shown, ms: other departments' queues send no frames. */
export const POLL_INTERVAL_MS = 15_000;

/** `gone`: assigned to somebody else, or closed. `full`: off duty, or at capacity. */
export type PickupResult = "taken" | "gone" | "full" | "away";

/** Order of service: emergencies first, then the longest wait. */
export const compareEntries = (a: QueueEntryView, b: QueueEntryView): number =>
  Number(b.emergency ?? false) - Number(a.emergency ?? false) ||
  a.since - b.since ||
  (a.conversation < b.conversation ? -1 : 1);

const isSameEntry = (a: QueueEntryView | undefined, b: QueueEntryView): boolean =>
  a !== undefined &&
  a.queue === b.queue &&
  a.since === b.since &&
  Boolean(a.emergency) === Boolean(b.emergency) &&
  a.customer.name === b.customer.name;

/** Replaces the entries of `queue` (null: of all queues); unchanged entries keep their identity. */
export const mergeEntries = (
  held: readonly QueueEntryView[],
  received: readonly QueueEntryView[],
  queue: string | null,
): readonly QueueEntryView[] => {
  const before = new Map(held.map((entry) => [entry.conversation, entry]));
  const fresh = new Set(received.map((entry) => entry.conversation));
  const others = held.filter(
    (entry) => queue !== null && entry.queue !== queue && !fresh.has(entry.conversation),
  );
  const next = [...others, ...received]
    .map((entry) => {
      const known = before.get(entry.conversation);
      return known && isSameEntry(known, entry) ? known : entry;
    })
    .sort(compareEntries);
  const unchanged = next.length === held.length && next.every((entry, at) => entry === held[at]);
  return unchanged ? held : next;
};

export class WaitingQueue {
  /** In the order of service. */
  readonly entries = signal<readonly QueueEntryView[]>([]);
  readonly state = signal<"unknown" | "known" | "failed">("unknown");
  /** The conversation whose pickup is in progress. */
  readonly pickingUp = signal<string | null>(null);

  private readonly request: Pick<Client, "request">["request"];
  private readonly after: (ms: number, then: () => void) => void;
  /** Queues changed since the last request; null stands for all queues. */
  private readonly stale = new Set<string | null>([null]);
  private visible = false;
  private refreshPlanned = false;
  private polling = false;

  constructor(wire: Pick<Client, "request">, after: (ms: number, then: () => void) => void) {
    this.request = wire.request.bind(wire);
    this.after = after;
  }

  find(conversation: string | null): QueueEntryView | undefined {
    return this.entries.peek().find((entry) => entry.conversation === conversation);
  }

  /** Sets whether the queue is shown; it is requested only while it is. */
  setVisible(on: boolean): void {
    const opened = on && !this.visible;
    this.visible = on;
    if (opened && this.stale.size > 0) void this.refresh();
    if (on) this.poll();
  }

  /** Marks queues as changed; null marks all. */
  markChanged(queues: readonly string[] | null = null): void {
    for (const queue of queues ?? [null]) this.stale.add(queue);
    if (!this.visible || this.refreshPlanned) return;
    this.refreshPlanned = true;
    this.after(REFRESH_DELAY_MS, () => {
      this.refreshPlanned = false;
      if (this.visible) void this.refresh();
    });
  }

  /** Requests what has changed: a single queue by name, several as one request for all. */
  async refresh(): Promise<void> {
    const [first = null] = this.stale;
    const queue = this.stale.size === 1 ? first : null;
    this.stale.clear();
    if (this.state.peek() === "failed") this.state.value = "unknown";
    try {
      const asked = this.request("waiting", queue === null ? {} : { queue });
      // Queue lengths too are pushed for the agent's own queues only.
      const [{ entries }] = await Promise.all([asked, queue === null ? this.request("desk", {}) : null]);
      this.entries.value = mergeEntries(this.entries.peek(), entries, queue);
      this.state.value = "known";
    } catch (error) {
      this.stale.add(queue);
      if (this.state.peek() === "unknown") this.state.value = "failed";
      if (!(error instanceof Refused || error instanceof ConnectionLost || error instanceof AnswerTimeout))
        throw error;
    }
  }

  /** Assigns a waiting customer to this agent. Throws errors of the wire other than `already_taken`, `desk_full` and
   *  `not_on_duty`. */
  async pickUp(conversation: string): Promise<PickupResult> {
    this.pickingUp.value = conversation;
    try {
      await this.request("take", { conversation });
      this.remove(conversation);
      return "taken";
    } catch (error) {
      if (error instanceof Refused && error.code === "already_taken") {
        this.remove(conversation);
        this.markChanged();
        return "gone";
      }
      if (error instanceof Refused && error.code === "desk_full") return "full";
      if (error instanceof Refused && error.code === "not_on_duty") return "away";
      throw error;
    } finally {
      this.pickingUp.value = null;
    }
  }

  /** Removes an entry. */
  remove(conversation: string): void {
    const rest = this.entries.peek().filter((entry) => entry.conversation !== conversation);
    if (rest.length < this.entries.peek().length) this.entries.value = rest;
  }

  private poll(): void {
    if (this.polling) return;
    this.polling = true;
    this.after(POLL_INTERVAL_MS, () => {
      this.polling = false;
      if (!this.visible) return;
      this.markChanged();
      this.poll();
    });
  }
}
