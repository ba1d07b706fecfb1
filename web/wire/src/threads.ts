// The conversations in the state: merges incoming messages and detects gaps.
import { contiguousTail, merge, newerView, withReceipt } from "./merge";
import type { Cancel, Clock } from "./ports";
import type { By, ConversationView, Message, NoteView, Receipts } from "./protocol";
import { type ClientState, emptyThread, lastSeq, type Outgoing, type Thread } from "./state";
import type { Store } from "./store";

/** Frames sent at the same moment may arrive out of order: a gap is fetched after this time, ms. */
export const GAP_WAIT = 400;
/** How long a person counts as typing after their last `typing` frame, ms. */
export const TYPING_DURATION = 6_000;
/** Maximum number of cursors in `hello`. */
const MAX_CURSORS = 100;

export interface ThreadEvents {
  /** Unsent items of a conversation that was just added. */
  outgoing(conversation: string): readonly Outgoing[];
  /** Messages after `lastSeq` are missing. */
  gap(conversation: string): void;
  /** A message came for a conversation that isn't in the state. */
  unknownConversation(conversation: string): void;
  added(conversation: string, view: ConversationView, added: readonly Message[], replaced: boolean): void;
}

interface Reordering {
  outOfOrder: ReadonlyMap<number, Message>;
  gapTimer: Cancel | null;
}

export class Threads {
  private readonly store: Store<ClientState>;
  private readonly clock: Clock;
  private readonly events: ThreadEvents;
  private readonly reorderings = new Map<string, Reordering>();
  private readonly unattached = new Map<string, Message[]>();

  constructor(store: Store<ClientState>, clock: Clock, events: ThreadEvents) {
    this.store = store;
    this.clock = clock;
    this.events = events;
  }

  get(id: string): Thread | undefined {
    return this.store.get().threads.get(id);
  }

  /** Adds or updates a conversation's view. `mine`: it belongs to this person (again). */
  applyView(view: ConversationView, mine = false): void {
    const thread = this.get(view.id);
    if (thread) {
      this.set({
        ...thread,
        view: newerView(thread.view, view),
        leftReason: mine ? null : thread.leftReason,
      });
    } else {
      this.set({ ...emptyThread(view), outgoing: this.events.outgoing(view.id) });
      const strays = this.unattached.get(view.id);
      this.unattached.delete(view.id);
      if (strays) this.receive(view.id, strays);
    }
    this.checkGap(view.id);
    this.events.added(view.id, view, [], false);
  }

  restore(view: ConversationView, messages: readonly Message[]): void {
    this.set({ ...emptyThread(view), messages: contiguousTail(messages) });
  }

  /** `replace`: drop older messages when `incoming` doesn't continue them. */
  receive(id: string, incoming: readonly Message[], replace = false): void {
    const thread = this.get(id);
    if (!thread) {
      this.unattached.set(id, [...(this.unattached.get(id) ?? []), ...incoming]);
      this.events.unknownConversation(id);
      return;
    }
    const reorderingOf = this.side(id);
    const drop = replace && (incoming[0]?.seq ?? 0) > lastSeq(thread) + 1;
    const merged = merge(drop ? [] : thread.messages, reorderingOf.outOfOrder, incoming);
    reorderingOf.outOfOrder = merged.outOfOrder;
    if (merged.added.length > 0 || drop) {
      const seq = Math.max(thread.view.seq, merged.messages.at(-1)?.seq ?? 0);
      const view = seq === thread.view.seq ? thread.view : { ...thread.view, seq };
      const spoke = (by: By) => merged.added.some((m) => m.by.role === by.role && m.by.id === by.id);
      const typists = thread.typists.filter((typist) => !spoke(typist.by));
      this.set({ ...thread, view, messages: merged.messages, typists });
      this.events.added(id, view, merged.added, drop);
    }
    this.checkGap(id);
  }

  applyReceipt(id: string, role: string, receipts: Receipts): void {
    const thread = this.get(id);
    if (!thread) return;
    const view = withReceipt(thread.view, role, receipts);
    if (view === thread.view) return;
    this.set({ ...thread, view });
    // Stored, so that read messages don't count as new after a reload.
    this.events.added(id, view, [], false);
  }

  /** `text`: what they have written so far, where agents may see that. */
  setTyping(id: string, by: By, text = ""): void {
    const until = this.clock.now() + TYPING_DURATION;
    const same = (other: By) => other.role === by.role && other.id === by.id;
    this.update(id, (thread) => ({
      ...thread,
      typists: [...thread.typists.filter((typist) => !same(typist.by)), { by, until, text }],
    }));
    this.clock.after(TYPING_DURATION, () =>
      this.update(id, (thread) => {
        const remaining = thread.typists.filter((typist) => typist.until > this.clock.now());
        return remaining.length === thread.typists.length ? thread : { ...thread, typists: remaining };
      }),
    );
  }

  addNote(id: string, note: NoteView): void {
    this.update(id, (thread) => ({ ...thread, notes: [...thread.notes, note] }));
  }

  update(id: string, next: (thread: Thread) => Thread): void {
    const thread = this.get(id);
    if (thread) this.set(next(thread));
  }

  forget(id: string): void {
    this.reorderings.get(id)?.gapTimer?.();
    this.reorderings.delete(id);
    this.store.update((state) => {
      const threads = new Map(state.threads);
      threads.delete(id);
      return { ...state, threads };
    });
  }

  /** The last seq of each conversation; at most `MAX_CURSORS`, the most recent ones. */
  cursors(): Record<string, number> {
    const open = [...this.store.get().threads.values()].filter((thread) => thread.leftReason === null);
    const newest = open.sort((a, b) => lastActivity(b) - lastActivity(a)).slice(0, MAX_CURSORS);
    return Object.fromEntries(newest.map((thread) => [thread.view.id, lastSeq(thread)]));
  }

  stop(): void {
    for (const side of this.reorderings.values()) side.gapTimer?.();
  }

  private checkGap(id: string): void {
    const side = this.side(id);
    const hasGap = () => {
      const thread = this.get(id);
      if (!thread) return false;
      // A conversation without messages is loaded when it is opened.
      return side.outOfOrder.size > 0 || (thread.messages.length > 0 && thread.view.seq > lastSeq(thread));
    };
    if (side.gapTimer !== null || !hasGap()) return;
    side.gapTimer = this.clock.after(GAP_WAIT, () => {
      side.gapTimer = null;
      if (hasGap()) this.events.gap(id);
    });
  }

  private side(id: string): Reordering {
    let side = this.reorderings.get(id);
    if (!side) {
      side = { outOfOrder: new Map(), gapTimer: null };
      this.reorderings.set(id, side);
    }
    return side;
  }

  private set(thread: Thread): void {
    this.store.update((state) => {
      if (state.threads.get(thread.view.id) === thread) return state;
      return { ...state, threads: new Map(state.threads).set(thread.view.id, thread) };
    });
  }
}

const lastActivity = (thread: Thread): number => thread.messages.at(-1)?.at ?? thread.view.opened_at;
