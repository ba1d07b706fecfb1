// What the desk shows: rows of conversations, the selected one, read positions, the list's view.
import { type KeyValueStore, readJson } from "@baro/design/storage";
import type {
  ClientState,
  CustomerView,
  DeskRules,
  QueueEntryView,
  QueueView,
  ServiceLevelView,
  Thread,
} from "@baro/wire";
import { batch, computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { partOf } from "./participation";
import { emergencyCount } from "./queues";
import {
  createConversationRowCache,
  createQueueRowCache,
  DEFAULT_VIEW,
  type ListView,
  matchesSearch,
  type Row,
  visibleRows,
} from "./rows";
import { matchesText } from "./text_search";

const VIEW_KEY = "baro panel list";
const NO_QUEUES: readonly QueueView[] = [];

export class DeskState {
  readonly state: ReadonlySignal<ClientState>;
  readonly selected = signal<string | null>(null);
  readonly view: Signal<ListView>;
  readonly searchQuery = signal("");
  readonly customers = signal<ReadonlyMap<string, CustomerView>>(new Map());
  readonly readSeqs = signal<ReadonlyMap<string, number>>(new Map());

  /** The queue entry selected last; kept after the customer has left the queue. */
  readonly selectedEntry = signal<QueueEntryView | null>(null);
  readonly queues: ReadonlySignal<readonly QueueView[]>;
  /** Thresholds of the insurer's configuration; null before the first `welcome`. */
  readonly rules: ReadonlySignal<DeskRules | null>;
  /** When answers of the queues are due; empty before the first `welcome`. */
  readonly serviceLevels: ReadonlySignal<readonly ServiceLevelView[]>;
  /** The open conversation. */
  readonly thread: ReadonlySignal<Thread | null>;
  /** The selected conversation, if it is assigned to this agent or waiting; else null. */
  readonly viewedConversation: ReadonlySignal<string | null>;
  /** Conversations of this desk. */
  readonly conversationRows: ReadonlySignal<readonly Row[]>;
  /** Waiting customers. */
  readonly queueRows: ReadonlySignal<readonly Row[]>;
  /** The rows that the list shows, in its order. */
  readonly rows: ReadonlySignal<readonly Row[]>;
  /** The tags of the listed conversations, in the order of the alphabet. */
  readonly tagsInUse: ReadonlySignal<readonly string[]>;
  readonly unreadCount: ReadonlySignal<number>;
  /** Number of conversations assigned to this agent. */
  readonly openCount: ReadonlySignal<number>;
  protected readonly shelf: KeyValueStore;
  private readonly entries: ReadonlySignal<readonly QueueEntryView[]>;

  constructor(
    state: ReadonlySignal<ClientState>,
    shelf: KeyValueStore,
    entries: ReadonlySignal<readonly QueueEntryView[]>,
  ) {
    this.state = state;
    this.shelf = shelf;
    this.entries = entries;
    this.view = signal({ ...DEFAULT_VIEW, ...readJson<Partial<ListView>>(shelf, VIEW_KEY, {}) });
    this.queues = computed(() => this.state.value.desk?.queues ?? NO_QUEUES);
    this.rules = computed(() => this.state.value.deskRules);
    this.serviceLevels = computed(() => this.state.value.serviceLevels);
    this.thread = computed(() => {
      const id = this.selected.value;
      return id === null ? null : (this.state.value.threads.get(id) ?? null);
    });
    this.viewedConversation = computed(() => {
      const id = this.selected.value;
      const thread = this.thread.value;
      const waits = () => this.entries.value.some((entry) => entry.conversation === id);
      return (thread ? thread.leftReason === null : waits()) ? id : null;
    });
    const row = createConversationRowCache();
    this.conversationRows = computed(() => {
      const seen = this.readSeqs.value;
      return [...this.state.value.threads.values()].map((thread) =>
        row(
          thread,
          seen.get(thread.view.id) ?? 0,
          this.customers.value.get(thread.view.id) ?? thread.customer,
        ),
      );
    });
    const queueRow = createQueueRowCache();
    const ours = computed(() => {
      const open = this.conversationRows.value.filter((one) => one.leftReason === null).map((one) => one.id);
      return new Set(open);
    });
    this.queueRows = computed(() => {
      const entries = this.entries.value;
      // A conversation assigned to this desk at the same moment isn't listed as waiting as well.
      return entries.filter((entry) => !ours.value.has(entry.conversation)).map(queueRow);
    });
    this.rows = computed(() => {
      const view = this.view.value;
      const query = this.searchQuery.value.trim();
      const conversations = view.tab === "waiting" ? [] : this.matchingConversations(query);
      if (view.tab === "mine" && emergencyCount(this.queues.value) === 0)
        return visibleRows(conversations, view);
      const waiting = this.queueRows.value.filter((one) => query === "" || matchesText(one.name, query));
      if (conversations.length === 0) return visibleRows(waiting, view);
      const waitingIds = new Set(waiting.map((one) => one.id));
      return visibleRows([...conversations.filter((one) => !waitingIds.has(one.id)), ...waiting], view);
    });
    this.tagsInUse = computed(() => {
      const rows = [...this.conversationRows.value, ...this.queueRows.value];
      return [...new Set(rows.flatMap(({ tags }) => tags))].sort();
    });
    this.unreadCount = computed(() => this.conversationRows.value.reduce((sum, one) => sum + one.unread, 0));
    this.openCount = computed(() => {
      const { threads, you } = this.state.value;
      const own = [...threads.values()].filter(
        ({ view, leftReason }) =>
          leftReason === null && view.state === "assigned" && partOf(view, you?.id ?? "") === "agent",
      );
      return own.length;
    });
  }

  customerOf(thread: Thread): CustomerView | null {
    return this.customers.value.get(thread.view.id) ?? thread.customer;
  }

  select(id: string | null): void {
    const entry = this.entries.peek().find((one) => one.conversation === id);
    batch(() => {
      if (entry) this.selectedEntry.value = entry;
      this.selected.value = id;
    });
  }

  setView(change: Partial<ListView>): void {
    const { tab, filter, sort, queue, tag } = { ...this.view.peek(), ...change };
    this.view.value = { tab, filter, sort, queue, tag };
    this.shelf.set(VIEW_KEY, JSON.stringify(this.view.peek()));
  }

  /** Selects the next (1) or previous (-1) conversation of the list, cyclically. */
  selectByOffset(by: 1 | -1): void {
    const rows = this.rows.peek();
    const at = rows.findIndex((row) => row.id === this.selected.peek());
    const next = at < 0 ? 0 : (at + by + rows.length) % rows.length;
    this.select(rows[next]?.id ?? this.selected.peek());
  }

  /** Selects the conversation that most urgently needs an answer; false if none does. */
  nextUnread(): boolean {
    const chosen = this.selected.peek();
    const rows = visibleRows(this.conversationRows.peek(), DEFAULT_VIEW);
    const next =
      rows.find((row) => row.id !== chosen && (row.unread > 0 || row.neverOpened)) ??
      rows.find((row) => row.id !== chosen && row.waitingSince > 0);
    if (next) this.select(next.id);
    return next !== undefined;
  }

  private matchingConversations(query: string): readonly Row[] {
    if (query === "") return this.conversationRows.value;
    const threads = this.state.value.threads;
    return this.conversationRows.value.filter((one) => {
      const thread = threads.get(one.id);
      return thread !== undefined && matchesSearch(thread, this.customerOf(thread), query);
    });
  }
}
