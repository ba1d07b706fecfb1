// Everything the client takes from outside: time, chance, sockets, storage. Tests bring fakes.
import type { ConversationView, Message } from "./protocol";
import type { Outgoing } from "./state";

/** Undoes a timer or a subscription. */
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
  /** Called once, also when the connection was never made. */
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

/** Fetches a one-time ticket. Throws `SignInNeeded` when the person's token isn't taken any more. */
export type TicketSource = () => Promise<string>;

export class SignInRequired extends Error {}

/** Tells when trying again is likely to work: the network came back, the page came to the foreground. */
export interface NetworkStatus {
  isOnline(): boolean;
  /** Calls back on `online` and when the page becomes visible. */
  onWake(then: () => void): Cancel;
  /** Calls back on `offline`. */
  onOffline(then: () => void): Cancel;
}

/** What is kept of a conversation for reading offline. */
export interface StoredThread {
  id: string;
  view: ConversationView;
  /** Ascending and gap-free. */
  messages: readonly Message[];
}

/** What outlives a reload. One writer a device; calls are made one after the other. */
export interface Storage {
  /** False where nothing survives (private windows, quota): the page may warn. */
  readonly durable: boolean;
  /** Whether `device` was registered here; registers it. */
  registerDevice(device: string): Promise<{ known: boolean }>;
  threads(): Promise<StoredThread[]>;
  saveThread(view: ConversationView, added: readonly Message[], options: { replace: boolean }): Promise<void>;
  forgetThread(id: string): Promise<void>;
  /** Gives the next number of the device in the conversation and keeps the item, in one step. */
  enqueue(item: Omit<Outgoing, "number">): Promise<Outgoing>;
  update(item: Outgoing): Promise<void>;
  remove(item: Outgoing): Promise<void>;
  outbox(device: string): Promise<Outgoing[]>;
  /** Devices with something left to send. */
  devicesWithOutbox(): Promise<string[]>;
  clear(): Promise<void>;
}

/** Says which tab speaks for a device: a name is held until the tab is gone. */
export interface Locks {
  /** True when `name` is now held by this tab; `patience` ms is waited for it. */
  acquire(name: string, timeout: number): Promise<boolean>;
  release(name: string): void;
}

/** The name of this tab's device, as remembered through a reload. */
export interface TabMemory {
  get(): string | null;
  set(device: string): void;
}
