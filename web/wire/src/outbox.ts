// What is said goes out once, in order, however often the line breaks or the page is reloaded.
import { LineLost, Refused, Unanswered } from "./link";
import type { Cancel, Clock, Random, Storage } from "./ports";
import type { MessageSent } from "./protocol";
import type { Outgoing, SendBody } from "./state";

export const RETRY = { base: 1_000, cap: 30_000 };

export interface OutboxEvents {
  online(): boolean;
  send(item: Outgoing): Promise<MessageSent>;
  /** The items of a conversation changed. */
  changed(conversation: string, items: readonly Outgoing[]): void;
  /** The centre has numbered an item. Called before `changed`. */
  sent(item: Outgoing, sent: MessageSent): void;
}

export const clientId = (item: Pick<Outgoing, "device" | "number">): string =>
  `${item.device}:${item.number}`;

interface Lane {
  items: readonly Outgoing[];
  /** The client id in flight: one a conversation, as the centre runs frames of a connection concurrently. */
  flight: string | null;
  pause: Cancel | null;
  attempt: number;
}

export class Outbox {
  private readonly storage: Storage;
  private readonly clock: Clock;
  private readonly random: Random;
  private readonly events: OutboxEvents;
  private readonly lanes = new Map<string, Lane>();
  private stopped = false;

  constructor(storage: Storage, clock: Clock, random: Random, events: OutboxEvents) {
    this.storage = storage;
    this.clock = clock;
    this.random = random;
    this.events = events;
  }

  /** Resolves when the item is kept on this machine, from where on it is sure to go out. */
  async add(device: string, conversation: string, body: SendBody): Promise<void> {
    const item = await this.storage.enqueue({
      device,
      conversation,
      body,
      at: this.clock.now(),
      status: "waiting",
    });
    this.change(conversation, (items) => [...items, item]);
    this.kick(conversation);
  }

  /** Takes over what an earlier page or a tab that is gone left behind; under its own numbers. */
  adopt(items: readonly Outgoing[]): void {
    const sorted = [...items].sort((a, b) => a.at - b.at || a.number - b.number);
    for (const item of sorted) {
      const waiting: Outgoing = item.status === "failed" ? item : { ...item, status: "waiting" };
      this.change(item.conversation, (held) =>
        held.some((other) => clientId(other) === clientId(item)) ? held : [...held, waiting],
      );
    }
    for (const conversation of new Set(items.map((item) => item.conversation))) this.kick(conversation);
  }

  /** Sends whatever waits; called when the line is up. */
  resume(): void {
    for (const [conversation, lane] of this.lanes) {
      lane.pause?.();
      lane.pause = null;
      lane.attempt = 0;
      this.kick(conversation);
    }
  }

  /** The person asks again for a failed item: it goes out under a new number. */
  async retry(item: Outgoing, device: string): Promise<void> {
    if (!this.holds(item)) return;
    this.drop(item);
    await this.add(device, item.conversation, item.body);
    await this.storage.remove(item);
  }

  async discard(item: Outgoing): Promise<void> {
    this.drop(item);
    await this.storage.remove(item);
  }

  /** Messages that came back from the centre under our own client id are done, even if no answer came. */
  settle(conversation: string, clientIds: ReadonlySet<string>): void {
    const lane = this.lanes.get(conversation);
    const done = lane?.items.filter((item) => clientIds.has(clientId(item))) ?? [];
    if (!lane || done.length === 0) return;
    for (const item of done) {
      if (lane.flight === clientId(item)) lane.flight = null;
      this.drop(item);
      void this.storage.remove(item);
    }
    this.kick(conversation);
  }

  items(conversation: string): readonly Outgoing[] {
    return this.lanes.get(conversation)?.items ?? [];
  }

  stop(): void {
    this.stopped = true;
    for (const lane of this.lanes.values()) lane.pause?.();
  }

  private kick(conversation: string): void {
    const lane = this.lane(conversation);
    if (this.stopped || lane.flight !== null || lane.pause !== null || !this.events.online()) return;
    const next = lane.items.find((item) => item.status !== "failed");
    if (!next) return;
    const flight = clientId(next);
    lane.flight = flight;
    this.mark(next, { status: "sending" });
    this.events.send(next).then(
      (sent) => {
        if (lane.flight !== flight) return;
        lane.flight = null;
        lane.attempt = 0;
        this.events.sent(next, sent);
        this.drop(next);
        void this.storage.remove(next);
        this.kick(conversation);
      },
      (error: unknown) => {
        if (lane.flight !== flight) return;
        lane.flight = null;
        this.unsent(lane, next, error);
      },
    );
  }

  private unsent(lane: Lane, item: Outgoing, error: unknown): void {
    if (error instanceof LineLost || error instanceof Unanswered) {
      this.mark(item, { status: "waiting" });
      // Unanswered on a living line: the same number again; a lost line resumes by itself.
      if (error instanceof Unanswered) this.kick(item.conversation);
    } else if (error instanceof Refused && (error.retryable || error.code === "session_expired")) {
      this.mark(item, { status: "waiting" });
      const asked = error.details.retry_after_ms;
      const ceiling = Math.min(RETRY.cap, RETRY.base * 2 ** lane.attempt);
      lane.attempt = Math.min(lane.attempt + 1, 10);
      const jittered = ceiling / 2 + (this.random() * ceiling) / 2;
      lane.pause = this.clock.after(typeof asked === "number" ? asked : jittered, () => {
        lane.pause = null;
        this.kick(item.conversation);
      });
    } else if (error instanceof Refused && error.code === "stale_number") {
      // A higher number of this device got there first and this one never did: it is said anew.
      void this.retry(item, item.device);
    } else {
      const refusal =
        error instanceof Refused ? { code: error.code, text: error.text } : { code: "internal", text: "" };
      const failed = this.mark(item, { status: "failed", refusal });
      void this.storage.update(failed);
      this.kick(item.conversation);
    }
  }

  private holds(item: Outgoing): boolean {
    return this.lane(item.conversation).items.some((other) => clientId(other) === clientId(item));
  }

  private mark(item: Outgoing, change: Partial<Outgoing>): Outgoing {
    const marked = { ...item, ...change };
    this.change(item.conversation, (items) =>
      items.map((other) => (clientId(other) === clientId(item) ? marked : other)),
    );
    return marked;
  }

  private drop(item: Outgoing): void {
    this.change(item.conversation, (items) => items.filter((other) => clientId(other) !== clientId(item)));
  }

  private change(conversation: string, next: (items: readonly Outgoing[]) => readonly Outgoing[]): void {
    const lane = this.lane(conversation);
    lane.items = next(lane.items);
    this.events.changed(conversation, lane.items);
  }

  private lane(conversation: string): Lane {
    let lane = this.lanes.get(conversation);
    if (!lane) {
      lane = { items: [], flight: null, pause: null, attempt: 0 };
      this.lanes.set(conversation, lane);
    }
    return lane;
  }
}
