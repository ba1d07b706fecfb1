// The agent's desk: what the wire doesn't know (what is open, seen, wished for), and what agents do.
import type {
  Client,
  ClientState,
  ConversationView,
  CustomerView,
  NoteView,
  Push,
  QueueView,
  SendBody,
  Thread,
} from "@baro/wire";
import { lastSeq } from "@baro/wire";
import { batch, computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { t } from "../i18n";
import { kept, lasting, ofThisTab, type Shelf } from "../kept";
import { explain, isGone } from "./ask";
import { Drafts } from "./drafts";
import { mergeQueues } from "./queues";
import { arrange, FIRST_VIEW, found, type ListView, type Row, readUpTo, rowMaker } from "./rows";
import { Toasts } from "./toasts";

export type Status = "available" | "paused" | "offline";
export type Wire = Pick<
  Client,
  "request" | "send" | "retry" | "discard" | "typing" | "read" | "earlier" | "forget" | "renew" | "wake"
> & { readonly state: { get(): ClientState } };

export interface Surround {
  readonly wire: Wire;
  readonly state: ReadonlySignal<ClientState>;
  readonly person: string;
  readonly lasting?: Shelf;
  readonly tab?: Shelf;
  /** Calls back once, `ms` later. */
  readonly after: (ms: number, then: () => void) => void;
}

/** The lines are asked for whole again at most this often, ms. */
const DESK_EVERY = 3_000;

export class Desk {
  readonly wire: Wire;
  readonly state: ReadonlySignal<ClientState>;
  readonly toasts: Toasts;
  readonly drafts: Drafts;
  readonly selected = signal<string | null>(null);
  readonly view: Signal<ListView>;
  readonly query = signal("");
  readonly wish: Signal<Status>;
  readonly queues = signal<readonly QueueView[]>([]);
  readonly known = signal<ReadonlyMap<string, CustomerView>>(new Map());
  readonly written = signal<ReadonlyMap<string, readonly NoteView[]>>(new Map());
  readonly seen = signal<ReadonlyMap<string, number>>(new Map());
  /** Conversations this agent let go of himself: what became of them is no surprise. */
  readonly mine = new Set<string>();

  readonly thread: ReadonlySignal<Thread | null>;
  readonly all: ReadonlySignal<readonly Row[]>;
  readonly rows: ReadonlySignal<readonly Row[]>;
  readonly unread: ReadonlySignal<number>;
  readonly status: ReadonlySignal<Status>;
  readonly open: ReadonlySignal<number>;

  private readonly tab: Shelf;
  private readonly shelf: Shelf;
  private readonly after: Surround["after"];
  private readonly asked = new Set<string>();
  private deskPlanned = false;

  constructor(surround: Surround) {
    const { wire, state, person, after } = surround;
    this.wire = wire;
    this.state = state;
    this.after = after;
    this.tab = surround.tab ?? ofThisTab;
    this.shelf = surround.lasting ?? lasting;
    this.toasts = new Toasts(after);
    this.drafts = new Drafts(this.shelf, person, (then) => after(400, then));
    this.view = signal(kept(this.shelf, "baro panel list", FIRST_VIEW));
    this.wish = signal(statusOf(this.tab.get("baro wish")));
    this.thread = computed(() => {
      const id = this.selected.value;
      return id === null ? null : (this.state.value.threads.get(id) ?? null);
    });
    const row = rowMaker();
    this.all = computed(() => {
      const seen = this.seen.value;
      return [...this.state.value.threads.values()].map((thread) =>
        row(thread, seen.get(thread.view.id) ?? 0),
      );
    });
    this.rows = computed(() => {
      const query = this.query.value;
      const threads = this.state.value.threads;
      const fits = (one: Row) => {
        const thread = threads.get(one.id);
        return thread !== undefined && found(thread, this.customerOf(thread), query);
      };
      const rows = query.trim() === "" ? this.all.value : this.all.value.filter(fits);
      return arrange(rows, this.view.value);
    });
    this.unread = computed(() => this.all.value.reduce((sum, one) => sum + one.unread, 0));
    this.open = computed(() => this.all.value.filter((one) => one.left === null).length);
    this.status = computed(() => statusOf(this.state.value.desk?.status ?? null));
  }

  customerOf(thread: Thread): CustomerView | null {
    return this.known.value.get(thread.view.id) ?? thread.customer;
  }

  /** After every `welcome`: the wished-for status again, and what is lacking about the customers. */
  welcomed(): void {
    const { desk, threads } = this.state.peek();
    if (desk) this.queues.value = mergeQueues(this.queues.peek(), desk.queues);
    if (desk && desk.status !== this.wish.peek() && this.wish.peek() !== "offline")
      void this.become(this.wish.peek());
    else void this.refreshDesk();
    for (const thread of threads.values()) if (thread.left === null) void this.learn(thread.view.id);
    const chosen = this.selected.peek();
    if (chosen === null || !threads.has(chosen)) this.selected.value = this.rows.peek()[0]?.id ?? null;
  }

  /** A frame came in; the wire's state has it already. */
  pushed(frame: Push): void {
    switch (frame.event) {
      case "queues":
        this.queues.value = mergeQueues(this.queues.peek(), frame.queues);
        this.planDesk();
        break;
      case "assigned": {
        const { id } = frame.conversation;
        this.mine.delete(id);
        this.know(id, frame.customer);
        this.planDesk();
        const now = this.thread.peek();
        // Nobody is torn away from a conversation: it opens by itself only where none is open.
        if (now === null || now.left !== null) this.selected.value = id;
        break;
      }
      case "unassigned":
        this.planDesk();
        break;
      default:
        break;
    }
  }

  choose(id: string | null): void {
    this.selected.value = id;
  }

  setView(change: Partial<ListView>): void {
    this.view.value = { ...this.view.peek(), ...change };
    this.shelf.set("baro panel list", JSON.stringify(this.view.peek()));
  }

  /** Everything in the conversation has been before the agent's eyes. */
  sawAll(thread: Thread): void {
    const seq = lastSeq(thread);
    if (thread.left !== null || seq <= readUpTo(thread, this.seen.peek().get(thread.view.id) ?? 0)) return;
    this.seen.value = new Map(this.seen.peek()).set(thread.view.id, seq);
    this.wire.read(thread.view.id, seq);
  }

  /** The next (or, with -1, the previous) conversation of the list. */
  step(by: 1 | -1): void {
    const rows = this.rows.peek();
    const at = rows.findIndex((row) => row.id === this.selected.peek());
    const next = at < 0 ? 0 : (at + by + rows.length) % rows.length;
    this.choose(rows[next]?.id ?? this.selected.peek());
  }

  /** The conversation that most needs an answer; false when none does. */
  nextUnread(): boolean {
    const chosen = this.selected.peek();
    const rows = arrange(this.all.peek(), { tab: "mine", filter: "any", sort: "urgent" });
    const next =
      rows.find((row) => row.id !== chosen && (row.unread > 0 || row.fresh)) ??
      rows.find((row) => row.id !== chosen && row.since > 0);
    if (next) this.choose(next.id);
    return next !== undefined;
  }

  async say(conversation: string, body: SendBody): Promise<void> {
    const thread = this.state.peek().threads.get(conversation);
    if (thread) this.sawAll(thread);
    await this.wire.send(conversation, body);
  }

  /** True when it is kept. */
  async note(conversation: string, text: string): Promise<boolean> {
    return this.tried(conversation, async () => {
      const { note } = await this.wire.request("note", { conversation, text });
      const held = this.written.peek().get(conversation) ?? [];
      this.written.value = new Map(this.written.peek()).set(conversation, [...held, note]);
    });
  }

  async become(status: Status): Promise<boolean> {
    const before = this.wish.peek();
    this.wish.value = status;
    this.tab.set("baro wish", status);
    if (status === "offline") for (const row of this.all.peek()) if (row.left === null) this.mine.add(row.id);
    const done = await this.tried(null, () => this.wire.request("availability", { status }));
    // Without a line the wish stands: it is told with the next one.
    if (!done && this.state.peek().line.phase === "online") this.wish.value = before;
    return done;
  }

  async transfer(
    conversation: string,
    to: { queue: string } | { agent: string },
    note: string,
  ): Promise<boolean> {
    this.mine.add(conversation);
    const done = await this.tried(conversation, () =>
      this.wire.request("transfer", { conversation, note, ...to }),
    );
    if (!done) this.mine.delete(conversation);
    return done;
  }

  async resolve(conversation: string, outcome: string, note: string): Promise<boolean> {
    this.mine.add(conversation);
    const done = await this.tried(conversation, () =>
      this.wire.request("resolve", { conversation, outcome, note }),
    );
    if (!done) this.mine.delete(conversation);
    return done;
  }

  /** Puts away what has left the desk. */
  putAway(id: string): void {
    const rows = this.rows.peek();
    const at = rows.findIndex((row) => row.id === id);
    const next = rows[at + 1] ?? rows[at - 1];
    batch(() => {
      if (this.selected.peek() === id) this.selected.value = next && next.id !== id ? next.id : null;
      this.wire.forget(id);
      this.drafts.set(id, { text: "", mode: "reply" });
    });
  }

  /** Earlier conversations of a customer, newest first. Throws the wire's errors. */
  async earlierOf(customer: string): Promise<readonly ConversationView[]> {
    return (await this.wire.request("conversations", { customer })).conversations;
  }

  /** Asks for what is known of a conversation's customer. */
  async learn(conversation: string): Promise<void> {
    if (this.asked.has(conversation)) return;
    this.asked.add(conversation);
    try {
      const { customer } = await this.wire.request("customer", { conversation });
      this.know(conversation, customer);
    } catch (error) {
      if (!isGone(error)) explain(error, t());
    } finally {
      this.asked.delete(conversation);
    }
  }

  private know(conversation: string, customer: CustomerView): void {
    this.known.value = new Map(this.known.peek()).set(conversation, customer);
  }

  private planDesk(): void {
    if (this.deskPlanned) return;
    this.deskPlanned = true;
    this.after(DESK_EVERY, () => {
      this.deskPlanned = false;
      void this.refreshDesk();
    });
  }

  private async refreshDesk(): Promise<void> {
    try {
      const { desk } = await this.wire.request("desk", {});
      this.queues.value = mergeQueues(this.queues.peek(), desk.queues);
    } catch (error) {
      explain(error, t()); // the next frame asks again
    }
  }

  private async tried(conversation: string | null, act: () => Promise<unknown>): Promise<boolean> {
    try {
      await act();
      return true;
    } catch (error) {
      const thread = conversation === null ? undefined : this.state.peek().threads.get(conversation);
      const text = isGone(error) && thread ? t().problems.notYours : explain(error, t());
      this.toasts.show({ tone: "bad", text });
      return false;
    }
  }
}

const statusOf = (text: string | null): Status =>
  text === "available" || text === "paused" ? text : "offline";
