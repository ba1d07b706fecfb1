// Load states by key.
import { Refused } from "@baro/wire";
import { type Signal, signal } from "@preact/signals";
import { claimErrorText } from "../i18n";

/** State of a request. */
export type LoadState = { readonly state: "loading" } | { readonly state: "here" } | LoadFailure;
interface LoadFailure {
  readonly state: "failed";
  readonly text: string;
  /** Whether a retry may succeed. */
  readonly retryable: boolean;
}

const LOADED: LoadState = { state: "here" };
const LOADING: LoadState = { state: "loading" };

export class LoadTracker {
  readonly states: Signal<ReadonlyMap<string, LoadState>> = signal(new Map());

  async load(what: string, act: () => Promise<void>): Promise<void> {
    const before = this.states.peek().get(what);
    if (before?.state === "loading") return;
    // Loaded data stays visible during a reload.
    if (before?.state !== "here") this.mark(what, LOADING);
    try {
      await act();
      this.mark(what, LOADED);
    } catch (error) {
      const again = !(error instanceof Refused) || error.retryable;
      const text = claimErrorText(error);
      if (before?.state !== "here" || !again) this.mark(what, { state: "failed", text, retryable: again });
    }
  }

  private mark(what: string, asked: LoadState): void {
    this.states.value = new Map(this.states.peek()).set(what, asked);
  }
}
