// Browser storage that doesn't throw where it is blocked; then values last until the page is left.

export interface KeyValueStore {
  get(key: string): string | null;
  set(key: string, value: string | null): void;
}

export const safeStore = (storage: () => Storage): KeyValueStore => ({
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
      // storage is blocked or full
    }
  },
});

/** Lasts after the browser is closed. */
export const localStore: KeyValueStore = /* @__PURE__ */ safeStore(() => localStorage);

/** Lasts through a reload of this tab. */
export const tabStore: KeyValueStore = /* @__PURE__ */ safeStore(() => sessionStorage);

/** A stored JSON object, merged over `fallback`; `fallback` for anything else. */
export const readJson = <T extends object>(from: KeyValueStore, key: string, fallback: T): T => {
  try {
    const data: unknown = JSON.parse(from.get(key) ?? "null");
    return typeof data === "object" && data !== null ? { ...fallback, ...data } : fallback;
  } catch {
    return fallback;
  }
};
