// Options of a client: addresses and ports.
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
  /** Stores the data of this person only; nothing in it is sent for another person. */
  storage: Storage;
  locks: Locks;
  tab: TabMemory;
  clock: Clock;
  random: Random;
  openSocket: OpenSocket;
  network: NetworkStatus;
  /** Sends the bytes of files; without it `upload` isn't available. */
  putBytes?: PutBytes;
  /** Called for every push frame after the state has changed: for sounds and notifications. */
  onPush?: (frame: Push) => void;
}
