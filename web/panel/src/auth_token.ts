// The insurer's token, stored per tab so that two agents can work in two tabs.
import { tabStore } from "@baro/design/storage";
import { claimsOf, expiryOf } from "@baro/wire/browser";

const KEY = "baro agent token";

const namesIn = (list: unknown): readonly string[] =>
  Array.isArray(list) ? list.filter((one) => typeof one === "string") : [];

/** The claims departments in the token. */
export const departmentsOf = (token: string): readonly string[] => namesIn(claimsOf(token).departments);

/** The queues whose customers the token lets its person serve. */
export const queuesOf = (token: string): readonly string[] => namesIn(claimsOf(token).queues);

/** The token of this tab, unless it has expired at `now`. The insurer's login may pass one as `#token=…`. */
export const storedToken = (now: number, place: Location = location): string | null => {
  const brought = new URLSearchParams(place.hash.slice(1)).get("token");
  if (brought) {
    // Removed from the address bar and the history.
    history.replaceState(null, "", place.pathname + place.search);
    storeToken(brought);
  }
  const token = brought ?? tabStore.get(KEY);
  if (token === null) return null;
  const ends = expiryOf(token);
  return ends === 0 || ends > now ? token : null;
};

export const storeToken = (token: string | null): void => tabStore.set(KEY, token);

/** Roles that may sign in. */
export const STAFF = ["agent", "supervisor"];
