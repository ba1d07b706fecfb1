// Requests the agent's own desk view (load, queue lengths, colleagues) again, at most once per interval.
import type { ClientState } from "@baro/wire";
import type { ReadonlySignal } from "@preact/signals";
import { t } from "../i18n";
import { errorText } from "./errors";

/** Minimum time between two scheduled requests, ms. */
const DESK_REFRESH_MS = 3_000;

export class DeskRefresh {
  private readonly state: ReadonlySignal<ClientState>;
  private readonly after: (ms: number, then: () => void) => void;
  private readonly request: () => Promise<void>;
  private planned = false;

  constructor(
    state: ReadonlySignal<ClientState>,
    after: (ms: number, then: () => void) => void,
    request: () => Promise<void>,
  ) {
    this.state = state;
    this.after = after;
    this.request = request;
  }

  schedule(): void {
    if (this.planned) return;
    this.planned = true;
    this.after(DESK_REFRESH_MS, () => {
      this.planned = false;
      void this.now();
    });
  }

  /** An agent who is off duty gets no queue frames, but has to see emergencies: they come with this answer alone. */
  async now(): Promise<void> {
    if (this.state.peek().connection.phase !== "online") return; // every welcome brings it
    try {
      await this.request();
    } catch (error) {
      errorText(error, t()); // the next frame schedules another request
    }
  }
}
