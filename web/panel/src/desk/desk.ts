// What happens at the agent's desk: frames that come in, and what the agent does.
import { type KeyValueStore, localStore, tabStore } from "@baro/design/storage";
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
import { ConversationResolver } from "./conversation_resolver";
import type { DeskContext, Status } from "./desk_context";
import { DeskState } from "./desk_state";
import { Drafts } from "./drafts";
import { errorText, isNotOnDesk } from "./errors";
import { Pickup } from "./pickup";
import { emergencyCount } from "./queues";
import { type ListView, readUpTo } from "./rows";
import { Toasts } from "./toasts";
import { ConversationViewers } from "./viewers";
import { SavedViews } from "./views";
import { WaitingQueue } from "./waiting_queue";

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

export interface DeskOptions {
  readonly wire: Wire;
  readonly state: ReadonlySignal<ClientState>;
  readonly person: string;
  readonly lasting?: KeyValueStore;
  readonly tab?: KeyValueStore;
  /** Calls back once, `ms` later. */
  readonly after: (ms: number, then: () => void) => void;
}

/** The lines are asked for whole again at most this often, ms. */
const DESK_REFRESH_MS = 3_000;
const STATUS_KEY = "baro wish";

export class Desk extends DeskState implements DeskContext {
  readonly wire: Wire;
  readonly toasts: Toasts;
  readonly drafts: Drafts;
  readonly waitingQueue: WaitingQueue;
  readonly savedViews: SavedViews;
  readonly resolver: ConversationResolver;
  readonly pickup: Pickup;
  readonly viewers: ConversationViewers;
  readonly requestedStatus: Signal<Status>;
  readonly ownNotes = signal<ReadonlyMap<string, readonly NoteView[]>>(new Map());
  /** Conversations this agent let go of himself: what became of them is no surprise. */
  readonly releasedByMe = new Set<string>();

  private readonly tab: KeyValueStore;
  private readonly after: DeskOptions["after"];
  private readonly loadingCustomers = new Set<string>();
  private readonly reportedLost = new Set<string>();
  private deskRefreshPlanned = false;
  /** False in a new tab: then the status is what the centre says. */
  private hasRequestedStatus: boolean;

  constructor(surround: DeskOptions) {
    const line = new WaitingQueue(surround.wire, surround.after);
    super(surround.state, surround.lasting ?? localStore, line.entries);
    this.waitingQueue = line;
    this.wire = surround.wire;
    this.after = surround.after;
    this.tab = surround.tab ?? tabStore;
    this.toasts = new Toasts(surround.after);
    this.drafts = new Drafts(this.shelf, surround.person, (then) => surround.after(400, then));
    this.savedViews = new SavedViews(this.shelf, surround.person);
    this.pickup = new Pickup(line, this);
    this.viewers = new ConversationViewers(surround.wire, surround.after, () => this.state.peek().you?.id);
    const send = (conversation: string, outcome: string, note: string, draft: "" | "keep" | "discard") =>
      this.wire.request("resolve", { conversation, outcome, note, draft });
    this.resolver = new ConversationResolver(surround.after, send, this);
    this.hasRequestedStatus = this.tab.get(STATUS_KEY) !== null;
    this.requestedStatus = signal(statusOf(this.tab.get(STATUS_KEY)));
  }

  /** After every `welcome`: the wished-for status again, and what is lacking about the customers. */
  onWelcome(): void {
    const { desk, threads } = this.state.peek();
    if (desk && !this.hasRequestedStatus) this.requestedStatus.value = statusOf(desk.status);
    if (desk && desk.status !== this.requestedStatus.peek()) void this.setStatus(this.requestedStatus.peek());
    else void this.refreshDesk();
    for (const thread of threads.values())
      if (thread.leftReason === null) void this.loadCustomer(thread.view.id);
    this.reportLost(threads);
    this.viewers.onWelcome();
    this.waitingQueue.markChanged();
    this.waitingQueue.setVisible(this.showsQueue());
    const chosen = this.selected.peek();
    const known =
      chosen !== null && (threads.has(chosen) || chosen === this.selectedEntry.peek()?.conversation);
    if (!known) this.selected.value = this.rows.peek().find((row) => row.kind === "talk")?.id ?? null;
  }

  /** A frame came in; the wire's state has it already. */
  onFrame(frame: Push): void {
    this.viewers.onFrame(frame);
    switch (frame.event) {
      case "queues":
        this.waitingQueue.markChanged(frame.queues.map((queue) => queue.name));
        this.waitingQueue.setVisible(this.showsQueue());
        this.scheduleDeskRefresh();
        break;
      case "message":
        if (frame.message.by.role === "customer") this.resolver.cancelForCustomer(frame.conversation);
        break;
      case "assigned": {
        const { id } = frame.conversation;
        this.releasedByMe.delete(id);
        this.setCustomer(id, frame.customer);
        this.waitingQueue.remove(id);
        this.scheduleDeskRefresh();
        if (this.selected.peek() === id) this.viewers.refresh();
        const now = this.thread.peek();
        // Nobody is torn away from a conversation: it opens by itself only where none is open, or when it was picked.
        if (now === null || now.leftReason !== null || this.pickup.pending.peek().has(id))
          this.selected.value = id;
        break;
      }
      case "viewers":
        // May not be seen any more: a colleague took him.
        if (frame.people.length === 0) this.waitingQueue.markChanged();
        break;
      case "unassigned":
        this.resolver.undo(frame.conversation);
        this.pickup.settle(frame.conversation);
        this.scheduleDeskRefresh();
        break;
      default:
        break;
    }
  }

  /** Everything in the conversation has been before the agent's eyes. */
  markAllRead(thread: Thread): void {
    const seq = lastSeq(thread);
    if (thread.leftReason !== null || seq <= readUpTo(thread, this.readSeqs.peek().get(thread.view.id) ?? 0))
      return;
    this.readSeqs.value = new Map(this.readSeqs.peek()).set(thread.view.id, seq);
    this.wire.read(thread.view.id, seq);
  }

  async send(conversation: string, body: SendBody): Promise<void> {
    const thread = this.state.peek().threads.get(conversation);
    if (thread) this.markAllRead(thread);
    await this.wire.send(conversation, body);
  }

  /** True when it is kept. */
  async addNote(conversation: string, text: string): Promise<boolean> {
    return this.attempt(conversation, async () => {
      const { note } = await this.wire.request("note", { conversation, text });
      const held = this.ownNotes.peek().get(conversation) ?? [];
      this.ownNotes.value = new Map(this.ownNotes.peek()).set(conversation, [...held, note]);
    });
  }

  async setStatus(status: Status): Promise<boolean> {
    const before = this.requestedStatus.peek();
    this.requestedStatus.value = status;
    this.hasRequestedStatus = true;
    this.tab.set(STATUS_KEY, status);
    // Without a line the wish stands: it is told with the next one.
    if (status !== "offline" && this.state.peek().connection.phase !== "online") return true;
    // What is about to be resolved must not go back in line instead.
    if (status === "offline") await this.resolver.sendAll();
    if (status === "offline")
      for (const row of this.conversationRows.peek())
        if (row.leftReason === null) this.releasedByMe.add(row.id);
    const done = await this.attempt(null, () => this.wire.request("availability", { status }));
    // A line that broke meanwhile: as without one.
    if (!done && this.state.peek().connection.phase === "online") {
      this.requestedStatus.value = before;
      this.tab.set(STATUS_KEY, before);
    }
    return done;
  }

  async transfer(
    conversation: string,
    to: { queue: string } | { agent: string },
    note: string,
  ): Promise<boolean> {
    this.releasedByMe.add(conversation);
    const done = await this.attempt(conversation, () =>
      this.wire.request("transfer", { conversation, note, ...to }),
    );
    if (!done) this.releasedByMe.delete(conversation);
    return done;
  }

  override setView(change: Partial<ListView>): void {
    super.setView(change);
    this.waitingQueue.setVisible(this.showsQueue());
  }

  /** Who waits in danger stands in every tab, so the line must be known. */
  private showsQueue(): boolean {
    return this.view.peek().tab !== "mine" || emergencyCount(this.queues.peek()) > 0;
  }

  /** Puts away what has left the desk. */
  dismiss(id: string): void {
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
  async loadPreviousConversations(customer: string): Promise<readonly ConversationView[]> {
    return (await this.wire.request("conversations", { customer })).conversations;
  }

  /** Asks for what is known of a conversation's customer. */
  async loadCustomer(conversation: string): Promise<void> {
    if (this.loadingCustomers.has(conversation)) return;
    this.loadingCustomers.add(conversation);
    try {
      const { customer } = await this.wire.request("customer", { conversation });
      this.setCustomer(conversation, customer);
    } catch (error) {
      if (!isNotOnDesk(error)) errorText(error, t());
    } finally {
      this.loadingCustomers.delete(conversation);
    }
  }

  /** What went away while there was no line; each once. */
  private reportLost(threads: ReadonlyMap<string, Thread>): void {
    let count = 0;
    for (const { view, leftReason: left } of threads.values()) {
      if (left === null) this.reportedLost.delete(view.id);
      else if (left === "connection_lost" && !this.reportedLost.has(view.id)) {
        this.reportedLost.add(view.id);
        count += 1;
      }
    }
    if (count > 0) this.toasts.show({ tone: "bad", text: t().news.lostAway(count) });
  }

  nameOf(conversation: string): string {
    const held = this.state.peek().threads.get(conversation)?.view.customer.name;
    return held ?? this.waitingQueue.find(conversation)?.customer.name ?? "";
  }

  capacity(): number {
    return this.state.peek().desk?.capacity ?? 0;
  }

  private setCustomer(conversation: string, customer: CustomerView): void {
    this.customers.value = new Map(this.customers.peek()).set(conversation, customer);
  }

  private scheduleDeskRefresh(): void {
    if (this.deskRefreshPlanned) return;
    this.deskRefreshPlanned = true;
    this.after(DESK_REFRESH_MS, () => {
      this.deskRefreshPlanned = false;
      void this.refreshDesk();
    });
  }

  /** Asks for the lines: who isn't on duty hears no news of them, and of danger everybody must. */
  async refreshDesk(): Promise<void> {
    if (this.state.peek().connection.phase !== "online") return; // asked for after every welcome
    try {
      await this.wire.request("desk", {});
      this.waitingQueue.setVisible(this.showsQueue());
    } catch (error) {
      errorText(error, t()); // the next frame asks again
    }
  }

  async attempt(conversation: string | null, act: () => Promise<unknown>): Promise<boolean> {
    try {
      await act();
      return true;
    } catch (error) {
      const thread = conversation === null ? undefined : this.state.peek().threads.get(conversation);
      const text = isNotOnDesk(error) && thread ? t().problems.notYours : errorText(error, t());
      this.toasts.show({ tone: "bad", text });
      return false;
    }
  }
}

const statusOf = (text: string | null): Status =>
  text === "available" || text === "paused" ? text : "offline";
