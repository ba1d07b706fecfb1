// A connection begun before the client is there: on a slow line its ticket and its socket come while the page's code
// is still loading. `connect` takes it over as its first one.
import { addressOf, type OpenSocket, type SocketEvents, type TicketSource } from "../ports";
import { openWebSocket, ticketsFrom } from "./ports";

export interface Ahead {
  readonly ticket: TicketSource;
  readonly openSocket: OpenSocket;
}

/** Begins; `connect` with the same addresses and token must follow soon, as a socket without `hello` is closed. */
export const goAhead = (api: string, ws: string, token: string, open: OpenSocket = openWebSocket): Ahead => {
  const tickets = ticketsFrom(api, () => token);
  let ticket: Promise<string> | null = tickets();
  let early: { readonly url: string; readonly socket: EarlySocket } | null = null;
  ticket.then(
    (got) => {
      const url = addressOf(ws, got);
      early = { url, socket: new EarlySocket(open, url) };
    },
    // Told to whoever asks for the ticket.
    () => undefined,
  );
  return {
    ticket: () => {
      const first = ticket ?? tickets();
      ticket = null;
      return first;
    },
    openSocket: (url, events) => {
      const taken = early?.url === url ? early.socket : null;
      if (taken === null) return open(url, events);
      early = null;
      return taken.handTo(events);
    },
  };
};

/** Keeps what happens to a socket until somebody listens. */
class EarlySocket {
  private readonly socket: ReturnType<OpenSocket>;
  private missed: ((events: SocketEvents) => void)[] = [];
  private events: SocketEvents | null = null;

  constructor(open: OpenSocket, url: string) {
    this.socket = open(url, {
      opened: () => this.tell((events) => events.opened()),
      received: (text) => this.tell((events) => events.received(text)),
      closed: (code) => this.tell((events) => events.closed(code)),
    });
  }

  handTo(events: SocketEvents): ReturnType<OpenSocket> {
    // Whoever opens a socket doesn't expect it to speak before it is his.
    queueMicrotask(() => {
      this.events = events;
      for (const happened of this.missed) happened(events);
      this.missed = [];
    });
    return this.socket;
  }

  private tell(happened: (events: SocketEvents) => void): void {
    if (this.events) happened(this.events);
    else this.missed.push(happened);
  }
}
