// The second identity check: its proof is this page's, in memory alone, and is asked for where the server wants one.
import { type Client, Refused } from "@baro/wire";
import { attempt } from "../model";

let proof = "";

export const setProof = (given: string): void => {
  proof = given;
};

/** What came of a request: "check" where an identity check is needed first. */
export type Outcome = "done" | "check" | "failed";

/** Runs a request that needs a fresh check, with the proof that there is. */
export const withProof = async (request: (to: Client, proof: string) => Promise<void>): Promise<Outcome> => {
  let needed = false;
  const done = await attempt(async (to) => {
    try {
      await request(to, proof);
    } catch (error) {
      if (!(error instanceof Refused) || error.code !== "identity_check_needed") throw error;
      needed = true;
    }
  });
  return needed ? "check" : done ? "done" : "failed";
};
