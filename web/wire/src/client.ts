// The client of the chat server: the one object that a page uses. Its dependencies are ports.

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

/** How often the outboxes of closed tabs are looked for, ms. */
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

  /** Reads the stored data, then connects. When it resolves, the state has the stored conversations. */
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

  /** Ends the connection; unsent items stay stored for the next start. */
  stop(): void {
    this.stopped = true;
    this.adoptTimer?.();
    this.outbox.stop();
    this.receipts.stop();
    this.threads.stop();
    this.connection.stop();
    this.devices.release();
  }

  /** Ends the connection and deletes everything stored for this person. */
  async signOut(): Promise<void> {
    this.stop();
    await this.options.storage.clear();
  }

  /** After the person has signed in again. */
  renew(): void {
    this.connection.renew();
  }

  /** Connects anew, for another language; the present connection is used until then. */
  reconnect(): void {
    this.connection.reconnect();
  }

  /** Connects at once instead of after the delay. */
  reconnectNow(): void {
    this.connection.reconnectNow();
  }

  /** Opens a conversation, or finds the one open on this topic. Returns its id. */
  async open(topic?: string): Promise<string> {
    const fields = topic === undefined ? {} : { topic };
    const opened = await this.request("open", { device: this.devices.own, ...fields });
    return opened.conversation.id;
  }

  /** Resolves when the message is stored in the browser; the thread's `outgoing` has its status. */
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

  /** Reports typing; call it on every key. */
  typing(conversation: string): void {
    this.typingSender.typing(conversation);
  }

  /** Marks everything up to `seq` as read by the person. */
  read(conversation: string, seq: number): void {
    if (this.isBesideAgent(conversation)) return;
    this.receipts.advance("read", conversation, seq);
    const role = this.store.get().you?.role === "customer" ? "customer" : "agent";
    this.threads.applyReceipt(conversation, role, { delivered: seq, read: seq });
  }

  /** Loads the page before the first message in the state, or the newest page when there is none. */
  loadEarlier(conversation: string): Promise<void> {
    return this.history.loadEarlier(conversation);
  }

  /** Loads the history back to `from`, until `signal` is aborted. Throws what `request` throws. */
  loadHistory(conversation: string, signal?: AbortSignal, from?: number): Promise<void> {
    return this.history.loadHistory(conversation, signal, from);
  }

  /**
   * Uploads a file, across lost connections; the caller sends the message that shows it.
   * Throws `Refused`, an `AbortError`, and `UploadsUnavailable` without the option `putBytes`.
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
   * Sends any action; its result is applied to the state as well. Throws `Refused` (with the text for the person),
   * `ConnectionLost` or `AnswerTimeout` (then it may or may not have been done).
   */
  async request<A extends Action>(action: A, fields: Fields<A>): Promise<Results[A]> {
    const result = await this.connection.request(action, fields);
    this.sync.applyResult(result);
    return result;
  }

  /** Agents: removes a conversation that is no longer theirs. */
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
    if (last && !this.isBesideAgent(conversation)) this.receipts.advance("delivered", conversation, last.seq);
  }

  /** Whether this person is in the conversation beside its agent: the receipts are the agent's. */
  private isBesideAgent(conversation: string): boolean {
    const { you, threads } = this.store.get();
    return Boolean(threads.get(conversation)?.view.participants?.some(({ id }) => id === you?.id));
  }

  private async adoptOrphans(): Promise<void> {
    this.outbox.adopt(await this.devices.orphans());
    if (this.stopped) return;
    this.adoptTimer = this.options.clock.after(ADOPT_INTERVAL, () => void this.adoptOrphans());
  }
}
