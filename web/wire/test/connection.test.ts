import { describe, expect, it } from "vitest";
import { SignInRequired } from "../src/ports";
import { scene } from "./scene";

const CONV = "conv0001";

describe("the connection", () => {
  it("says hello first and is online with the welcome", async () => {
    const { clock, centre, make } = scene();
    const client = make();
    await client.start();
    expect(client.state.get().connection.phase).toBe("connecting");
    await clock.advance(100);
    expect(centre.received[0]?.action).toBe("hello");
    expect(client.state.get()).toMatchObject({ connection: { phase: "online" }, you: { id: "kim" } });
  });

  it("comes back after a cut, with a delay below the ceiling of its backoff", async () => {
    const { clock, centre, make } = scene();
    const client = make();
    await client.start();
    await clock.advance(100);
    centre.cutAll();
    expect(client.state.get().connection.phase).toBe("waiting");
    await clock.advance(1_100);
    expect(client.state.get().connection.phase).toBe("online");
  });

  it("tries at once when the network returns", async () => {
    const { clock, centre, network, surroundings, make } = scene();
    const client = make();
    await client.start();
    await clock.advance(100);
    network.up = false;
    surroundings.setOnline(false);
    centre.cutAll();
    await clock.advance(120_000);
    expect(client.state.get().connection.phase).toBe("offline");
    network.up = true;
    surroundings.setOnline(true);
    await clock.advance(50);
    expect(client.state.get().connection.phase).toBe("online");
  });

  it("notices a dead connection by the missing pong", async () => {
    const { clock, centre, network, make } = scene();
    const client = make();
    await client.start();
    await clock.advance(100);
    const before = [...centre.connections];
    network.toClient = () => "lost";
    await clock.advance(30_000 + 10_100);
    expect(client.state.get().connection.phase).not.toBe("online");
    network.toClient = () => ({ delay: 5 });
    await clock.advance(60_000);
    expect(client.state.get().connection.phase).toBe("online");
    expect([...centre.connections]).not.toEqual(before);
  });

  it("makes the next connection before it breaks the old one", async () => {
    const { clock, centre, make } = scene();
    const client = make();
    await client.start();
    const phases = new Set<string>();
    await clock.advance(100);
    client.state.subscribe(() => phases.add(client.state.get().connection.phase));
    const before = [...centre.connections][0];
    await clock.advance(111 * 60_000);
    expect([...phases]).toEqual(["online"]);
    expect([...centre.connections]).toHaveLength(1);
    expect([...centre.connections][0]).not.toBe(before);
  });

  it("connects anew for another language, and keeps what it has until then", async () => {
    const { clock, centre, make } = scene();
    const client = make();
    await client.start();
    await clock.advance(1_000);
    const before = client.state.get().connection;
    client.reconnect();
    client.reconnect();
    expect(client.state.get().connection).toBe(before);
    await clock.advance(1_000);
    expect(client.state.get().connection).toEqual({ phase: "online" });
    expect(client.state.get().connection).not.toBe(before);
    await clock.advance(20_000);
    expect([...centre.connections]).toHaveLength(1);
  });

  it("asks for a sign-in when the token isn't taken, and goes on after it", async () => {
    const { clock, centre, make } = scene();
    let signedIn = false;
    const client = make({
      ticket: async () => {
        if (!signedIn) throw new SignInRequired();
        return centre.ticket("kim");
      },
    });
    await client.start();
    await clock.advance(60_000);
    expect(client.state.get().connection.phase).toBe("signed-out");
    signedIn = true;
    client.renew();
    await clock.advance(100);
    expect(client.state.get().connection.phase).toBe("online");
  });

  it("fetches a new ticket when the session expires, and asks for a sign-in when that doesn't help", async () => {
    const { clock, centre, make } = scene();
    const client = make();
    await client.start();
    await clock.advance(100);
    centre.override = () => ({ code: "session_expired" });
    await expect(
      Promise.all([client.request("conversations", {}), clock.advance(200)]),
    ).rejects.toMatchObject({ code: "session_expired" });
    await clock.advance(60_000);
    expect(client.state.get().connection.phase).toBe("signed-out");
  });

  it("ignores unknown frames and invalid data", async () => {
    const { clock, centre, make } = scene();
    const client = make();
    await client.start();
    await clock.advance(100);
    for (const connection of centre.connections)
      for (const text of [
        "",
        "null",
        "[]",
        '{"event":"firework"}',
        '{"event":"ack","ref":"zz","result":{"kind":"new"}}',
      ])
        connection.events.received(text);
    centre.say(CONV, "bot", "안녕하세요");
    await clock.advance(1_000);
    expect(client.state.get().threads.get(CONV)?.messages).toHaveLength(1);
  });
});
