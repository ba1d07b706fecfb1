// The client's state. Immutable: every change makes a new object, so pages can compare by identity.
import type {
  AccidentForm,
  AgentStateView,
  By,
  ClaimLabels,
  Command,
  ConversationView,
  CustomerView,
  DeskRules,
  Message,
  NoteView,
  Option,
  ServiceLevelView,
  SignedInPerson,
  WrapUpView,
} from "./protocol";

export type SendBody = Extract<Command, { action: "send" }>["body"];

/** The state of the connection. */
export type ConnectionState =
  | { readonly phase: "connecting" }
  | { readonly phase: "online" }
  /** There is no network. */
  | { readonly phase: "offline" }
  /** Lost or refused; tried again at `retryAt` (ms since 1970 UTC). */
  | { readonly phase: "waiting"; readonly retryAt: number }
  /** The person's token isn't accepted any more: sign in, then `renew()`. */
  | { readonly phase: "signed-out" }
  | { readonly phase: "stopped" };

/** An unsent message, stored until the server has numbered it. */
export interface Outgoing {
  readonly device: string;
  readonly conversation: string;
  /** With `device` the `client_id`; 1 and up. */
  readonly number: number;
  readonly body: SendBody;
  /** When it was written, ms since 1970 UTC by the browser's clock. */
  readonly at: number;
  /** `failed`: the server refused it; nothing happens to it until `retry` or `discard`. */
  readonly status: "waiting" | "sending" | "failed";
  readonly refusal?: { readonly code: string; readonly text: string };
}

export interface Typist {
  readonly by: By;
  readonly until: number;
  /** What a customer who allows that has written so far, masked; "" otherwise. */
  readonly text: string;
}

export interface Thread {
  readonly view: ConversationView;
  /** Ascending and gap-free; the newest part of the conversation. */
  readonly messages: readonly Message[];
  readonly outgoing: readonly Outgoing[];
  readonly typists: readonly Typist[];
  readonly loadingEarlier: boolean;
  /** Agents: notes of colleagues, oldest first. */
  readonly notes: readonly NoteView[];
  /** Agents: the customer's data. */
  readonly customer: CustomerView | null;
  /** Agents: why the conversation isn't theirs any more (transferred, resolved, connection_lost, closed). */
  readonly leftReason: string | null;
}

export interface ClientState {
  readonly connection: ConnectionState;
  readonly you: SignedInPerson | null;
  /** When the session expires, ms since 1970 UTC; 0 when unknown. */
  readonly expiresAt: number;
  /** Server time minus the browser's time, ms. */
  readonly skew: number;
  readonly threads: ReadonlyMap<string, Thread>;
  readonly desk: AgentStateView | null;
  /** Thresholds of the agents' page; null before the first welcome, and for customers. */
  readonly deskRules: DeskRules | null;
  /** When answers of the queues are due. For staff. */
  readonly serviceLevels: readonly ServiceLevelView[];
  /** The accident form as agents edit it; null before the first welcome, and for customers. */
  readonly accidentForm: AccidentForm | null;
  /** Coverages and departments; null before the first welcome, and for customers. */
  readonly claimLabels: ClaimLabels | null;
  /** Outcomes and tags to choose from; null before the first `welcome` and for customers. */
  readonly wrapUp: WrapUpView | null;
  /** Days before its end from which a contract can be renewed; null before the first welcome, and for customers. */
  readonly renewalDays: number | null;
  /** Suffixes of files that may be sent; empty before the first welcome. */
  readonly fileSuffixes: readonly string[];
  /** Banks of an account; empty before the first welcome, and for agents. */
  readonly banks: readonly Option[];
  /** Seconds after which the check of a file takes long; null before the first welcome, and for agents. */
  readonly slowCheckSeconds: number | null;
  /** Whether agents may see what customers write who allow it. */
  readonly typingPreview: boolean;
  /** False until the stored data has been read. */
  readonly restored: boolean;
  /** False where nothing is stored beyond a reload. */
  readonly durable: boolean;
}

export const initialState: ClientState = {
  connection: { phase: "connecting" },
  you: null,
  expiresAt: 0,
  skew: 0,
  threads: new Map(),
  desk: null,
  deskRules: null,
  serviceLevels: [],
  accidentForm: null,
  claimLabels: null,
  wrapUp: null,
  renewalDays: null,
  fileSuffixes: [],
  banks: [],
  slowCheckSeconds: null,
  typingPreview: false,
  restored: false,
  durable: true,
};

export const emptyThread = (view: ConversationView): Thread => ({
  view,
  messages: [],
  outgoing: [],
  typists: [],
  loadingEarlier: false,
  notes: [],
  customer: null,
  leftReason: null,
});

/** Whether there are messages before the first one in the state. */
export const hasEarlier = (thread: Thread): boolean => (thread.messages[0]?.seq ?? thread.view.seq + 1) > 1;

export const lastSeq = (thread: Thread): number => thread.messages.at(-1)?.seq ?? 0;
