// Opens a connection before the client is loaded: on a slow network the ticket and the socket are ready by the time the
// page's code is. `connect` uses it as its first connection.
import { type OpenSocket, type SocketEvents, socketUrl, type TicketSource } from "../ports";
import { openWebSocket, ticketsFrom } from "./ports";

export interface Preconnection {
  readonly ticket: TicketSource;
  readonly openSocket: OpenSocket;
}

/** Fetches a ticket and opens the socket. `connect` must follow soon: the server closes a socket without `hello`. */
export const preconnect = (
  api: string,
  ws: string,
  token: string,
  language: string,
  open: OpenSocket = openWebSocket,
): Preconnection => {
  const tickets = ticketsFrom(
    api,
    () => token,
    () => language,
  );
  let ticket: Promise<string> | null = tickets();
  let pending: { readonly url: string; readonly socket: BufferedSocket } | null = null;
  ticket.then(
    (value) => {
      const url = socketUrl(ws, value);
      pending = { url, socket: new BufferedSocket(open, url) };
    },
    // The error is reported by `ticket()`.
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

/** Buffers the events of a socket until a listener is attached. */
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
    // The caller doesn't expect events before `openSocket` has returned.
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
