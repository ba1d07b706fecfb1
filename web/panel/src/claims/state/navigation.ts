// Where on the page one is with claims: beside a conversation, on the work list, in one claim; and what lies over it.
import { type Signal, signal } from "@preact/signals";

export type Place =
  | { readonly name: "desk" }
  | { readonly name: "work" }
  | { readonly name: "claim"; readonly claim: string };

export type ClaimWindow =
  | { readonly name: "step"; readonly claim: string; readonly coverage: string; readonly step: string }
  | { readonly name: "refuse"; readonly claim: string; readonly item: string; readonly upload: string }
  | { readonly name: "addline"; readonly claim: string }
  | {
      readonly name: "viewer";
      readonly first: string;
      /** Whose files: a claim's, or else the conversation's. */
      readonly claim: string;
      readonly conversation: string;
    };

export type Part = "lines" | "papers" | "files" | "form" | "history";
export const PARTS: readonly Part[] = ["lines", "papers", "files", "form", "history"];

export class Where {
  readonly place: Signal<Place> = signal({ name: "desk" });
  readonly window: Signal<ClaimWindow | null> = signal(null);
  /** The tab of the column beside the conversation. */
  readonly beside: Signal<"customer" | "claim"> = signal("customer");
  /** Which of a customer's claims stands beside the conversation, by customer. */
  readonly chosen: Signal<ReadonlyMap<string, string>> = signal(new Map());
  readonly part: Signal<Part> = signal("lines");
  /** The coverage that number keys act on. */
  readonly coverage: Signal<string> = signal("");
  /** The form that is to be opened for correcting; a new object each time. */
  readonly editing: Signal<{ readonly claim: string } | null> = signal(null);

  close = (): void => {
    this.window.value = null;
  };

  choose(customer: string, claim: string): void {
    this.chosen.value = new Map(this.chosen.peek()).set(customer, claim);
  }
}
