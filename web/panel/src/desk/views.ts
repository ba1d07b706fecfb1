// Saved views of the list.
import { type KeyValueStore, readJson } from "@baro/design/storage";
import { signal } from "@preact/signals";
import { FILTERS, type ListView, SORTS, TABS } from "./rows";

export interface SavedView extends ListView {
  readonly id: string;
  readonly name: string;
}

export const MAX_VIEWS = 20;
export const MAX_NAME_LENGTH = 24;

const isSameView = (a: ListView, b: ListView): boolean =>
  a.tab === b.tab && a.filter === b.filter && a.sort === b.sort && a.queue === b.queue && a.tag === b.tag;

const isView = (data: unknown): data is SavedView => {
  if (typeof data !== "object" || data === null) return false;
  const { id, name, tab, filter, sort, queue, tag } = data as Record<string, unknown>;
  const among = (list: readonly string[], value: unknown) => list.some((one) => one === value);
  return (
    typeof id === "string" &&
    typeof name === "string" &&
    typeof queue === "string" &&
    (tag === undefined || typeof tag === "string") &&
    among(TABS, tab) &&
    among(FILTERS, filter) &&
    among(SORTS, sort)
  );
};

export class SavedViews {
  readonly list = signal<readonly SavedView[]>([]);
  private readonly shelf: KeyValueStore;
  private readonly key: string;

  constructor(shelf: KeyValueStore, person: string) {
    this.shelf = shelf;
    this.key = `baro panel views ${person}`;
    const { views } = readJson<{ views: unknown }>(shelf, this.key, { views: [] });
    // Views of an earlier version have no tag.
    if (Array.isArray(views))
      this.list.value = views.filter(isView).map((one) => ({ ...one, tag: one.tag ?? "" }));
  }

  /** Saves a view under a name, replacing one of the same name. False without a name or above MAX_VIEWS. */
  save(name: string, view: ListView): boolean {
    const called = normalisedName(name);
    const held = this.list.peek();
    const same = held.find((one) => one.name === called);
    if (called === "" || (!same && held.length >= MAX_VIEWS)) return false;
    const { tab, filter, sort, queue, tag } = view;
    const id = same?.id ?? String(Math.max(0, ...held.map((one) => Number(one.id) || 0)) + 1);
    const next: SavedView = { id, name: called, tab, filter, sort, queue, tag };
    this.store(same ? held.map((one) => (one === same ? next : one)) : [...held, next]);
    return true;
  }

  /** False without a name, or if another view has it. */
  rename(id: string, name: string): boolean {
    const called = normalisedName(name);
    const held = this.list.peek();
    if (called === "" || held.some((one) => one.id !== id && one.name === called)) return false;
    this.store(held.map((one) => (one.id === id ? { ...one, name: called } : one)));
    return true;
  }

  /** Deletes a view; returns a function that restores it at its position. */
  remove(id: string): () => void {
    const at = this.list.peek().findIndex((one) => one.id === id);
    const view = this.list.peek()[at];
    this.store(this.list.peek().filter((one) => one.id !== id));
    return () => {
      if (view && !this.list.peek().some((one) => one.id === id))
        this.store(this.list.peek().toSpliced(at, 0, view));
    };
  }

  /** The saved view equal to the current one. */
  matching(view: ListView): SavedView | undefined {
    return this.list.value.find((one) => isSameView(one, view));
  }

  private store(next: readonly SavedView[]): void {
    this.list.value = next;
    this.shelf.set(this.key, next.length > 0 ? JSON.stringify({ views: next }) : null);
  }
}

const normalisedName = (name: string): string => name.trim().slice(0, MAX_NAME_LENGTH);
