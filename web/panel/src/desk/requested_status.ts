// The status an agent has asked for, stored per tab and sent again after every reconnect.
import type { KeyValueStore } from "@baro/design/storage";
import { type Signal, signal } from "@preact/signals";
import type { Status } from "./desk_context";

const STATUS_KEY = "baro requested status";

export class RequestedStatus {
  readonly value: Signal<Status>;
  private readonly tab: KeyValueStore;
  /** False in a new tab: then the server's status applies. */
  private requested: boolean;

  constructor(tab: KeyValueStore) {
    this.tab = tab;
    const stored = tab.get(STATUS_KEY);
    this.requested = stored !== null;
    this.value = signal(statusOf(stored));
  }

  /** Takes the server's status unless this tab has asked for one. */
  adopt(status: string): void {
    if (!this.requested) this.value.value = statusOf(status);
  }

  set(status: Status): void {
    this.requested = true;
    this.value.value = status;
    this.tab.set(STATUS_KEY, status);
  }
}

const statusOf = (text: string | null): Status =>
  text === "available" || text === "paused" ? text : "offline";
