import { afterEach, describe, expect, it, vi } from "vitest";
import { preconnect } from "../src/browser/preconnect";
import type { OpenSocket, SocketEvents } from "../src/ports";

const WS = "wss://centre.example/live";

const sockets = () => {
  const made: { url: string; events: SocketEvents; sent: string[] }[] = [];
  const open: OpenSocket = (url, events) => {
    const socket = { url, events, sent: [] as string[] };
    made.push(socket);
    return { send: (text) => socket.sent.push(text), close: () => undefined };
  };
  return { made, open };
};

const listening = () => {
  const heard: string[] = [];
  const events: SocketEvents = {
    opened: () => heard.push("opened"),
    received: (text) => heard.push(text),
    closed: (code) => heard.push(`closed ${code}`),
  };
  return { heard, events };
};

/** The centre's REST side: a ticket a request, or a status. */
const ticketOffice = (...answers: (string | number)[]) => {
  const asked = vi.fn(async () => {
    const answer = answers.shift() ?? 500;
    return typeof answer === "number"
      ? new Response("{}", { status: answer })
      : Response.json({ ticket: answer });
  });
  vi.stubGlobal("fetch", asked);
  return asked;
};

afterEach(() => vi.unstubAllGlobals());

describe("a connection opened before the client", () => {
  it("is handed over with what has happened to it since", async () => {
    const asked = ticketOffice("first");
    const { made, open } = sockets();
    const ahead = preconnect("https://centre.example/api", WS, "jwt", "en", open);
    await vi.waitFor(() => expect(made).toHaveLength(1));
    expect(asked).toHaveBeenCalledWith("https://centre.example/api/tickets?locale=en", expect.anything());
    made[0]?.events.opened();
    const ticket = await ahead.ticket();
    const { heard, events } = listening();
    const socket = ahead.openSocket(`${WS}?ticket=${ticket}`, events);
    expect(heard).toEqual([]);
    await Promise.resolve();
    expect(heard).toEqual(["opened"]);
    made[0]?.events.received("frame");
    socket.send("hello");
    expect({ heard, sent: made[0]?.sent, sockets: made.length }).toEqual({
      heard: ["opened", "frame"],
      sent: ["hello"],
      sockets: 1,
    });
  });

  it("that ended meanwhile ends for the client as well", async () => {
    ticketOffice("first");
    const { made, open } = sockets();
    const ahead = preconnect("https://centre.example/api", WS, "jwt", "en", open);
    await vi.waitFor(() => expect(made).toHaveLength(1));
    made[0]?.events.closed(1006);
    const { heard, events } = listening();
    ahead.openSocket(`${WS}?ticket=${await ahead.ticket()}`, events);
    await Promise.resolve();
    expect(heard).toEqual(["closed 1006"]);
  });

  it("serves once: later connections have a ticket and a socket of their own", async () => {
    const asked = ticketOffice("first", "second");
    const { made, open } = sockets();
    const ahead = preconnect("https://centre.example/api", WS, "jwt", "en", open);
    expect([await ahead.ticket(), await ahead.ticket()]).toEqual(["first", "second"]);
    for (const ticket of ["first", "second"]) ahead.openSocket(`${WS}?ticket=${ticket}`, listening().events);
    expect(made.map(({ url }) => url)).toEqual([`${WS}?ticket=first`, `${WS}?ticket=second`]);
    expect(asked).toHaveBeenCalledTimes(2);
  });

  it("reports a refused sign-in when the ticket is asked for", async () => {
    ticketOffice(401);
    const ahead = preconnect("https://centre.example/api", WS, "jwt", "en", sockets().open);
    await expect(ahead.ticket()).rejects.toThrow();
  });
});
