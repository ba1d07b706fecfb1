// What the parts of the desk use of it.
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
  | "upload"
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
  /** Conversations that this agent released. */
  readonly releasedByMe: Set<string>;
  select(conversation: string): void;
  setStatus(status: Status): Promise<boolean>;
  nextUnread(): boolean;
  /** The customer's name; "" if unknown. */
  nameOf(conversation: string): string;
  /** Maximum number of conversations assigned at once. */
  capacity(): number;
  /** Runs a request. On failure it shows a toast and returns false. */
  attempt(conversation: string | null, act: () => Promise<unknown>): Promise<boolean>;
}
