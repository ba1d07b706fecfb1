// A device is a tab: it numbers what it sends, so two tabs must never speak for one device.
import type { Locks, Random, Storage, TabMemory } from "./ports";
import type { Outgoing } from "./state";

/** A reloading page may still be letting go of its name, ms. */
const LOCK_TIMEOUT = 500;
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

/** A device name: 12 characters, 60 bits of chance. */
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
   * Takes up the device of this tab again after a reload; a new one for a new or a copied tab, and where the
   * numbers given so far are lost with the storage (a number used twice would swallow a message).
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

  /** What tabs that are gone left unsent; from now on this tab's to send. */
  async orphans(): Promise<Outgoing[]> {
    const { storage, locks } = this.ports;
    const left: Outgoing[] = [];
    for (const device of await storage.devicesWithOutbox()) {
      if (this.held.has(device) || !(await locks.acquire(device, 0))) continue;
      this.held.add(device);
      left.push(...(await storage.outbox(device)));
    }
    return left;
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
