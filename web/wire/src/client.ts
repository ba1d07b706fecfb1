// The client of the centre: one object a page talks to. Everything it needs from outside comes in as ports.

import type { ClientOptions } from "./client_options";
import type { Action, Fields } from "./connection";
import { ConnectionManager } from "./connection_manager";
import { Devices } from "./devices";
import { type FileUpload, FileUploader } from "./file_uploader";
import { HistoryLoader } from "./history_loader";
import { clientId, Outbox } from "./outbox";
import type { Cancel } from "./ports";
import type { Message, Results, UploadView, Welcome } from "./protocol";
import { ReceiptSender } from "./receipts";
import { type ClientState, initialState, type Outgoing, type SendBody } from "./state";
import { type Readable, Store } from "./store";
import { ignoreRequestErrors, StateSync } from "./sync";
import { Threads } from "./threads";
import { TypingSender } from "./typing_sender";
import { type UploadEvents, UploadsUnavailable } from "./upload_events";

/** How often the outboxes of tabs that are gone are looked for, ms. */
const ADOPT_INTERVAL = 60_000;

export class Client {
  readonly state: Readable<ClientState>;
  private readonly store = new Store<ClientState>(initialState);
  private readonly options: ClientOptions;
  private readonly connection: ConnectionManager;
  private readonly outbox: Outbox;
  private readonly threads: Threads;
  private readonly sync: StateSync;
  private readonly receipts: ReceiptSender;
  private readonly devices: Devices;
  private readonly history: HistoryLoader;
  private readonly typingSender: TypingSender;
  private adoptTimer: Cancel | null = null;
  private stopped = false;

  constructor(options: ClientOptions) {
    this.options = options;
    this.state = this.store;
    const { clock, random, storage } = options;
    this.devices = new Devices(options);
    this.threads = new Threads(this.store, clock, {
      outgoing: (id) => this.outbox.items(id),
      gap: (id) => void this.sync.fillGap(id),
      unknownConversation: () => void this.sync.refresh(),
      added: (id, view, added, replace) => {
        void storage.saveThread(view, added, { replace });
        this.onMessagesAdded(id, added);
      },
    });
    this.sync = new StateSync(this.store, this.threads, {
      now: () => clock.now(),
      request: (action, fields) => this.request(action, fields),
      loadEarlier: (id) => this.loadEarlier(id),
      forget: (id) => this.forget(id),
    });
    this.history = new HistoryLoader(this.threads, (fields) => this.request("history", fields));
    this.connection = new ConnectionManager(options, {
      hello: () => ({ device: this.devices.own, cursors: this.threads.cursors() }),
      changed: (connection) => this.store.update((state) => ({ ...state, connection })),
      welcomed: (welcome) => this.onWelcome(welcome),
      push: (frame) => {
        this.sync.applyPush(frame);
        options.onPush?.(frame);
      },
      lateAnswer: (result) => this.sync.applyResult(result),
    });
    this.outbox = new Outbox(storage, clock, random, {
      online: () => this.connection.online,
      send: (item) =>
        this.connection.request("send", {
          conversation: item.conversation,
          client_id: clientId(item),
          body: item.body,
        }),
      changed: (id, outgoing) => this.threads.update(id, (thread) => ({ ...thread, outgoing })),
      sent: (item, sent) => this.sync.addOwnMessage(item, sent),
    });
    this.typingSender = new TypingSender(
      clock,
      () => this.connection.online,
      (conversation) => this.connection.request("typing", { conversation }).catch(ignoreRequestErrors),
    );
    this.receipts = new ReceiptSender(
      clock,
      () => this.connection.online,
      (kind, conversation, seq) => this.connection.request(kind, { conversation, seq }),
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
    this.connection.start();
    await this.adoptOrphans();
  }

  /** Ends the connection; what waits stays stored for the next start. */
  stop(): void {
    this.stopped = true;
    this.adoptTimer?.();
    this.outbox.stop();
    this.receipts.stop();
    this.threads.stop();
    this.connection.stop();
    this.devices.release();
  }

  /** Ends the connection and forgets everything stored for this person. */
  async signOut(): Promise<void> {
    this.stop();
    await this.options.storage.clear();
  }

  /** After the person has signed in again. */
  renew(): void {
    this.connection.renew();
  }

  /** Tries to connect at once instead of when the delay is over. */
  reconnectNow(): void {
    this.connection.reconnectNow();
  }

  /** Opens a conversation, or gives the one open on this topic: its id. */
  async open(topic?: string): Promise<string> {
    const fields = topic === undefined ? {} : { topic };
    const opened = await this.request("open", { device: this.devices.own, ...fields });
    return opened.conversation.id;
  }

  /** Resolves when the message is kept on this machine; the thread's `outgoing` tells how it goes on. */
  send(conversation: string, body: SendBody): Promise<void> {
    this.typingSender.reset(conversation);
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
    this.typingSender.typing(conversation);
  }

  /** Everything up to `seq` has been seen by the person. */
  read(conversation: string, seq: number): void {
    this.receipts.advance("read", conversation, seq);
    const role = this.store.get().you?.role === "customer" ? "customer" : "agent";
    this.threads.applyReceipt(conversation, role, { delivered: seq, read: seq });
  }

  /** Loads the page before the first message held, or the newest when nothing is held. */
  loadEarlier(conversation: string): Promise<void> {
    return this.history.loadEarlier(conversation);
  }

  /** Loads what is before back to the seq `from`, page by page; stops when `signal` does. Throws what `request` throws. */
  loadHistory(conversation: string, signal?: AbortSignal, from?: number): Promise<void> {
    return this.history.loadHistory(conversation, signal, from);
  }

  /**
   * Brings a file to the centre, however often the line is lost; the message that shows it is sent by the caller.
   * Throws `Refused`, an `AbortError`, and `UploadsUnavailable` where there is no way for files.
   */
  upload(file: FileUpload, events: UploadEvents, signal: AbortSignal): Promise<UploadView> {
    const { putBytes, clock, random } = this.options;
    if (!putBytes) return Promise.reject(new UploadsUnavailable());
    const uploader = new FileUploader(
      (action, fields) => this.request(action, fields),
      putBytes,
      clock,
      random,
    );
    return uploader.upload(file, events, signal);
  }

  /**
   * Any action. Its answer is brought into the state as well. Throws `Refused` (with the text for the person),
   * `LineLost` or `Unanswered` (then it may or may not have been done).
   */
  async request<A extends Action>(action: A, fields: Fields<A>): Promise<Results[A]> {
    const result = await this.connection.request(action, fields);
    this.sync.applyResult(result);
    return result;
  }

  /** Agents: puts away a conversation that is no longer theirs. */
  forget(conversation: string): void {
    this.threads.forget(conversation);
    void this.options.storage.forgetThread(conversation);
  }

  private onWelcome(welcome: Welcome): void {
    this.sync.applyWelcome(welcome);
    const side = welcome.you.role === "customer" ? "customer_receipts" : "agent_receipts";
    for (const { conversation } of welcome.conversations ?? []) {
      const { delivered = 0, read = 0 } = conversation[side] ?? {};
      this.receipts.setKnown("delivered", conversation.id, delivered);
      this.receipts.setKnown("read", conversation.id, read);
    }
    this.outbox.resume();
    this.receipts.resume();
  }

  private onMessagesAdded(conversation: string, added: readonly Message[]): void {
    const ids = new Set(added.flatMap((message) => message.client_id ?? []));
    if (ids.size > 0) this.outbox.settle(conversation, ids);
    const you = this.store.get().you;
    const others = added.filter((message) => message.by.id !== you?.id);
    const last = others.at(-1);
    if (last) this.receipts.advance("delivered", conversation, last.seq);
  }

  private async adoptOrphans(): Promise<void> {
    this.outbox.adopt(await this.devices.orphans());
    if (this.stopped) return;
    this.adoptTimer = this.options.clock.after(ADOPT_INTERVAL, () => void this.adoptOrphans());
  }
}
