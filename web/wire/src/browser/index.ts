// Starts a client in a browser.
import { Client } from "../client";
import type { ClientOptions } from "../client_options";

export { type DemoPerson, demoPeople, demoToken } from "./demo";
export { committed, openDatabase, requestResult } from "./idb";
export { claimsOf, expiryOf, subjectOf } from "./jwt";
export { putBytes } from "./put_bytes";
export { endSession } from "./sign_out";
export { type TokenStore, tokenStore } from "./token_store";

import type { PutBytes } from "../file_uploader";
import { MemoryStorage } from "../memory_storage";
import type { Storage } from "../ports";
import {
  browserClock,
  browserLocks,
  browserNetworkStatus,
  openWebSocket,
  tabMemory,
  ticketsFrom,
} from "./ports";
import type { Preconnection } from "./preconnect";
import { openStorage } from "./storage";

export interface ConnectOptions {
  /** REST address, without a slash at the end. */
  api: string;
  /** WebSocket address. */
  ws: string;
  /** The insurer's JWT; null if the person isn't signed in. Called before every connection. */
  token: () => string | null | Promise<string | null>;
  /** The language that the server speaks, as chosen on the page. After a change call `client.reconnect()`. */
  language: () => string;
  /** Key of the person's stored data, e.g. the subject of the token. */
  person: string;
  /** Store conversations in the browser for reading offline. False on a shared computer. */
  history: boolean;
  onPush?: ClientOptions["onPush"];
  /** A connection opened by `preconnect`, used first. */
  preconnection?: Preconnection | null;
  /** Sends the bytes of files; without it `client.upload` isn't available. */
  putBytes?: PutBytes;
}

/** Makes a client that has read the stored data and connects; `state.connection` has the progress. */
export const connect = async (options: ConnectOptions): Promise<Client> => {
  const { api, ws, token, language, person, history, onPush, preconnection, putBytes } = options;
  let firstTicket = preconnection?.ticket ?? null;
  const tickets = ticketsFrom(api, token, language);
  const client = new Client({
    url: ws,
    ticket: () => {
      const source = firstTicket ?? tickets;
      firstTicket = null;
      return source();
    },
    storage: await storageFor(person, history),
    locks: browserLocks(`baro ${person}`),
    tab: tabMemory(person),
    clock: browserClock,
    random: Math.random,
    openSocket: preconnection?.openSocket ?? openWebSocket,
    network: browserNetworkStatus,
    ...(onPush ? { onPush } : {}),
    ...(putBytes ? { putBytes } : {}),
  });
  await client.start();
  return client;
};

const storageFor = async (person: string, history: boolean): Promise<Storage> => {
  try {
    return await openStorage(indexedDB, person, { history });
  } catch {
    // Private windows of some browsers have no IndexedDB; the page shows a warning when `state.durable` is false.
    return new MemoryStorage();
  }
};
