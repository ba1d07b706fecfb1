// What happens at the agent's desk: frames that come in, and what the agent does.
import { lasting, ofThisTab, type Shelf } from "@baro/design/kept";
import type {
  Client,
  ClientState,
  ConversationView,
  CustomerView,
  NoteView,
  Push,
  SendBody,
  Thread,
} from "@baro/wire";
import { lastSeq } from "@baro/wire";
import { batch, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { t } from "../i18n";
import { Resolving } from "./conversation_resolver";
import type { Around, Status } from "./desk_context";
import { Board } from "./desk_state";
import { Drafts } from "./drafts";
import { explain, isGone } from "./errors";
import { Picking } from "./pickup";
import { dangerIn } from "./queues";
import { type ListView, readUpTo } from "./rows";
import { Toasts } from "./toasts";
import { Looking } from "./viewers";
import { SavedViews } from "./views";
import { WaitingLine } from "./waiting_queue";

export type { Status } from "./desk_context";
export type Wire = Pick<
  Client,
  | "request"
  | "send"
  | "retry"
  | "discard"
  | "typing"
  | "read"
  | "loadEarlier"
  | "forget"
  | "renew"
  | "reconnectNow"
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
const WISH = "baro wish";

export class Desk extends Board implements Around {
  readonly wire: Wire;
  readonly toasts: Toasts;
  readonly drafts: Drafts;
  readonly line: WaitingLine;
  readonly views: SavedViews;
  readonly closings: Resolving;
  readonly picking: Picking;
  readonly looking: Looking;
  readonly wish: Signal<Status>;
  readonly written = signal<ReadonlyMap<string, readonly NoteView[]>>(new Map());
  /** Conversations this agent let go of himself: what became of them is no surprise. */
  readonly mine = new Set<string>();

  private readonly tab: Shelf;
  private readonly after: Surround["after"];
  private readonly asked = new Set<string>();
  private readonly lost = new Set<string>();
  private deskPlanned = false;
  /** False in a new tab: then the status is what the centre says. */
  private wished: boolean;

  constructor(surround: Surround) {
    const line = new WaitingLine(surround.wire, surround.after);
    super(surround.state, surround.lasting ?? lasting, line.places);
    this.line = line;
    this.wire = surround.wire;
    this.after = surround.after;
    this.tab = surround.tab ?? ofThisTab;
    this.toasts = new Toasts(surround.after);
    this.drafts = new Drafts(this.shelf, surround.person, (then) => surround.after(400, then));
    this.views = new SavedViews(this.shelf, surround.person);
    this.picking = new Picking(line, this);
    this.looking = new Looking(surround.wire, surround.after, () => this.state.peek().you?.id);
    const send = (conversation: string, outcome: string, note: string, draft: "" | "keep" | "discard") =>
      this.wire.request("resolve", { conversation, outcome, note, draft });
    this.closings = new Resolving(surround.after, send, this);
    this.wished = this.tab.get(WISH) !== null;
    this.wish = signal(statusOf(this.tab.get(WISH)));
  }

  /** After every `welcome`: the wished-for status again, and what is lacking about the customers. */
  welcomed(): void {
    const { desk, threads } = this.state.peek();
    if (desk && !this.wished) this.wish.value = statusOf(desk.status);
    if (desk && desk.status !== this.wish.peek()) void this.become(this.wish.peek());
    else void this.refreshDesk();
    for (const thread of threads.values()) if (thread.leftReason === null) void this.learn(thread.view.id);
    this.tellLost(threads);
    this.looking.welcomed();
    this.line.changed();
    this.line.show(this.looksAtLine());
    const chosen = this.selected.peek();
    const known = chosen !== null && (threads.has(chosen) || chosen === this.place.peek()?.conversation);
    if (!known) this.selected.value = this.rows.peek().find((row) => row.kind === "talk")?.id ?? null;
  }

  /** A frame came in; the wire's state has it already. */
  pushed(frame: Push): void {
    this.looking.pushed(frame);
    switch (frame.event) {
      case "queues":
        this.line.changed(frame.queues.map((queue) => queue.name));
        this.line.show(this.looksAtLine());
        this.planDesk();
        break;
      case "message":
        if (frame.message.by.role === "customer") this.closings.spokeAgain(frame.conversation);
        break;
      case "assigned": {
        const { id } = frame.conversation;
        this.mine.delete(id);
        this.know(id, frame.customer);
        this.line.drop(id);
        this.planDesk();
        if (this.selected.peek() === id) this.looking.again();
        const now = this.thread.peek();
        // Nobody is torn away from a conversation: it opens by itself only where none is open, or when it was picked.
        if (now === null || now.leftReason !== null || this.picking.picked.peek().has(id))
          this.selected.value = id;
        break;
      }
      case "viewers":
        // May not be seen any more: a colleague took him.
        if (frame.people.length === 0) this.line.changed();
        break;
      case "unassigned":
        this.closings.undo(frame.conversation);
        this.picking.over(frame.conversation);
        this.planDesk();
        break;
      default:
        break;
    }
  }

  /** Everything in the conversation has been before the agent's eyes. */
  sawAll(thread: Thread): void {
    const seq = lastSeq(thread);
    if (thread.leftReason !== null || seq <= readUpTo(thread, this.seen.peek().get(thread.view.id) ?? 0))
      return;
    this.seen.value = new Map(this.seen.peek()).set(thread.view.id, seq);
    this.wire.read(thread.view.id, seq);
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
    this.wished = true;
    this.tab.set(WISH, status);
    // Without a line the wish stands: it is told with the next one.
    if (status !== "offline" && this.state.peek().connection.phase !== "online") return true;
    // What is about to be resolved must not go back in line instead.
    if (status === "offline") await this.closings.all();
    if (status === "offline") for (const row of this.all.peek()) if (row.left === null) this.mine.add(row.id);
    const done = await this.tried(null, () => this.wire.request("availability", { status }));
    // A line that broke meanwhile: as without one.
    if (!done && this.state.peek().connection.phase === "online") {
      this.wish.value = before;
      this.tab.set(WISH, before);
    }
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

  override setView(change: Partial<ListView>): void {
    super.setView(change);
    this.line.show(this.looksAtLine());
  }

  /** Who waits in danger stands in every tab, so the line must be known. */
  private looksAtLine(): boolean {
    return this.view.peek().tab !== "mine" || dangerIn(this.queues.peek()) > 0;
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

  /** What went away while there was no line; each once. */
  private tellLost(threads: ReadonlyMap<string, Thread>): void {
    let count = 0;
    for (const { view, leftReason: left } of threads.values()) {
      if (left === null) this.lost.delete(view.id);
      else if (left === "connection_lost" && !this.lost.has(view.id)) {
        this.lost.add(view.id);
        count += 1;
      }
    }
    if (count > 0) this.toasts.show({ tone: "bad", text: t().news.lostAway(count) });
  }

  nameOf(conversation: string): string {
    const held = this.state.peek().threads.get(conversation)?.view.customer.name;
    return held ?? this.line.find(conversation)?.customer.name ?? "";
  }

  capacity(): number {
    return this.state.peek().desk?.capacity ?? 0;
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

  /** Asks for the lines: who isn't on duty hears no news of them, and of danger everybody must. */
  async refreshDesk(): Promise<void> {
    if (this.state.peek().connection.phase !== "online") return; // asked for after every welcome
    try {
      await this.wire.request("desk", {});
      this.line.show(this.looksAtLine());
    } catch (error) {
      explain(error, t()); // the next frame asks again
    }
  }

  async tried(conversation: string | null, act: () => Promise<unknown>): Promise<boolean> {
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
