// Positions that are still to be sent. Stored, so that a tunnel, a locked phone or a reload loses none.
import type { KeyValueStore } from "@baro/design/storage";
import type { Fix } from "./fixes";

/** Two hours in a dead zone at the pace of a drive. Over it, every second one of the older half is left out. */
export const MAX_FIXES = 480;
/** Maximum number in one frame. */
export const BATCH = 100;
/** Older ones help nobody any more, ms: what the server keeps. */
const MAX_AGE = 24 * 3_600_000;

const isFix = (data: unknown): data is Fix =>
  typeof data === "object" &&
  data !== null &&
  ["lat", "lon", "at", "accuracy"].every((name) => Number.isFinite((data as Record<string, unknown>)[name]));

export class FixQueue {
  private readonly store: KeyValueStore;
  private readonly key: string;
  private fixes: Fix[];

  /** `person`: the positions are sent for this responder only. */
  constructor(store: KeyValueStore, person: string, now: number) {
    this.store = store;
    this.key = `baro fixes ${person}`;
    this.fixes = this.read().filter(({ at }) => now - at < MAX_AGE);
  }

  get length(): number {
    return this.fixes.length;
  }

  /** The newest one, sent or not, since this queue was made. */
  get last(): Fix | null {
    return this.fixes.at(-1) ?? null;
  }

  add(fix: Fix): void {
    this.fixes.push(fix);
    if (this.fixes.length > MAX_FIXES) {
      const half = Math.floor(this.fixes.length / 2);
      this.fixes = this.fixes.filter((_, index) => index >= half || index % 2 === 0);
    }
    this.write();
  }

  /** The oldest ones that are to be sent. */
  batch(): readonly Fix[] {
    return this.fixes.slice(0, BATCH);
  }

  /** Removes fixes that have arrived, or that the server doesn't take. */
  remove(sent: readonly Fix[]): void {
    const gone = new Set(sent);
    this.fixes = this.fixes.filter((fix) => !gone.has(fix));
    this.write();
  }

  clear(): void {
    this.fixes = [];
    this.write();
  }

  private read(): Fix[] {
    try {
      const data: unknown = JSON.parse(this.store.get(this.key) ?? "[]");
      return Array.isArray(data) ? data.filter(isFix) : [];
    } catch {
      return []; // not ours, or half written
    }
  }

  private write(): void {
    this.store.set(this.key, this.fixes.length > 0 ? JSON.stringify(this.fixes) : null);
  }
}
