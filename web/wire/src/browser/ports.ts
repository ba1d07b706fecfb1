// The browser's side of the ports.
import {
  type Clock,
  type Locks,
  type NetworkStatus,
  type OpenSocket,
  SignInRequired,
  type TabMemory,
  type TicketSource,
} from "../ports";

export const browserClock: Clock = {
  now: () => Date.now(),
  after: (ms, then) => {
    const timer = setTimeout(then, ms);
    return () => clearTimeout(timer);
  },
};

export const openWebSocket: OpenSocket = (url, events) => {
  const socket = new WebSocket(url);
  socket.onopen = () => events.opened();
  socket.onmessage = (event) => {
    if (typeof event.data === "string") events.received(event.data);
  };
  socket.onclose = (event) => events.closed(event.code);
  return {
    send: (text) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(text);
    },
    close: () => socket.close(1000),
  };
};

export const browserNetworkStatus: NetworkStatus = {
  isOnline: () => navigator.onLine,
  onWake: (then) => {
    const seen = () => {
      if (document.visibilityState === "visible") then();
    };
    window.addEventListener("online", then);
    window.addEventListener("pageshow", seen);
    document.addEventListener("visibilitychange", seen);
    return () => {
      window.removeEventListener("online", then);
      window.removeEventListener("pageshow", seen);
      document.removeEventListener("visibilitychange", seen);
    };
  },
  onOffline: (then) => {
    window.addEventListener("offline", then);
    return () => window.removeEventListener("offline", then);
  },
};

/** Web Locks: the browser releases them when the tab is closed or crashes. */
export const browserLocks = (prefix: string): Locks => {
  const releases = new Map<string, () => void>();
  if (!("locks" in navigator)) {
    // Old browsers: every tab gets a device of its own, and none is adopted.
    return { acquire: async () => false, release: () => undefined };
  }
  return {
    acquire: (name, timeout) =>
      new Promise((resolve) => {
        const waiting = AbortSignal.timeout(Math.max(timeout, 1));
        const options = timeout > 0 ? { signal: waiting } : { ifAvailable: true };
        navigator.locks
          .request(`${prefix} ${name}`, options, (lock) => {
            if (lock === null) return resolve(false);
            resolve(true);
            return new Promise<void>((release) => releases.set(name, release));
          })
          .catch(() => resolve(false));
      }),
    release: (name) => {
      releases.get(name)?.();
      releases.delete(name);
    },
  };
};

/** `sessionStorage` lasts as long as its tab, also through a reload. */
export const tabMemory = (person: string): TabMemory => ({
  get: () => {
    try {
      return sessionStorage.getItem(`baro device ${person}`);
    } catch {
      return null; // storage is blocked: a new device every time
    }
  },
  set: (device) => {
    try {
      sessionStorage.setItem(`baro device ${person}`, device);
    } catch {
      // storage is blocked: a new device every time
    }
  },
});

/** Fetches tickets from `POST {api}/tickets` with the person's token. `language`: the one to be spoken. */
export const ticketsFrom =
  (api: string, token: () => string | null | Promise<string | null>, language: () => string): TicketSource =>
  async () => {
    const bearer = await token();
    if (bearer === null) throw new SignInRequired();
    const response = await fetch(`${api}/tickets?locale=${language()}`, {
      method: "POST",
      headers: { Authorization: `Bearer ${bearer}` },
      signal: AbortSignal.timeout(15_000),
    });
    if (response.status === 401 || response.status === 403) throw new SignInRequired();
    if (!response.ok) throw new Error(`tickets: ${response.status}`);
    const { ticket } = (await response.json()) as { ticket: string };
    return ticket;
  };
