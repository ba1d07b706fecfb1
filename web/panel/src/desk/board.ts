// What lies on the agent's desk: conversations as rows, which is open, what has been seen.
import type { ClientState, CustomerView, Thread } from "@baro/wire";
import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { kept, type Shelf } from "../kept";
import { arrange, FIRST_VIEW, found, type ListView, type Row, rowMaker } from "./rows";

const VIEW = "baro panel list";

export class Board {
  readonly state: ReadonlySignal<ClientState>;
  readonly selected = signal<string | null>(null);
  readonly view: Signal<ListView>;
  readonly query = signal("");
  readonly known = signal<ReadonlyMap<string, CustomerView>>(new Map());
  readonly seen = signal<ReadonlyMap<string, number>>(new Map());

  /** The open conversation. */
  readonly thread: ReadonlySignal<Thread | null>;
  readonly all: ReadonlySignal<readonly Row[]>;
  /** Those the list shows, in its order. */
  readonly rows: ReadonlySignal<readonly Row[]>;
  readonly unread: ReadonlySignal<number>;
  /** How many conversations are this agent's now. */
  readonly open: ReadonlySignal<number>;
  protected readonly shelf: Shelf;

  constructor(state: ReadonlySignal<ClientState>, shelf: Shelf) {
    this.state = state;
    this.shelf = shelf;
    this.view = signal(kept(shelf, VIEW, FIRST_VIEW));
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
    this.open = computed(
      () => this.all.value.filter((one) => one.left === null && one.state === "assigned").length,
    );
  }

  customerOf(thread: Thread): CustomerView | null {
    return this.known.value.get(thread.view.id) ?? thread.customer;
  }

  choose(id: string | null): void {
    this.selected.value = id;
  }

  setView(change: Partial<ListView>): void {
    this.view.value = { ...this.view.peek(), ...change };
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
    const rows = arrange(this.all.peek(), { tab: "mine", filter: "any", sort: "urgent" });
    const next =
      rows.find((row) => row.id !== chosen && (row.unread > 0 || row.fresh)) ??
      rows.find((row) => row.id !== chosen && row.since > 0);
    if (next) this.choose(next.id);
    return next !== undefined;
  }
}
