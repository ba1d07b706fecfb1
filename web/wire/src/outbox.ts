// Sends messages exactly once and in order, across lost connections and reloads.
import { AnswerTimeout, ConnectionLost, Refused } from "./connection";
import type { Cancel, Clock, Random, Storage } from "./ports";
import type { MessageSent } from "./protocol";
import type { Outgoing, SendBody } from "./state";

export const RETRY = { base: 1_000, cap: 30_000 };

export interface OutboxEvents {
  online(): boolean;
  send(item: Outgoing): Promise<MessageSent>;
  /** The items of a conversation changed. */
  changed(conversation: string, items: readonly Outgoing[]): void;
  /** The server has numbered an item. Called before `changed`. */
  sent(item: Outgoing, sent: MessageSent): void;
}

export const clientId = (item: Pick<Outgoing, "device" | "number">): string =>
  `${item.device}:${item.number}`;

interface SendLane {
  items: readonly Outgoing[];
  /** The client id in flight: one per conversation, as the server handles frames of a connection concurrently. */
  inFlight: string | null;
  retryTimer: Cancel | null;
  attempt: number;
}

export class Outbox {
  private readonly storage: Storage;
  private readonly clock: Clock;
  private readonly random: Random;
  private readonly events: OutboxEvents;
  private readonly lanes = new Map<string, SendLane>();
  private stopped = false;

  constructor(storage: Storage, clock: Clock, random: Random, events: OutboxEvents) {
    this.storage = storage;
    this.clock = clock;
    this.random = random;
    this.events = events;
  }

  /** Resolves when the item is stored in the browser; from then on it will be sent. */
  async add(device: string, conversation: string, body: SendBody): Promise<void> {
    const item = await this.storage.enqueue({
      device,
      conversation,
      body,
      at: this.clock.now(),
      status: "waiting",
    });
    this.updateItems(conversation, (items) => [...items, item]);
    this.sendNext(conversation);
  }

  /** Takes over the items of an earlier page or of a closed tab, with their own numbers. */
  adopt(items: readonly Outgoing[]): void {
    const sorted = [...items].sort((a, b) => a.at - b.at || a.number - b.number);
    for (const item of sorted) {
      const waiting: Outgoing = item.status === "failed" ? item : { ...item, status: "waiting" };
      this.updateItems(item.conversation, (items) =>
        items.some((other) => clientId(other) === clientId(item)) ? items : [...items, waiting],
      );
    }
    for (const conversation of new Set(items.map((item) => item.conversation))) this.sendNext(conversation);
  }

  /** Sends the waiting items; called when the connection is up. */
  resume(): void {
    for (const [conversation, lane] of this.lanes) {
      lane.retryTimer?.();
      lane.retryTimer = null;
      lane.attempt = 0;
      this.sendNext(conversation);
    }
  }

  /** Sends a failed item again, under a new number. */
  async retry(item: Outgoing, device: string): Promise<void> {
    if (!this.has(item)) return;
    this.removeItem(item);
    await this.add(device, item.conversation, item.body);
    await this.storage.remove(item);
  }

  async discard(item: Outgoing): Promise<void> {
    this.removeItem(item);
    await this.storage.remove(item);
  }

  /** Removes items whose messages came from the server with their client id, even if no answer came. */
  settle(conversation: string, clientIds: ReadonlySet<string>): void {
    const lane = this.lanes.get(conversation);
    const done = lane?.items.filter((item) => clientIds.has(clientId(item))) ?? [];
    if (!lane || done.length === 0) return;
    for (const item of done) {
      if (lane.inFlight === clientId(item)) lane.inFlight = null;
      this.removeItem(item);
      void this.storage.remove(item);
    }
    this.sendNext(conversation);
  }

  items(conversation: string): readonly Outgoing[] {
    return this.lanes.get(conversation)?.items ?? [];
  }

  stop(): void {
    this.stopped = true;
    for (const lane of this.lanes.values()) lane.retryTimer?.();
  }

  private sendNext(conversation: string): void {
    const lane = this.lane(conversation);
    if (this.stopped || lane.inFlight !== null || lane.retryTimer !== null || !this.events.online()) return;
    const next = lane.items.find((item) => item.status !== "failed");
    if (!next) return;
    const id = clientId(next);
    lane.inFlight = id;
    this.updateItem(next, { status: "sending" });
    this.events.send(next).then(
      (sent) => {
        if (lane.inFlight !== id) return;
        lane.inFlight = null;
        lane.attempt = 0;
        this.events.sent(next, sent);
        this.removeItem(next);
        void this.storage.remove(next);
        this.sendNext(conversation);
      },
      (error: unknown) => {
        if (lane.inFlight !== id) return;
        lane.inFlight = null;
        this.onSendFailed(lane, next, error);
      },
    );
  }

  private onSendFailed(lane: SendLane, item: Outgoing, error: unknown): void {
    if (error instanceof ConnectionLost || error instanceof AnswerTimeout) {
      this.updateItem(item, { status: "waiting" });
      // No answer on a live connection: send the same number again. After a lost connection `resume` does it.
      if (error instanceof AnswerTimeout) this.sendNext(item.conversation);
    } else if (error instanceof Refused && (error.retryable || error.code === "session_expired")) {
      this.updateItem(item, { status: "waiting" });
      const retryAfter = error.details.retry_after_ms;
      const ceiling = Math.min(RETRY.cap, RETRY.base * 2 ** lane.attempt);
      lane.attempt = Math.min(lane.attempt + 1, 10);
      const jittered = ceiling / 2 + (this.random() * ceiling) / 2;
      lane.retryTimer = this.clock.after(typeof retryAfter === "number" ? retryAfter : jittered, () => {
        lane.retryTimer = null;
        this.sendNext(item.conversation);
      });
    } else if (error instanceof Refused && error.code === "stale_number") {
      // A higher number of this device arrived first and this one never did: send it under a new number.
      void this.retry(item, item.device);
    } else {
      const refusal =
        error instanceof Refused ? { code: error.code, text: error.text } : { code: "internal", text: "" };
      const failed = this.updateItem(item, { status: "failed", refusal });
      void this.storage.update(failed);
      this.sendNext(item.conversation);
    }
  }

  private has(item: Outgoing): boolean {
    return this.lane(item.conversation).items.some((other) => clientId(other) === clientId(item));
  }

  private updateItem(item: Outgoing, change: Partial<Outgoing>): Outgoing {
    const changed = { ...item, ...change };
    this.updateItems(item.conversation, (items) =>
      items.map((other) => (clientId(other) === clientId(item) ? changed : other)),
    );
    return changed;
  }

  private removeItem(item: Outgoing): void {
    this.updateItems(item.conversation, (items) =>
      items.filter((other) => clientId(other) !== clientId(item)),
    );
  }

  private updateItems(conversation: string, next: (items: readonly Outgoing[]) => readonly Outgoing[]): void {
    const lane = this.lane(conversation);
    lane.items = next(lane.items);
    this.events.changed(conversation, lane.items);
  }

  private lane(conversation: string): SendLane {
    let lane = this.lanes.get(conversation);
    if (!lane) {
      lane = { items: [], inFlight: null, retryTimer: null, attempt: 0 };
      this.lanes.set(conversation, lane);
    }
    return lane;
  }
}
