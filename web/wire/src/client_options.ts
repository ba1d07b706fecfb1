// What a client is made from: addresses and the ports to the outside.
import type { Push } from "./connection";
import type { PutBytes } from "./file_uploader";
import type {
  Clock,
  Locks,
  NetworkStatus,
  OpenSocket,
  Random,
  Storage,
  TabMemory,
  TicketSource,
} from "./ports";

export interface ClientOptions {
  /** The WebSocket's address, without the ticket. */
  url: string;
  ticket: TicketSource;
  /** What is stored belongs to this person; never sent for another. */
  storage: Storage;
  locks: Locks;
  tab: TabMemory;
  clock: Clock;
  random: Random;
  openSocket: OpenSocket;
  network: NetworkStatus;
  /** How files get to the centre. */
  putBytes?: PutBytes;
  /** Frames as they come, for what a page does once (a sound, a notification). After the state has changed. */
  onPush?: (frame: Push) => void;
}
