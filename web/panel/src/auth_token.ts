// The insurer's token, stored per tab so that two agents can work in two tabs.
import { tabStore } from "@baro/design/storage";
import { claimsOf, tokenStore } from "@baro/wire/browser";

export const agentToken = tokenStore(tabStore, "baro agent token");

const namesIn = (list: unknown): readonly string[] =>
  Array.isArray(list) ? list.filter((one) => typeof one === "string") : [];

/** The claims departments in the token. */
export const departmentsOf = (token: string): readonly string[] => namesIn(claimsOf(token).departments);

/** The queues whose customers the token lets its person serve. */
export const queuesOf = (token: string): readonly string[] => namesIn(claimsOf(token).queues);

/** Roles that may sign in. */
export const STAFF = ["agent", "supervisor"];
