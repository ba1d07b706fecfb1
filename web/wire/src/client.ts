// The client of the centre: one object a page talks to. Everything it needs from outside comes in as ports.
import { Arrivals, quiet } from "./arrivals";
import { Devices } from "./devices";
import { Line } from "./line";
import type { Action, Fields, Push } from "./link";
import { clientId, Outbox } from "./outbox";
import { Pages } from "./pages";
import type {
  Cancel,
  Clock,
  Locks,
  OpenSocket,
  Random,
  Storage,
  Surroundings,
  TabMemory,
  TicketSource,
} from "./ports";
import type { Message, Results, UploadView, Welcome } from "./protocol";
import { Watermarks } from "./receipts";
import { type Parcel, type Put, Sender } from "./sending";
import { type ClientState, initialState, type Outgoing, type SendBody } from "./state";
import { type Readable, Store } from "./store";
import { Threads } from "./threads";
import { type UploadEvents, UploadsUnavailable } from "./uploads";

/** Typing is told this often at most, ms. */
export const TYPING_EVERY = 3_000;
/** How often the outboxes of tabs that are gone are looked for, ms. */
const ADOPT_EVERY = 60_000;

export interface ClientOptions {
  /** The WebSocket's address, without the ticket. */
  url: string;
  ticket: TicketSource;
  /** What is stored belongs to this person; never sent for another. */
  storage: Storage;
  locks: Locks;
  tab: TabMemory;
  clock: Clock;
  random: Random;
  openSocket: OpenSocket;
  surroundings: Surroundings;
  /** How files get to the centre. */
  put?: Put;
  /** Frames as they come, for what a page does once (a sound, a notification). After the state has changed. */
  onPush?: (frame: Push) => void;
}

export class Client {
  readonly state: Readable<ClientState>;
  private readonly store = new Store<ClientState>(initialState);
  private readonly options: ClientOptions;
  private readonly line: Line;
  private readonly outbox: Outbox;
  private readonly threads: Threads;
  private readonly arrivals: Arrivals;
  private readonly marks: Watermarks;
  private readonly devices: Devices;
  private readonly pages: Pages;
  private readonly typed = new Map<string, number>();
  private adopting: Cancel | null = null;
  private stopped = false;

  constructor(options: ClientOptions) {
    this.options = options;
    this.state = this.store;
    const { clock, random, storage } = options;
    this.devices = new Devices(options);
    this.threads = new Threads(this.store, clock, {
      outgoing: (id) => this.outbox.items(id),
      gap: (id) => void this.arrivals.fill(id),
      unknown: () => void this.arrivals.refresh(),
      added: (id, view, added, replace) => {
        void storage.saveThread(view, added, { replace });
        this.accept(id, added);
      },
    });
    this.arrivals = new Arrivals(this.store, this.threads, {
      now: () => clock.now(),
      request: (action, fields) => this.request(action, fields),
      earlier: (id) => this.earlier(id),
      forget: (id) => this.forget(id),
    });
    this.pages = new Pages(this.threads, (fields) => this.request("history", fields));
    this.line = new Line(options, {
      hello: () => ({ device: this.devices.own, cursors: this.threads.cursors() }),
      changed: (line) => this.store.update((state) => ({ ...state, line })),
      welcomed: (welcome) => this.welcomed(welcome),
      push: (frame) => {
        this.arrivals.pushed(frame);
        options.onPush?.(frame);
      },
      late: (result) => this.arrivals.apply(result),
    });
    this.outbox = new Outbox(storage, clock, random, {
      online: () => this.line.online,
      send: (item) =>
        this.line.request("send", {
          conversation: item.conversation,
          client_id: clientId(item),
          body: item.body,
        }),
      changed: (id, outgoing) => this.threads.change(id, (thread) => ({ ...thread, outgoing })),
      sent: (item, sent) => this.arrivals.own(item, sent),
    });
    this.marks = new Watermarks(
      clock,
      () => this.line.online,
      (mark, conversation, seq) => this.line.request(mark, { conversation, seq }),
    );
  }

  /** Reads what is stored, then connects. The state has the stored conversations when this resolves. */
  async start(): Promise<void> {
    const { storage } = this.options;
    const stored = storage.threads();
    await this.devices.claim();
    for (const { view, messages } of await stored) this.threads.restore(view, messages);
    this.outbox.adopt(await storage.outbox(this.devices.own));
    this.store.update((state) => ({ ...state, restored: true, durable: storage.durable }));
    if (this.stopped) return;
    this.line.start();
    await this.adopt();
  }

  /** Ends the connection; what waits stays stored for the next start. */
  stop(): void {
    this.stopped = true;
    this.adopting?.();
    this.outbox.stop();
    this.marks.stop();
    this.threads.stop();
    this.line.stop();
    this.devices.release();
  }

  /** Ends the connection and forgets everything stored for this person. */
  async signOut(): Promise<void> {
    this.stop();
    await this.options.storage.clear();
  }

  /** After the person has signed in again. */
  renew(): void {
    this.line.renew();
  }

  /** Tries to connect at once instead of when the delay is over. */
  wake(): void {
    this.line.wake();
  }

  /** Opens a conversation, or gives the one open on this topic: its id. */
  async open(topic?: string): Promise<string> {
    const fields = topic === undefined ? {} : { topic };
    const opened = await this.request("open", { device: this.devices.own, ...fields });
    return opened.conversation.id;
  }

  /** Resolves when the message is kept on this machine; the thread's `outgoing` tells how it goes on. */
  send(conversation: string, body: SendBody): Promise<void> {
    this.typed.delete(conversation);
    return this.outbox.add(this.devices.own, conversation, body);
  }

  retry(item: Outgoing): Promise<void> {
    return this.outbox.retry(item, this.devices.own);
  }

  discard(item: Outgoing): Promise<void> {
    return this.outbox.discard(item);
  }

  /** The person is typing; call it on every key. */
  typing(conversation: string): void {
    const now = this.options.clock.now();
    if (!this.line.online || now - (this.typed.get(conversation) ?? -TYPING_EVERY) < TYPING_EVERY) return;
    this.typed.set(conversation, now);
    this.line.request("typing", { conversation }).catch(quiet);
  }

  /** Everything up to `seq` has been seen by the person. */
  read(conversation: string, seq: number): void {
    this.marks.reach("read", conversation, seq);
    const role = this.store.get().you?.role === "customer" ? "customer" : "agent";
    this.threads.receipt(conversation, role, { delivered: seq, read: seq });
  }

  /** Loads the page before the first message held, or the newest when nothing is held. */
  earlier(conversation: string): Promise<void> {
    return this.pages.earlier(conversation);
  }

  /** Loads what is before back to the seq `from`, page by page; stops when `signal` does. Throws what `request` throws. */
  whole(conversation: string, signal?: AbortSignal, from?: number): Promise<void> {
    return this.pages.whole(conversation, signal, from);
  }

  /**
   * Brings a file to the centre, however often the line is lost; the message that shows it is sent by the caller.
   * Throws `Refused`, an `AbortError`, and `UploadsUnavailable` where there is no way for files.
   */
  upload(parcel: Parcel, events: UploadEvents, signal: AbortSignal): Promise<UploadView> {
    const { put, clock, random } = this.options;
    if (!put) return Promise.reject(new UploadsUnavailable());
    const sender = new Sender((action, fields) => this.request(action, fields), put, clock, random);
    return sender.send(parcel, events, signal);
  }

  /**
   * Any action. Its answer is brought into the state as well. Throws `Refused` (with the text for the person),
   * `LineLost` or `Unanswered` (then it may or may not have been done).
   */
  async request<A extends Action>(action: A, fields: Fields<A>): Promise<Results[A]> {
    const result = await this.line.request(action, fields);
    this.arrivals.apply(result);
    return result;
  }

  /** Agents: puts away a conversation that is no longer theirs. */
  forget(conversation: string): void {
    this.threads.forget(conversation);
    void this.options.storage.forgetThread(conversation);
  }

  private welcomed(welcome: Welcome): void {
    this.arrivals.welcomed(welcome);
    const side = welcome.you.role === "customer" ? "customer_receipts" : "agent_receipts";
    for (const { conversation } of welcome.conversations ?? []) {
      const { delivered = 0, read = 0 } = conversation[side] ?? {};
      this.marks.known("delivered", conversation.id, delivered);
      this.marks.known("read", conversation.id, read);
    }
    this.outbox.resume();
    this.marks.resume();
  }

  private accept(conversation: string, added: readonly Message[]): void {
    const ids = new Set(added.flatMap((message) => message.client_id ?? []));
    if (ids.size > 0) this.outbox.settle(conversation, ids);
    const you = this.store.get().you;
    const others = added.filter((message) => message.by.id !== you?.id);
    const last = others.at(-1);
    if (last) this.marks.reach("delivered", conversation, last.seq);
  }

  private async adopt(): Promise<void> {
    this.outbox.adopt(await this.devices.orphans());
    if (this.stopped) return;
    this.adopting = this.options.clock.after(ADOPT_EVERY, () => void this.adopt());
  }
}
