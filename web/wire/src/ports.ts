// The client's dependencies: time, randomness, sockets, storage, locks. Tests use fakes.
import type { ConversationView, Message } from "./protocol";
import type { Outgoing } from "./state";

/** Cancels a timer or a subscription. */
export type Cancel = () => void;

export interface Clock {
  /** ms since 1970 UTC. */
  now(): number;
  /** Calls `then` once in `ms`. */
  after(ms: number, then: () => void): Cancel;
}

/** A number in [0, 1). */
export type Random = () => number;

export interface SocketEvents {
  opened(): void;
  received(text: string): void;
  /** Called once, also when the connection could not be opened. */
  closed(code: number): void;
}

export interface Socket {
  send(text: string): void;
  close(): void;
}

export type OpenSocket = (url: string, events: SocketEvents) => Socket;

/** The WebSocket's address with a ticket. */
export const socketUrl = (url: string, ticket: string): string =>
  `${url}${url.includes("?") ? "&" : "?"}ticket=${encodeURIComponent(ticket)}`;

/** Fetches a one-time ticket. Throws `SignInRequired` when the person's token isn't accepted any more. */
export type TicketSource = () => Promise<string>;

export class SignInRequired extends Error {}

/** Says when connecting is likely to work: the network came back, the page became visible. */
export interface NetworkStatus {
  isOnline(): boolean;
  /** Calls back on `online` and when the page becomes visible. */
  onWake(then: () => void): Cancel;
  /** Calls back on `offline`. */
  onOffline(then: () => void): Cancel;
}

/** A conversation as it is stored for reading offline. */
export interface StoredThread {
  id: string;
  view: ConversationView;
  /** Ascending and gap-free. */
  messages: readonly Message[];
}

/** Data that outlasts a reload. One writer per device; calls are sequential. */
export interface Storage {
  /** False where nothing can be stored (private windows, quota): the page may show a warning. */
  readonly durable: boolean;
  /** Whether `device` was registered here; registers it. */
  registerDevice(device: string): Promise<{ known: boolean }>;
  threads(): Promise<StoredThread[]>;
  saveThread(view: ConversationView, added: readonly Message[], options: { replace: boolean }): Promise<void>;
  forgetThread(id: string): Promise<void>;
  /** Assigns the device's next number in the conversation and stores the item, atomically. */
  enqueue(item: Omit<Outgoing, "number">): Promise<Outgoing>;
  update(item: Outgoing): Promise<void>;
  remove(item: Outgoing): Promise<void>;
  outbox(device: string): Promise<Outgoing[]>;
  /** Devices with unsent items. */
  devicesWithOutbox(): Promise<string[]>;
  clear(): Promise<void>;
}

/** Exclusive locks, so that one tab uses a device: a lock is held until the tab is closed. */
export interface Locks {
  /** True when this tab has acquired `name` within `timeout` ms. */
  acquire(name: string, timeout: number): Promise<boolean>;
  release(name: string): void;
}

/** The name of this tab's device; it lasts through a reload. */
export interface TabMemory {
  get(): string | null;
  set(device: string): void;
}
