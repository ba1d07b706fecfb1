// Where a page keeps the insurer's token of its person.
import { expiryOf } from "./jwt";

/** The part of browser storage that is needed. */
interface Keeper {
  get(key: string): string | null;
  set(key: string, value: string | null): void;
}

export interface TokenStore {
  /** The token, unless it has expired at `now`. The insurer's login may pass one as `#token=…`. */
  stored(now: number, place?: Location): string | null;
  store(token: string | null): void;
}

export const tokenStore = (keeper: Keeper, key: string): TokenStore => ({
  stored: (now, place = location) => {
    const brought = new URLSearchParams(place.hash.slice(1)).get("token");
    if (brought) {
      // Removed from the address bar and the history.
      history.replaceState(null, "", place.pathname + place.search);
      keeper.set(key, brought);
    }
    const token = brought ?? keeper.get(key);
    if (token === null) return null;
    const ends = expiryOf(token);
    return ends === 0 || ends > now ? token : null;
  },
  store: (token) => keeper.set(key, token),
});
