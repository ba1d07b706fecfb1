// Conversations about to be resolved.
import { HeldBack, type Settled } from "./held_back";

export { UNDO_MS } from "./held_back";

export interface PendingResolve extends Settled {
  readonly outcome: string;
  readonly note: string;
  /** What happens to an unregistered accident form. */
  readonly draft?: "" | "keep" | "discard";
}

export class PendingResolves extends HeldBack<PendingResolve> {}
