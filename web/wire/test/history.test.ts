import { describe, expect, it } from "vitest";
import type { Client } from "../src/client";
import { scene } from "./scene";

const CONV = "conv0001";
const seqs = (client: Client): number[] =>
  client.state
    .get()
    .threads.get(CONV)
    ?.messages.map(({ seq }) => seq) ?? [];

/** A client that holds the newest 20 of 221 messages. */
const late = async () => {
  const all = scene();
  all.centre.resyncBeyond = 30;
  all.centre.say(CONV, "bot", "안녕하세요");
  const client = all.make();
  await client.start();
  await all.clock.advance(100);
  all.network.up = false;
  all.centre.cutAll();
  for (let index = 0; index < 220; index += 1) all.centre.say(CONV, "agent", `${index}`);
  all.network.up = true;
  await all.clock.advance(60_000);
  expect(seqs(client)).toHaveLength(20);
  return { ...all, client };
};

const asked = (centre: { received: { action: string }[] }): number =>
  centre.received.filter(({ action }) => action === "history").length;

describe("the history", () => {
  it("is loaded page by page to the first message, without gaps", async () => {
    const { client, clock } = await late();
    const whole = client.loadHistory(CONV);
    await clock.advance(2_000);
    await whole;
    expect(seqs(client)).toEqual(Array.from({ length: 221 }, (_, index) => index + 1));
  });

  it("is requested once for concurrent calls", async () => {
    const { client, clock, centre } = await late();
    const wanted = [client.loadEarlier(CONV), client.loadEarlier(CONV), client.loadEarlier(CONV)];
    await clock.advance(1_000);
    await Promise.all(wanted);
    expect([asked(centre), seqs(client).length]).toEqual([1, 70]);
  });

  it("is no longer requested after an abort", async () => {
    const { client, clock, centre } = await late();
    const ended = new AbortController();
    const whole = client.loadHistory(CONV, ended.signal);
    ended.abort();
    await clock.advance(2_000);
    await whole;
    expect(asked(centre)).toBe(1);
  });

  it("can be requested again after a lost connection", async () => {
    const { client, clock, centre } = await late();
    const whole = client.loadHistory(CONV);
    centre.cutAll();
    await expect(whole).rejects.toThrow();
    await clock.advance(60_000);
    const again = client.loadHistory(CONV);
    await clock.advance(2_000);
    await again;
    expect(seqs(client)).toHaveLength(221);
  });
});
