// Signing out of a browser that others may use next.
import type { Client } from "../client";

/** Everything the pages keep for as long as a tab lives begins with it: token, device, drafts, words that wait. */
const PREFIX = "baro ";

/** Ends the connection and forgets the person here: first, at once, what lies in this tab, then what is stored. */
export const endSession = async (client: Pick<Client, "signOut"> | null): Promise<void> => {
  try {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
  } catch {
    // storage is blocked: there is nothing
  }
  await client?.signOut();
};
