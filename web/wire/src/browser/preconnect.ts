// A connection begun before the client is there: on a slow line its ticket and its socket come while the page's code
// is still loading. `connect` takes it over as its first one.
import { type OpenSocket, type SocketEvents, socketUrl, type TicketSource } from "../ports";
import { openWebSocket, ticketsFrom } from "./ports";

export interface Preconnection {
  readonly ticket: TicketSource;
  readonly openSocket: OpenSocket;
}

/** Begins; `connect` with the same addresses and token must follow soon, as a socket without `hello` is closed. */
export const preconnect = (
  api: string,
  ws: string,
  token: string,
  open: OpenSocket = openWebSocket,
): Preconnection => {
  const tickets = ticketsFrom(api, () => token);
  let ticket: Promise<string> | null = tickets();
  let pending: { readonly url: string; readonly socket: BufferedSocket } | null = null;
  ticket.then(
    (value) => {
      const url = socketUrl(ws, value);
      pending = { url, socket: new BufferedSocket(open, url) };
    },
    // Told to whoever asks for the ticket.
    () => undefined,
  );
  return {
    ticket: () => {
      const source = ticket ?? tickets();
      ticket = null;
      return source;
    },
    openSocket: (url, events) => {
      const matching = pending?.url === url ? pending.socket : null;
      if (matching === null) return open(url, events);
      pending = null;
      return matching.attach(events);
    },
  };
};

/** Keeps what happens to a socket until somebody listens. */
class BufferedSocket {
  private readonly socket: ReturnType<OpenSocket>;
  private buffered: ((events: SocketEvents) => void)[] = [];
  private events: SocketEvents | null = null;

  constructor(open: OpenSocket, url: string) {
    this.socket = open(url, {
      opened: () => this.dispatch((events) => events.opened()),
      received: (text) => this.dispatch((events) => events.received(text)),
      closed: (code) => this.dispatch((events) => events.closed(code)),
    });
  }

  attach(events: SocketEvents): ReturnType<OpenSocket> {
    // Whoever opens a socket doesn't expect it to speak before it is his.
    queueMicrotask(() => {
      this.events = events;
      for (const event of this.buffered) event(events);
      this.buffered = [];
    });
    return this.socket;
  }

  private dispatch(event: (events: SocketEvents) => void): void {
    if (this.events) event(this.events);
    else this.buffered.push(event);
  }
}
