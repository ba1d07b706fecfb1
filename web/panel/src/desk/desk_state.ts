// What lies on the agent's desk: conversations as rows, which is open, what has been seen.
import { kept, type Shelf } from "@baro/design/kept";
import type { ClientState, CustomerView, DeskRules, PlaceView, QueueView, Thread } from "@baro/wire";
import { batch, computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { dangerIn } from "./queues";
import { arrange, FIRST_VIEW, found, type ListView, type Row, rowMaker, waitingRowMaker } from "./rows";
import { matches } from "./text_search";

const VIEW = "baro panel list";
const NO_QUEUES: readonly QueueView[] = [];

export class Board {
  readonly state: ReadonlySignal<ClientState>;
  readonly selected = signal<string | null>(null);
  readonly view: Signal<ListView>;
  readonly query = signal("");
  readonly known = signal<ReadonlyMap<string, CustomerView>>(new Map());
  readonly seen = signal<ReadonlyMap<string, number>>(new Map());

  /** The customer in line who was chosen last, also when he doesn't wait any more. */
  readonly place = signal<PlaceView | null>(null);
  readonly queues: ReadonlySignal<readonly QueueView[]>;
  /** Thresholds of the insurer's configuration; null before the first `welcome`. */
  readonly rules: ReadonlySignal<DeskRules | null>;
  /** The open conversation. */
  readonly thread: ReadonlySignal<Thread | null>;
  /** The conversation that is open and may be worked on: this desk's, or one in line. */
  readonly before: ReadonlySignal<string | null>;
  /** Conversations of this desk. */
  readonly all: ReadonlySignal<readonly Row[]>;
  /** Customers in line. */
  readonly inLine: ReadonlySignal<readonly Row[]>;
  /** Those the list shows, in its order. */
  readonly rows: ReadonlySignal<readonly Row[]>;
  readonly unread: ReadonlySignal<number>;
  /** How many conversations are this agent's now. */
  readonly open: ReadonlySignal<number>;
  protected readonly shelf: Shelf;
  private readonly places: ReadonlySignal<readonly PlaceView[]>;

  constructor(
    state: ReadonlySignal<ClientState>,
    shelf: Shelf,
    places: ReadonlySignal<readonly PlaceView[]>,
  ) {
    this.state = state;
    this.shelf = shelf;
    this.places = places;
    this.view = signal(kept(shelf, VIEW, FIRST_VIEW));
    this.queues = computed(() => this.state.value.desk?.queues ?? NO_QUEUES);
    this.rules = computed(() => this.state.value.deskRules);
    this.thread = computed(() => {
      const id = this.selected.value;
      return id === null ? null : (this.state.value.threads.get(id) ?? null);
    });
    this.before = computed(() => {
      const id = this.selected.value;
      const thread = this.thread.value;
      const waits = () => this.places.value.some((place) => place.conversation === id);
      return (thread ? thread.leftReason === null : waits()) ? id : null;
    });
    const row = rowMaker();
    this.all = computed(() => {
      const seen = this.seen.value;
      return [...this.state.value.threads.values()].map((thread) =>
        row(thread, seen.get(thread.view.id) ?? 0),
      );
    });
    const waiting = waitingRowMaker();
    const ours = computed(() => {
      const open = this.all.value.filter((one) => one.left === null).map((one) => one.id);
      return new Set(open);
    });
    this.inLine = computed(() => {
      const places = this.places.value;
      // A conversation that came to this desk in the same moment doesn't stand in line as well.
      return places.filter((place) => !ours.value.has(place.conversation)).map(waiting);
    });
    this.rows = computed(() => {
      const view = this.view.value;
      const query = this.query.value.trim();
      const talks = view.tab === "waiting" ? [] : this.talks(query);
      if (view.tab === "mine" && dangerIn(this.queues.value) === 0) return arrange(talks, view);
      const line = this.inLine.value.filter((one) => query === "" || matches(one.name, query));
      if (talks.length === 0) return arrange(line, view);
      const back = new Set(line.map((one) => one.id));
      return arrange([...talks.filter((one) => !back.has(one.id)), ...line], view);
    });
    this.unread = computed(() => this.all.value.reduce((sum, one) => sum + one.unread, 0));
    this.open = computed(
      () => this.all.value.filter((one) => one.left === null && one.state === "assigned").length,
    );
  }

  customerOf(thread: Thread): CustomerView | null {
    return this.known.value.get(thread.view.id) ?? thread.customer;
  }

  choose(id: string | null): void {
    const place = this.places.peek().find((one) => one.conversation === id);
    batch(() => {
      if (place) this.place.value = place;
      this.selected.value = id;
    });
  }

  setView(change: Partial<ListView>): void {
    const { tab, filter, sort, queue } = { ...this.view.peek(), ...change };
    this.view.value = { tab, filter, sort, queue };
    this.shelf.set(VIEW, JSON.stringify(this.view.peek()));
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
    const rows = arrange(this.all.peek(), FIRST_VIEW);
    const next =
      rows.find((row) => row.id !== chosen && (row.unread > 0 || row.fresh)) ??
      rows.find((row) => row.id !== chosen && row.since > 0);
    if (next) this.choose(next.id);
    return next !== undefined;
  }

  private talks(query: string): readonly Row[] {
    if (query === "") return this.all.value;
    const threads = this.state.value.threads;
    return this.all.value.filter((one) => {
      const thread = threads.get(one.id);
      return thread !== undefined && found(thread, this.customerOf(thread), query);
    });
  }
}
