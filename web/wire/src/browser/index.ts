// Starts a client in a browser.
import { Client, type ClientOptions } from "../client";

export { type DemoPerson, demoPeople, demoToken } from "./demo";
export { committed, done, openDatabase } from "./idb";
export { claimsOf, expiryOf, subjectOf } from "./jwt";
export { putBytes } from "./put";
export { endSession } from "./sign_out";

import { MemoryStorage } from "../memory";
import type { Storage } from "../ports";
import type { Put } from "../sending";
import type { Ahead } from "./ahead";
import {
  browserClock,
  browserLocks,
  browserSurroundings,
  openWebSocket,
  tabMemory,
  ticketsFrom,
} from "./ports";
import { openStorage } from "./storage";

export interface ConnectOptions {
  /** REST address, without a slash at the end. */
  api: string;
  /** WebSocket address. */
  ws: string;
  /** The insurer's JWT; null when there is none (any more). Asked for before every connection. */
  token: () => string | null | Promise<string | null>;
  /** Whose it is: what is stored is kept apart by it. The token's subject will do. */
  person: string;
  /** Keep conversations on this machine for reading offline. False on a shared desk. */
  history: boolean;
  onPush?: ClientOptions["onPush"];
  /** A connection begun with `goAhead`, to be used first. */
  ahead?: Ahead | null;
  /** How files get to the centre; without it `client.upload` isn't available. */
  put?: Put;
}

/** A client that has read what is stored and connects. `state.line` tells how that goes. */
export const connect = async (options: ConnectOptions): Promise<Client> => {
  const { api, ws, token, person, history, onPush, ahead, put } = options;
  let early = ahead?.ticket ?? null;
  const tickets = ticketsFrom(api, token);
  const client = new Client({
    url: ws,
    ticket: () => {
      const source = early ?? tickets;
      early = null;
      return source();
    },
    storage: await storageFor(person, history),
    locks: browserLocks(`baro ${person}`),
    tab: tabMemory(person),
    clock: browserClock,
    random: Math.random,
    openSocket: ahead?.openSocket ?? openWebSocket,
    surroundings: browserSurroundings,
    ...(onPush ? { onPush } : {}),
    ...(put ? { put } : {}),
  });
  await client.start();
  return client;
};

const storageFor = async (person: string, history: boolean): Promise<Storage> => {
  try {
    return await openStorage(indexedDB, person, { history });
  } catch {
    // Private windows of some browsers have no IndexedDB; the page warns by `state.durable`.
    return new MemoryStorage();
  }
};
