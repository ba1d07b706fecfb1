// Who sits here: the insurer's token, kept for this tab only, so that two agents can work in two tabs.
import { tabStore } from "@baro/design/storage";
import { claimsOf, expiryOf } from "@baro/wire/browser";

const KEY = "baro agent token";

/** The departments of claims that the token's person works for. */
export const departmentsOf = (token: string): readonly string[] => {
  const { departments } = claimsOf(token);
  return Array.isArray(departments) ? departments.filter((one) => typeof one === "string") : [];
};

/** The token of this tab, if it still holds at `now`. The insurer's login may bring one as `#token=…`. */
export const storedToken = (now: number, place: Location = location): string | null => {
  const brought = new URLSearchParams(place.hash.slice(1)).get("token");
  if (brought) {
    // It must not stay in the address bar or the history.
    history.replaceState(null, "", place.pathname + place.search);
    storeToken(brought);
  }
  const token = brought ?? tabStore.get(KEY);
  if (token === null) return null;
  const ends = expiryOf(token);
  return ends === 0 || ends > now ? token : null;
};

export const storeToken = (token: string | null): void => tabStore.set(KEY, token);

/** Who may sit here. */
export const STAFF = ["agent", "supervisor"];
