// What the parts of the desk need of it.
import type { Client, ClientState } from "@baro/wire";
import type { ReadonlySignal } from "@preact/signals";
import type { Drafts } from "./drafts";
import type { Toasts } from "./toasts";

export type Status = "available" | "paused" | "offline";

/** What the desk uses of the wire's client. */
export type Wire = Pick<
  Client,
  | "request"
  | "send"
  | "retry"
  | "discard"
  | "typing"
  | "read"
  | "loadEarlier"
  | "forget"
  | "renew"
  | "reconnectNow"
> & { readonly state: { get(): ClientState } };

export interface DeskContext {
  readonly toasts: Toasts;
  readonly drafts: Drafts;
  readonly selected: ReadonlySignal<string | null>;
  readonly requestedStatus: ReadonlySignal<Status>;
  /** Conversations this agent let go of himself. */
  readonly releasedByMe: Set<string>;
  select(conversation: string): void;
  setStatus(status: Status): Promise<boolean>;
  nextUnread(): boolean;
  /** The customer's name; "" where nothing is known. */
  nameOf(conversation: string): string;
  /** How many conversations this agent may have at once. */
  capacity(): number;
  /** Does something on the wire; what goes wrong is said, and then it is false. */
  attempt(conversation: string | null, act: () => Promise<unknown>): Promise<boolean>;
}
