// A client against the fake server.
import { Client } from "../src/client";
import type { ClientOptions } from "../src/client_options";
import { MemoryStorage } from "../src/memory_storage";
import type { Message } from "../src/protocol";
import { FakeServer } from "./fake_server";
import { FakeBrowser, FakeClock, FakeNetworkStatus, goodNetwork, seeded } from "./fakes";

/** A client against a fake centre, everything else fake as well. */
export const scene = (options: Partial<ClientOptions> = {}) => {
  const clock = new FakeClock();
  const centre = new FakeServer(clock);
  const network = goodNetwork();
  const surroundings = new FakeNetworkStatus();
  const browser = new FakeBrowser();
  const tab = browser.tab();
  const storage = new MemoryStorage(true);
  const make = (over: Partial<ClientOptions> = {}) =>
    new Client({
      url: "ws://centre.test/",
      ticket: async () => {
        if (!network.up) throw new Error("no network");
        return centre.ticket("kim");
      },
      storage,
      locks: tab.locks,
      tab: tab.memory,
      clock,
      random: seeded(7),
      openSocket: centre.sockets(network),
      network: surroundings,
      ...options,
      ...over,
    });
  return { clock, centre, network, surroundings, browser, tab, storage, make };
};

export const words = (messages: readonly Message[]): string[] =>
  messages.map((message) => (message.body.type === "text" ? message.body.text : message.body.type));
