// Signs out of a browser that others may use next.
import type { Client } from "../client";

/** Prefix of every session storage key of the pages: token, device, drafts, pending messages. */
const PREFIX = "baro ";

/** Deletes the person's data, first that of this tab, then what is stored, and ends the connection. */
export const endSession = async (client: Pick<Client, "signOut"> | null): Promise<void> => {
  try {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
  } catch {
    // storage is blocked: nothing was stored
  }
  await client?.signOut();
};
