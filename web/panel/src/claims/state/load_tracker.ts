// How far what was asked for has come, by what it is.
import { Refused } from "@baro/wire";
import { type Signal, signal } from "@preact/signals";
import { explained } from "../i18n";

/** How far something that was asked for has come. */
export type Asked = { readonly state: "loading" } | { readonly state: "here" } | Failed;
export interface Failed {
  readonly state: "failed";
  readonly text: string;
  /** Asking again may help. */
  readonly again: boolean;
}

const HERE: Asked = { state: "here" };
const LOADING: Asked = { state: "loading" };

export class Asking {
  readonly all: Signal<ReadonlyMap<string, Asked>> = signal(new Map());

  async load(what: string, act: () => Promise<void>): Promise<void> {
    const before = this.all.peek().get(what);
    if (before?.state === "loading") return;
    // What is here stays to be seen while it is asked for anew.
    if (before?.state !== "here") this.mark(what, LOADING);
    try {
      await act();
      this.mark(what, HERE);
    } catch (error) {
      const again = !(error instanceof Refused) || error.retryable;
      const text = explained(error);
      if (before?.state !== "here" || !again) this.mark(what, { state: "failed", text, again });
    }
  }

  private mark(what: string, asked: Asked): void {
    this.all.value = new Map(this.all.peek()).set(what, asked);
  }
}
