// The client of the centre: one object a page talks to. Everything it needs from outside comes in as ports.
import { Devices } from "./devices";
import { Line } from "./line";
import { type Action, type Fields, LineLost, type Push, Refused, Unanswered } from "./link";
import { clientId, Outbox } from "./outbox";
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
import type { Answers, AnyResult, Message, Sent, Welcome } from "./protocol";
import { Watermarks } from "./receipts";
import { type ClientState, hasEarlier, initialState, lastSeq, type Outgoing, type SendBody } from "./state";
import { type Readable, Store } from "./store";
import { Threads } from "./threads";

/** Typing is told this often at most, ms. */
export const TYPING_EVERY = 3_000;
const PAGE = 50;
const FILL = 100;
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
  private readonly marks: Watermarks;
  private readonly devices: Devices;
  private readonly typed = new Map<string, number>();
  private readonly filling = new Set<string>();
  private adopting: Cancel | null = null;
  private stopped = false;

  constructor(options: ClientOptions) {
    this.options = options;
    this.state = this.store;
    const { clock, random, storage } = options;
    this.devices = new Devices(options);
    this.threads = new Threads(this.store, clock, {
      outgoing: (id) => this.outbox.items(id),
      gap: (id) => void this.fill(id),
      unknown: () => void this.refresh(),
      added: (id, view, added, replace) => {
        void storage.saveThread(view, added, { replace });
        this.accept(id, added);
      },
    });
    this.line = new Line(options, {
      hello: () => ({ device: this.devices.own, cursors: this.threads.cursors() }),
      changed: (line) => this.store.update((state) => ({ ...state, line })),
      welcomed: (welcome) => this.welcomed(welcome),
      push: (frame) => this.pushed(frame),
      late: (result) => this.apply(result),
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
      sent: (item, sent) => this.own(item, sent),
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
    await this.devices.claim();
    for (const { view, messages } of await storage.threads()) this.threads.restore(view, messages);
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
  async earlier(conversation: string): Promise<void> {
    const thread = this.threads.get(conversation);
    if (!thread || thread.loadingEarlier || !hasEarlier(thread)) return;
    const first = thread.messages[0]?.seq;
    this.threads.change(conversation, (now) => ({ ...now, loadingEarlier: true }));
    try {
      const before = first === undefined ? {} : { before: first };
      await this.request("history", { conversation, limit: PAGE, ...before });
    } finally {
      this.threads.change(conversation, (now) => ({ ...now, loadingEarlier: false }));
    }
  }

  /**
   * Any action. Its answer is brought into the state as well. Throws `Refused` (with the text for the person),
   * `LineLost` or `Unanswered` (then it may or may not have been done).
   */
  async request<A extends Action>(action: A, fields: Fields<A>): Promise<Answers[A]> {
    const result = await this.line.request(action, fields);
    this.apply(result);
    return result;
  }

  /** Agents: puts away a conversation that is no longer theirs. */
  forget(conversation: string): void {
    this.threads.forget(conversation);
    void this.options.storage.forgetThread(conversation);
  }

  private welcomed(welcome: Welcome): void {
    this.store.update((state) => ({
      ...state,
      you: welcome.you,
      expiresAt: welcome.expires_at,
      skew: welcome.server_time - this.options.clock.now(),
      desk: welcome.desk ?? state.desk,
    }));
    const missed = welcome.conversations ?? [];
    for (const { conversation, messages, resync, more } of missed) {
      // Messages first: the head may be ahead of a full page, which isn't a hole yet.
      if (this.threads.get(conversation.id)) this.threads.receive(conversation.id, messages ?? [], resync);
      this.threads.show(conversation, true);
      this.threads.receive(conversation.id, messages ?? [], resync);
      if (more && !resync) void this.fill(conversation.id);
      const mine =
        welcome.you.role === "customer" ? conversation.customer_receipts : conversation.agent_receipts;
      this.marks.known("delivered", conversation.id, mine?.delivered ?? 0);
      this.marks.known("read", conversation.id, mine?.read ?? 0);
    }
    this.missing(new Set(missed.map(({ conversation }) => conversation.id)), welcome.you.role);
    this.outbox.resume();
    this.marks.resume();
  }

  /** Conversations held open here that the centre didn't name are over, or somebody else's by now. */
  private missing(named: ReadonlySet<string>, role: string): void {
    const threads = [...this.store.get().threads.values()].filter(
      ({ view, left }) => !named.has(view.id) && left === null && view.state !== "closed",
    );
    if (threads.length === 0) return;
    if (role === "customer") void this.refresh();
    else for (const { view } of threads) this.leave(view.id, "connection_lost");
  }

  private async refresh(): Promise<void> {
    if (this.store.get().you?.role !== "customer") return;
    try {
      const { conversations } = await this.request("conversations", {});
      const listed = new Set(conversations.map((view) => view.id));
      const oldest = Math.min(...conversations.map((view) => view.opened_at), Number.POSITIVE_INFINITY);
      for (const { view, outgoing } of this.store.get().threads.values()) {
        const gone = !listed.has(view.id) && (conversations.length === 0 || view.opened_at > oldest);
        if (gone && outgoing.length === 0) this.forget(view.id);
      }
    } catch (error) {
      quiet(error);
    }
  }

  private pushed(frame: Push): void {
    switch (frame.event) {
      case "message": {
        const empty = this.threads.get(frame.conversation)?.messages.length === 0;
        this.threads.receive(frame.conversation, [frame.message]);
        if (empty && frame.message.seq > 1) this.earlier(frame.conversation).catch(quiet);
        break;
      }
      case "typing":
        this.threads.typing(frame.conversation, frame.by);
        break;
      case "receipt":
        this.threads.receipt(frame.conversation, frame.role, frame);
        break;
      case "conversation":
        this.threads.show(frame.conversation);
        break;
      case "assigned":
        this.threads.show(frame.conversation, true);
        this.threads.receive(frame.conversation.id, frame.messages, true);
        this.threads.change(frame.conversation.id, (thread) => ({ ...thread, customer: frame.customer }));
        break;
      case "unassigned":
        this.leave(frame.conversation, frame.reason);
        break;
      case "queues":
        this.store.update((state) =>
          state.desk ? { ...state, desk: { ...state.desk, queues: frame.queues } } : state,
        );
        break;
      case "note":
        this.threads.note(frame.conversation, frame.note);
        break;
    }
    this.options.onPush?.(frame);
  }

  private apply(result: AnyResult): void {
    switch (result.kind) {
      case "opened":
        this.threads.show(result.conversation);
        this.threads.receive(result.conversation.id, result.messages ?? [], true);
        break;
      case "changed":
        if (this.threads.get(result.conversation.id)) this.threads.show(result.conversation);
        break;
      case "listed":
        if (this.store.get().you?.role === "customer")
          for (const view of result.conversations) this.threads.show(view);
        break;
      case "page":
        if (this.threads.get(result.conversation)) this.threads.receive(result.conversation, result.messages);
        break;
      case "ondesk":
        this.store.update((state) => ({ ...state, desk: result.desk }));
        break;
      case "sent":
        this.late(result);
        break;
      default:
        break;
    }
  }

  /** Fetches what is missing after the last message held, page by page. */
  private async fill(conversation: string): Promise<void> {
    if (this.filling.has(conversation)) return;
    this.filling.add(conversation);
    try {
      for (let more = true; more; ) {
        const thread = this.threads.get(conversation);
        if (!thread) return;
        const after = lastSeq(thread);
        const page = await this.request("history", { conversation, after, limit: FILL });
        const now = this.threads.get(conversation);
        more = page.more && now !== undefined && lastSeq(now) > after;
      }
    } catch (error) {
      quiet(error);
    } finally {
      this.filling.delete(conversation);
    }
  }

  /** Our own message, as the centre numbered it: the connection that sends gets no frame of it. */
  private own(item: Outgoing, sent: Sent): void {
    const you = this.store.get().you;
    if (!you) return;
    const role = you.role === "customer" ? "customer" : "agent";
    const message: Message = {
      seq: sent.seq,
      at: sent.at,
      by: { role, id: you.id, name: you.name },
      body: item.body,
      client_id: clientId(item),
    };
    this.threads.receive(item.conversation, [message]);
  }

  /** An answer that came after its patience: the item is still in the outbox, or settled since. */
  private late(sent: Sent): void {
    const item = this.threads
      .get(sent.conversation)
      ?.outgoing.find((outgoing) => clientId(outgoing) === sent.client_id);
    if (item) this.own(item, sent);
  }

  private accept(conversation: string, added: readonly Message[]): void {
    const ids = new Set(added.flatMap((message) => message.client_id ?? []));
    if (ids.size > 0) this.outbox.settle(conversation, ids);
    const you = this.store.get().you;
    const others = added.filter((message) => message.by.id !== you?.id);
    const last = others.at(-1);
    if (last) this.marks.reach("delivered", conversation, last.seq);
  }

  private leave(conversation: string, reason: string): void {
    this.threads.change(conversation, (thread) => ({ ...thread, left: reason }));
  }

  private async adopt(): Promise<void> {
    this.outbox.adopt(await this.devices.orphans());
    if (this.stopped) return;
    this.adopting = this.options.clock.after(ADOPT_EVERY, () => void this.adopt());
  }
}

/** Losing the line is not a fault: what matters is done again with the next one. Refusals stand. */
const quiet = (error: unknown): void => {
  if (!(error instanceof LineLost || error instanceof Refused || error instanceof Unanswered)) throw error;
};
