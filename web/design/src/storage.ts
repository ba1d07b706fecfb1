// Small things kept on this machine. Where storage is blocked they last until the page is left.

export interface Shelf {
  get(key: string): string | null;
  set(key: string, value: string | null): void;
}

export const shelf = (storage: () => Storage): Shelf => ({
  get: (key) => {
    try {
      return storage().getItem(key);
    } catch {
      return null; // storage is blocked
    }
  },
  set: (key, value) => {
    try {
      if (value === null) storage().removeItem(key);
      else storage().setItem(key, value);
    } catch {
      // storage is blocked or full: it lasts until the page is left
    }
  },
});

/** Through closing the browser. */
export const lasting: Shelf = /* @__PURE__ */ shelf(() => localStorage);

/** Through a reload of this tab. */
export const ofThisTab: Shelf = /* @__PURE__ */ shelf(() => sessionStorage);

/** What `get` holds as JSON, taken over `fallback`; nonsense counts as nothing. */
export const kept = <T extends object>(from: Shelf, key: string, fallback: T): T => {
  try {
    const data: unknown = JSON.parse(from.get(key) ?? "null");
    return typeof data === "object" && data !== null ? { ...fallback, ...data } : fallback;
  } catch {
    return fallback;
  }
};
