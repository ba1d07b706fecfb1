// A device is one tab: it numbers the messages it sends, so two tabs must never use one device.
import type { Locks, Random, Storage, TabMemory } from "./ports";
import type { Outgoing } from "./state";

/** Time for a reloading page to release its lock, ms. */
const LOCK_TIMEOUT = 500;
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

/** A device name: 12 characters, 60 random bits. */
export const deviceName = (random: Random): string =>
  Array.from({ length: 12 }, () => ALPHABET[Math.floor(random() * ALPHABET.length)]).join("");

interface Ports {
  storage: Storage;
  locks: Locks;
  tab: TabMemory;
  random: Random;
}

export class Devices {
  own = "";
  private readonly ports: Ports;
  private readonly held = new Set<string>();

  constructor(ports: Ports) {
    this.ports = ports;
  }

  /**
   * Uses the device of this tab again after a reload. A new or copied tab gets a new device, and so does a tab whose
   * storage was lost: a number used twice would make the server drop a message.
   */
  async claim(): Promise<void> {
    const { storage, locks, tab, random } = this.ports;
    const remembered = tab.get();
    if (remembered !== null && (await locks.acquire(remembered, LOCK_TIMEOUT))) {
      if ((await storage.registerDevice(remembered)).known) {
        this.hold(remembered);
        return;
      }
      locks.release(remembered);
    }
    const fresh = deviceName(random);
    await locks.acquire(fresh, LOCK_TIMEOUT);
    await storage.registerDevice(fresh);
    tab.set(fresh);
    this.hold(fresh);
  }

  /** Unsent items of tabs that were closed; this tab sends them from now on. */
  async orphans(): Promise<Outgoing[]> {
    const { storage, locks } = this.ports;
    const unsent: Outgoing[] = [];
    for (const device of await storage.devicesWithOutbox()) {
      if (this.held.has(device) || !(await locks.acquire(device, 0))) continue;
      this.held.add(device);
      unsent.push(...(await storage.outbox(device)));
    }
    return unsent;
  }

  release(): void {
    for (const device of this.held) this.ports.locks.release(device);
    this.held.clear();
  }

  private hold(device: string): void {
    this.own = device;
    this.held.add(device);
  }
}
