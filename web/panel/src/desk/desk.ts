// The agent's desk: applies frames and carries out the agent's actions.
import { type KeyValueStore, localStore, tabStore } from "@baro/design/storage";
import type { ClientState, ConversationView, JobCardView, NoteView, Push, Thread } from "@baro/wire";
import { lastSeq } from "@baro/wire";
import { batch, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { t } from "../i18n";
import { ConversationResolver } from "./conversation_resolver";
import { CustomerLoader } from "./customer_loader";
import type { DeskContext, Status, Wire } from "./desk_context";
import { DeskRefresh } from "./desk_refresh";
import { DeskState } from "./desk_state";
import { Drafts } from "./drafts";
import { errorText, isNotOnDesk } from "./errors";
import { type HeldBody, HeldMessages } from "./held_messages";
import { LostConversations } from "./lost_conversations";
import { Participation } from "./participation";
import { PendingTransfers, type TransferTarget } from "./pending_transfers";
import { Pickup } from "./pickup";
import { sendFiles } from "./pictures";
import { emergencyCount } from "./queues";
import { RequestedStatus } from "./requested_status";
import { type ListView, readUpTo } from "./rows";
import { Teamwork } from "./teamwork";
import { teamworkNotices } from "./teamwork_notices";
import { Toasts } from "./toasts";
import { ConversationViewers } from "./viewers";
import { SavedViews } from "./views";
import { WaitingQueue } from "./waiting_queue";

interface DeskOptions {
  readonly wire: Wire;
  readonly state: ReadonlySignal<ClientState>;
  readonly person: string;
  readonly lasting?: KeyValueStore;
  readonly tab?: KeyValueStore;
  /** Calls `then` once after `ms`. */
  readonly after: (ms: number, then: () => void) => void;
  /** Shows mentions and follow-ups. */
  readonly openInbox?: () => void;
}

export class Desk extends DeskState implements DeskContext {
  readonly wire: Wire;
  readonly toasts: Toasts;
  readonly drafts: Drafts;
  readonly waitingQueue: WaitingQueue;
  readonly savedViews: SavedViews;
  readonly resolver: ConversationResolver;
  readonly transfers: PendingTransfers;
  readonly heldMessages: HeldMessages;
  readonly participation: Participation;
  readonly pickup: Pickup;
  readonly viewers: ConversationViewers;
  readonly teamwork: Teamwork;
  readonly requestedStatus: Signal<Status>;
  readonly ownNotes = signal<ReadonlyMap<string, readonly NoteView[]>>(new Map());
  /** The newest card of a roadside job that came of a customer whom this agent serves. */
  readonly jobCard = signal<JobCardView | null>(null);
  /** Conversations that this agent released: no announcement follows for them. */
  readonly releasedByMe = new Set<string>();

  private readonly status: RequestedStatus;
  private readonly refresh: DeskRefresh;
  private readonly lost = new LostConversations();
  private readonly customerLoader: CustomerLoader;

  constructor(options: DeskOptions) {
    const { wire, state, person, after } = options;
    const waitingQueue = new WaitingQueue(wire, after);
    super(state, options.lasting ?? localStore, waitingQueue.entries);
    this.waitingQueue = waitingQueue;
    this.wire = wire;
    this.customerLoader = new CustomerLoader(wire, this.customers);
    this.status = new RequestedStatus(options.tab ?? tabStore);
    this.requestedStatus = this.status.value;
    this.refresh = new DeskRefresh(state, after, async () => {
      await wire.request("desk", {});
      waitingQueue.setVisible(this.showsQueue());
    });
    this.toasts = new Toasts(after);
    this.drafts = new Drafts(this.shelf, person, (then) => after(400, then));
    this.savedViews = new SavedViews(this.shelf, person);
    this.pickup = new Pickup(waitingQueue, this);
    const finish = (key: string) => void this.finishFollowUp(key, true);
    this.teamwork = new Teamwork(
      wire,
      teamworkNotices(this.toasts, options.openInbox ?? (() => undefined), finish),
    );
    this.viewers = new ConversationViewers(wire, after, () => this.state.peek().you?.id);
    const send = async (
      conversation: string,
      outcome: string,
      note: string,
      draft: "" | "keep" | "discard",
    ) => {
      await this.heldMessages.sendNow(conversation);
      return this.wire.request("resolve", { conversation, outcome, note, draft });
    };
    this.resolver = new ConversationResolver(after, send, this);
    this.transfers = new PendingTransfers(after, (id, to, note) => this.transfer(id, to, note), this);
    this.heldMessages = new HeldMessages(after, (id, body) => this.send(id, body), this);
    this.participation = new Participation(wire, this);
  }

  /** Called after every `welcome`: restores the requested status and loads unknown customers. */
  onWelcome(): void {
    const { desk, threads } = this.state.peek();
    if (desk) this.status.adopt(desk.status);
    if (desk && desk.status !== this.requestedStatus.peek()) void this.setStatus(this.requestedStatus.peek());
    else void this.refreshDesk();
    for (const thread of threads.values())
      if (thread.leftReason === null) void this.loadCustomer(thread.view.id);
    const lost = this.lost.countNew(threads);
    if (lost > 0) this.toasts.show({ tone: "bad", text: t().announcements.lostAway(lost) });
    this.viewers.onWelcome();
    void this.teamwork.onWelcome();
    this.waitingQueue.markChanged();
    this.waitingQueue.setVisible(this.showsQueue());
    const chosen = this.selected.peek();
    const known =
      chosen !== null && (threads.has(chosen) || chosen === this.selectedEntry.peek()?.conversation);
    if (!known) this.selected.value = this.rows.peek().find((row) => row.kind === "conversation")?.id ?? null;
  }

  /** Applies a frame; the wire's state contains it already. */
  onFrame(frame: Push): void {
    this.viewers.onFrame(frame);
    this.teamwork.onFrame(frame);
    switch (frame.event) {
      case "job_card":
        this.jobCard.value = frame.card;
        break;
      case "queues":
        this.waitingQueue.markChanged(frame.queues.map((queue) => queue.name));
        this.waitingQueue.setVisible(this.showsQueue());
        this.refresh.schedule();
        break;
      case "message":
        if (frame.message.by.role === "customer") this.resolver.cancelForCustomer(frame.conversation);
        break;
      case "assigned": {
        const { id } = frame.conversation;
        this.releasedByMe.delete(id);
        this.customerLoader.set(id, frame.customer);
        this.waitingQueue.remove(id);
        this.refresh.schedule();
        if (this.selected.peek() === id) this.viewers.refresh();
        const now = this.thread.peek();
        // It opens by itself only if no conversation is open, or if this agent picked it up.
        if (now === null || now.leftReason !== null || this.pickup.pending.peek().has(id))
          this.selected.value = id;
        break;
      }
      case "tags":
        this.customerLoader.setTags(frame.conversation, frame.tags);
        break;
      case "whisper":
        this.toasts.show({
          tone: "plain",
          text: t().announcements.whisper(frame.note.by.name, frame.note.text),
        });
        break;
      case "viewers":
        // The agent may not view it any more: it was assigned to a colleague.
        if (frame.viewers.length === 0) this.waitingQueue.markChanged();
        break;
      case "unassigned":
        this.resolver.undo(frame.conversation);
        this.transfers.undo(frame.conversation);
        this.heldMessages.takeBack(frame.conversation);
        this.pickup.settle(frame.conversation);
        this.refresh.schedule();
        break;
      default:
        break;
    }
  }

  /** Marks everything in the conversation as read. */
  markAllRead(thread: Thread): void {
    const seq = lastSeq(thread);
    if (thread.leftReason !== null || seq <= readUpTo(thread, this.readSeqs.peek().get(thread.view.id) ?? 0))
      return;
    this.readSeqs.value = new Map(this.readSeqs.peek()).set(thread.view.id, seq);
    this.wire.read(thread.view.id, seq);
  }

  async send(conversation: string, body: HeldBody): Promise<void> {
    if (body.type === "files") await sendFiles(this, conversation, body.files, t().pictures);
    else await this.wire.send(conversation, body);
  }

  /** True if the note was stored. */
  async addNote(conversation: string, text: string, mentions: string[] = []): Promise<boolean> {
    return this.attempt(conversation, async () => {
      const { note } = await this.wire.request("note", { conversation, text, mentions });
      const held = this.ownNotes.peek().get(conversation) ?? [];
      this.ownNotes.value = new Map(this.ownNotes.peek()).set(conversation, [...held, note]);
    });
  }

  /** True if the follow-up was stored. */
  addFollowUp(conversation: string, text: string, dueAt: number, key: string): Promise<boolean> {
    return this.attempt(conversation, () => this.teamwork.addFollowUp(conversation, text, dueAt, key));
  }

  finishFollowUp(key: string, done: boolean): Promise<boolean> {
    return this.attempt(null, () => this.teamwork.finish(key, done));
  }

  /** True if the tags were stored. */
  async setTags(conversation: string, tags: readonly string[]): Promise<boolean> {
    return this.attempt(conversation, async () => {
      const stored = await this.wire.request("tag", { conversation, tags: [...tags] });
      this.customerLoader.setTags(conversation, stored.tags ?? []);
    });
  }

  async setStatus(status: Status): Promise<boolean> {
    const before = this.requestedStatus.peek();
    this.status.set(status);
    // Without a connection the requested status is sent with the next one.
    if (status !== "offline" && this.state.peek().connection.phase !== "online") return true;
    // Conversations with a pending resolve or transfer must not be requeued, and no message must be lost.
    if (status === "offline") {
      await this.heldMessages.sendAll();
      await Promise.all([this.resolver.sendAll(), this.transfers.sendAll()]);
    }
    if (status === "offline")
      for (const row of this.conversationRows.peek())
        if (row.leftReason === null) this.releasedByMe.add(row.id);
    const done = await this.attempt(null, () => this.wire.request("availability", { status }));
    // If the connection broke meanwhile, the requested status stays.
    if (!done && this.state.peek().connection.phase === "online") this.status.set(before);
    return done;
  }

  async transfer(conversation: string, to: TransferTarget, note: string): Promise<boolean> {
    await this.heldMessages.sendNow(conversation);
    if ("offerTo" in to) {
      if (note !== "" && !(await this.addNote(conversation, note))) return false;
      return this.participation.invite(conversation, to.offerTo, "take_over");
    }
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

  /** Emergencies are listed in every tab, so the queue has to be loaded for them. */
  private showsQueue(): boolean {
    return this.view.peek().tab !== "mine" || emergencyCount(this.queues.peek()) > 0;
  }

  /** Removes a conversation that has left the desk. */
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

  /** Previous conversations of a customer, newest first. Throws errors of the wire. */
  async loadPreviousConversations(customer: string): Promise<readonly ConversationView[]> {
    return (await this.wire.request("conversations", { customer })).conversations;
  }

  loadCustomer(conversation: string): Promise<void> {
    return this.customerLoader.load(conversation);
  }

  nameOf(conversation: string): string {
    const held = this.state.peek().threads.get(conversation)?.view.customer.name;
    return held ?? this.waitingQueue.find(conversation)?.customer.name ?? "";
  }

  capacity(): number {
    return this.state.peek().desk?.capacity ?? 0;
  }

  refreshDesk(): Promise<void> {
    return this.refresh.now();
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
