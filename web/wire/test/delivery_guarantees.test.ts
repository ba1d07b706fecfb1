import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Client } from "../src/client";
import { type FakeBrowser, seeded } from "./fakes";
import { scene, words } from "./scene";

const CONVERSATIONS = ["conv0001", "conv0002"];

type Step =
  | { do: "say"; tab: 0 | 1; conversation: 0 | 1 }
  | { do: "hear"; conversation: 0 | 1 }
  | { do: "cut" }
  | { do: "network"; up: boolean }
  | { do: "reload"; tab: 0 | 1 }
  | { do: "pass"; ms: number };

const which = fc.constantFrom(0 as const, 1 as const);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant("say" as const), tab: which, conversation: which }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("hear" as const), conversation: which }) },
  { weight: 2, arbitrary: fc.constant<Step>({ do: "cut" }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("network" as const), up: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("reload" as const), tab: which }) },
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant("pass" as const), ms: fc.integer({ min: 1, max: 20_000 }) }),
  },
);

/** Two tabs of one person under a bad network: frames lost, late and crossed, cuts, reloads. */
const play = async (steps: readonly Step[], seed: number) => {
  const { clock, centre, network, surroundings, browser, make } = scene();
  const chance = seeded(seed);
  network.toCentre = () => (chance() < 0.1 ? "lost" : { delay: 1 + chance() * 800 });
  network.toClient = () => (chance() < 0.1 ? "lost" : { delay: 1 + chance() * 800 });
  for (const id of CONVERSATIONS) centre.say(id, "bot", "0");

  const tabs = [browser.tab(), browser.tab()] as [
    ReturnType<FakeBrowser["tab"]>,
    ReturnType<FakeBrowser["tab"]>,
  ];
  const start = async (tab: 0 | 1): Promise<Client> => {
    const client = make({
      locks: tabs[tab].locks,
      tab: tabs[tab].memory,
      random: seeded(seed + tab + clock.time),
    });
    await client.start();
    return client;
  };
  const clients: [Client, Client] = [await start(0), await start(1)];
  const said: Record<string, string[]> = {};
  let count = 0;
  await clock.advance(3_000);

  for (const now of steps) {
    if (now.do === "say") {
      const id = CONVERSATIONS[now.conversation] ?? "";
      count += 1;
      const key = `${id} ${now.tab}`;
      said[key] = [...(said[key] ?? []), `m${count}`];
      await clients[now.tab].send(id, { type: "text", text: `m${count}` });
    } else if (now.do === "hear") {
      count += 1;
      centre.say(CONVERSATIONS[now.conversation] ?? "", "agent", `a${count}`);
    } else if (now.do === "cut") centre.cutAll();
    else if (now.do === "network") {
      network.up = now.up;
      if (!now.up) centre.cutAll();
      surroundings.setOnline(now.up);
    } else if (now.do === "reload") {
      clients[now.tab].stop();
      tabs[now.tab].gone();
      clients[now.tab] = await start(now.tab);
    } else await clock.advance(now.ms);
  }

  network.up = true;
  network.toCentre = () => ({ delay: 5 });
  network.toClient = () => ({ delay: 5 });
  surroundings.setOnline(true);
  await clock.advance(180_000);
  for (const id of CONVERSATIONS) centre.say(id, "bot", "end");
  await clock.advance(5_000);
  for (const client of clients) client.stop();
  return { centre, clients, said };
};

describe("under a bad network", () => {
  it("no message is lost, duplicated or reordered in any tab", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), fc.nat(), async (steps, seed) => {
        const { centre, clients, said } = await play(steps, seed);
        for (const id of CONVERSATIONS) {
          const { log } = centre.conversation(id);
          for (const [key, texts] of Object.entries(said)) {
            if (key.startsWith(id)) expect(words(log).filter((text) => texts.includes(text))).toEqual(texts);
          }
          for (const client of clients) {
            const thread = client.state.get().threads.get(id);
            const from = thread?.messages[0]?.seq ?? 1;
            expect(thread?.messages).toEqual(log.slice(from - 1));
            expect(thread?.outgoing).toEqual([]);
          }
        }
      }),
      { numRuns: 150 },
    );
  }, 120_000);
});
