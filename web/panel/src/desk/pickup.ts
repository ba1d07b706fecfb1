// Picking up a waiting customer, and reporting the result.
import { signal } from "@preact/signals";
import { t } from "../i18n";
import type { DeskContext } from "./desk_context";
import type { PickupResult, WaitingQueue } from "./waiting_queue";

export class Pickup {
  /** Picked up and not assigned yet. */
  readonly pending = signal<ReadonlySet<string>>(new Set());
  private readonly queue: WaitingQueue;
  private readonly desk: DeskContext;

  constructor(queue: WaitingQueue, desk: DeskContext) {
    this.queue = queue;
    this.desk = desk;
  }

  /** True if the customer is assigned to this agent. */
  async pickUp(conversation: string): Promise<boolean> {
    if (this.queue.pickingUp.peek() !== null) return false;
    const name = this.desk.nameOf(conversation);
    this.desk.select(conversation);
    this.setPending(conversation, true);
    let came: PickupResult | null = null;
    await this.desk.attempt(null, async () => {
      came = await this.queue.pickUp(conversation);
    });
    if (came === "taken") return true;
    this.setPending(conversation, false);
    if (came === "gone") this.desk.toasts.show({ tone: "plain", text: t().pickup.gone(name) });
    else if (came === "full")
      this.desk.toasts.show({ tone: "bad", text: t().pickup.full(this.desk.capacity()) });
    else if (came === "away") this.showAway(conversation);
    return false;
  }

  /** Sets the status to available, then picks up the customer. */
  async goAvailableAndPickUp(conversation: string): Promise<boolean> {
    return (await this.desk.setStatus("available")) && this.pickUp(conversation);
  }

  /** Ends the pending state, after an assignment or a release. Whether it had been pending. */
  settle(conversation: string): boolean {
    const had = this.pending.peek().has(conversation);
    if (had) this.setPending(conversation, false);
    return had;
  }

  private setPending(conversation: string, on: boolean): void {
    const picked = new Set(this.pending.peek());
    if (on) picked.add(conversation);
    else picked.delete(conversation);
    this.pending.value = picked;
  }

  private showAway(conversation: string): void {
    const action = { label: t().pickup.both, run: () => void this.goAvailableAndPickUp(conversation) };
    this.desk.toasts.show({ tone: "bad", text: t().pickup.away, action });
  }
}
