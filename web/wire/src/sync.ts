// Applies what the server sends to the state: the welcome, push frames, results.
import { type Action, AnswerTimeout, ConnectionLost, type Fields, type Push, Refused } from "./connection";
import { withQueues } from "./merge";
import { clientId } from "./outbox";
import type { AnyResult, Message, MessageSent, Results, Welcome } from "./protocol";
import { type ClientState, lastSeq, type Outgoing } from "./state";
import type { Store } from "./store";
import type { Threads } from "./threads";

const GAP_PAGE = 100;

/** What applying a frame may require. */
export interface SyncActions {
  now(): number;
  request<A extends Action>(action: A, fields: Fields<A>): Promise<Results[A]>;
  loadEarlier(conversation: string): Promise<void>;
  forget(conversation: string): void;
}

export class StateSync {
  private readonly store: Store<ClientState>;
  private readonly threads: Threads;
  private readonly actions: SyncActions;
  private readonly fillingGaps = new Set<string>();

  constructor(store: Store<ClientState>, threads: Threads, actions: SyncActions) {
    this.store = store;
    this.threads = threads;
    this.actions = actions;
  }

  /** Applies a welcome: adds the missed messages and marks the conversations that are no longer listed. */
  applyWelcome(welcome: Welcome): void {
    this.store.update((state) => ({
      ...state,
      you: welcome.you,
      expiresAt: welcome.expires_at,
      skew: welcome.server_time - this.actions.now(),
      desk: welcome.desk ?? state.desk,
      deskRules: welcome.desk_rules ?? state.deskRules,
      serviceLevels: welcome.service_levels ?? state.serviceLevels,
      accidentForm: welcome.accident_form ?? state.accidentForm,
      claimLabels: welcome.claim_labels ?? state.claimLabels,
      wrapUp: welcome.wrap_up ?? state.wrapUp,
      renewalDays: welcome.renewal_days ?? state.renewalDays,
      fileSuffixes: welcome.file_suffixes ?? state.fileSuffixes,
      banks: welcome.banks ?? state.banks,
      slowCheckSeconds: welcome.slow_check_seconds ?? state.slowCheckSeconds,
      typingPreview: welcome.typing_preview ?? false,
    }));
    const missed = welcome.conversations ?? [];
    for (const { conversation, messages, resync, more } of missed) {
      // Messages first: the view may be ahead of a full page, which isn't a gap yet.
      if (this.threads.get(conversation.id)) this.threads.receive(conversation.id, messages ?? [], resync);
      this.threads.applyView(conversation, true);
      this.threads.receive(conversation.id, messages ?? [], resync);
      if (more && !resync) void this.fillGap(conversation.id);
    }
    this.leaveUnlisted(new Set(missed.map(({ conversation }) => conversation.id)), welcome.you.role);
  }

  /** Applies a push frame. */
  applyPush(frame: Push): void {
    switch (frame.event) {
      case "message": {
        const empty = this.threads.get(frame.conversation)?.messages.length === 0;
        this.threads.receive(frame.conversation, [frame.message]);
        if (empty && frame.message.seq > 1)
          this.actions.loadEarlier(frame.conversation).catch(ignoreRequestErrors);
        break;
      }
      case "typing":
        this.threads.setTyping(frame.conversation, frame.by, frame.text);
        break;
      case "receipt":
        this.threads.applyReceipt(frame.conversation, frame.role, frame);
        break;
      case "conversation":
        this.threads.applyView(frame.conversation);
        break;
      case "assigned":
        this.threads.applyView(frame.conversation, true);
        this.threads.receive(frame.conversation.id, frame.messages, true);
        this.threads.update(frame.conversation.id, (thread) => ({ ...thread, customer: frame.customer }));
        break;
      case "unassigned":
        this.leave(frame.conversation, frame.reason);
        break;
      case "queues":
        this.store.update((state) =>
          state.desk ? { ...state, desk: withQueues(state.desk, frame.queues) } : state,
        );
        break;
      case "note":
      case "whisper":
        this.threads.addNote(frame.conversation, frame.note);
        break;
    }
  }

  /** Applies the result of a request. */
  applyResult(result: AnyResult): void {
    switch (result.kind) {
      case "conversation_opened":
        this.threads.applyView(result.conversation);
        this.threads.receive(result.conversation.id, result.messages ?? [], true);
        break;
      case "conversation_changed":
        if (this.threads.get(result.conversation.id)) this.threads.applyView(result.conversation);
        break;
      case "conversation_list":
        if (this.store.get().you?.role === "customer")
          for (const view of result.conversations) this.threads.applyView(view);
        break;
      case "message_list":
        if (this.threads.get(result.conversation)) this.threads.receive(result.conversation, result.messages);
        break;
      case "desk_shown":
        this.store.update((state) => ({ ...state, desk: result.desk }));
        break;
      case "message_sent":
        this.applyLateSent(result);
        break;
      default:
        break;
    }
  }

  /** Fetches the customer's conversations and removes those that no longer exist. */
  async refresh(): Promise<void> {
    if (this.store.get().you?.role !== "customer") return;
    try {
      const { conversations } = await this.actions.request("conversations", {});
      const listed = new Set(conversations.map((view) => view.id));
      const oldest = Math.min(...conversations.map((view) => view.opened_at), Number.POSITIVE_INFINITY);
      for (const { view, outgoing } of this.store.get().threads.values()) {
        const deleted = !listed.has(view.id) && (conversations.length === 0 || view.opened_at > oldest);
        if (deleted && outgoing.length === 0) this.actions.forget(view.id);
      }
    } catch (error) {
      ignoreRequestErrors(error);
    }
  }

  /** Fetches what follows the last message in the state, page by page. */
  async fillGap(conversation: string): Promise<void> {
    if (this.fillingGaps.has(conversation)) return;
    this.fillingGaps.add(conversation);
    try {
      for (let more = true; more; ) {
        const thread = this.threads.get(conversation);
        if (!thread) return;
        const after = lastSeq(thread);
        const page = await this.actions.request("history", { conversation, after, limit: GAP_PAGE });
        const now = this.threads.get(conversation);
        more = page.more && now !== undefined && lastSeq(now) > after;
      }
    } catch (error) {
      ignoreRequestErrors(error);
    } finally {
      this.fillingGaps.delete(conversation);
    }
  }

  /** Adds a message sent by this client: the sending connection gets no frame of it. */
  addOwnMessage(item: Outgoing, sent: MessageSent): void {
    const you = this.store.get().you;
    if (!you) return;
    const role = you.role === "customer" ? "customer" : "agent";
    const message: Message = {
      seq: sent.seq,
      at: sent.at,
      by: { role, id: you.id, name: you.name },
      body: sent.body ?? item.body,
      client_id: clientId(item),
    };
    this.threads.receive(item.conversation, [message]);
  }

  /** Open conversations that the welcome didn't list have ended, or belong to somebody else by now. */
  private leaveUnlisted(named: ReadonlySet<string>, role: string): void {
    const threads = [...this.store.get().threads.values()].filter(
      ({ view, leftReason }) => !named.has(view.id) && leftReason === null && view.state !== "closed",
    );
    if (threads.length === 0) return;
    if (role === "customer") void this.refresh();
    else for (const { view } of threads) this.leave(view.id, "connection_lost");
  }

  /** An answer that came after its timeout: the item is still in the outbox, or settled since. */
  private applyLateSent(sent: MessageSent): void {
    const item = this.threads
      .get(sent.conversation)
      ?.outgoing.find((outgoing) => clientId(outgoing) === sent.client_id);
    if (item) this.addOwnMessage(item, sent);
  }

  private leave(conversation: string, reason: string): void {
    this.threads.update(conversation, (thread) => ({ ...thread, leftReason: reason }));
  }
}

/** Ignores lost connections, timeouts and refusals; throws anything else. The next connection repeats what matters. */
export const ignoreRequestErrors = (error: unknown): void => {
  if (!(error instanceof ConnectionLost || error instanceof Refused || error instanceof AnswerTimeout))
    throw error;
};
