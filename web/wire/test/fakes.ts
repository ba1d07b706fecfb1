// A manual clock, a network, a browser's locks and random numbers of tests.
import type { Cancel, Clock, Locks, NetworkStatus } from "../src/ports";
import type { ServerFrame } from "../src/protocol";

/** Lets everything that is ready run. */
export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export class FakeClock implements Clock {
  time = 1_760_000_000_000;
  private timers: { at: number; then: () => void }[] = [];

  now(): number {
    return this.time;
  }

  after(ms: number, then: () => void): Cancel {
    const timer = { at: this.time + ms, then };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((other) => other !== timer);
    };
  }

  async advance(ms: number): Promise<void> {
    const end = this.time + ms;
    await settle();
    for (;;) {
      const next = this.timers.reduce((min, timer) => Math.min(min, timer.at), Number.POSITIVE_INFINITY);
      if (next > end) break;
      this.time = Math.max(this.time, next);
      const due = this.timers.filter((timer) => timer.at <= this.time);
      this.timers = this.timers.filter((timer) => timer.at > this.time);
      for (const timer of due) timer.then();
      await settle();
    }
    this.time = end;
  }
}

/** What the network does to a frame: how long it takes, or that it is lost. */
export type Outcome = { delay: number } | "lost";

export interface Network {
  up: boolean;
  toCentre(): Outcome;
  toClient(frame: ServerFrame): Outcome;
}

export const goodNetwork = (): Network => ({
  up: true,
  toCentre: () => ({ delay: 5 }),
  toClient: () => ({ delay: 5 }),
});

/** The locks of one browser; every tab has a view of its own. */
export class FakeBrowser {
  private readonly holders = new Map<string, object>();

  tab(): { locks: Locks; memory: { get(): string | null; set(device: string): void }; gone(): void } {
    const me = {};
    let device: string | null = null;
    return {
      locks: {
        acquire: async (name) => {
          const holder = this.holders.get(name);
          if (holder !== undefined && holder !== me) return false;
          this.holders.set(name, me);
          return true;
        },
        release: (name) => {
          if (this.holders.get(name) === me) this.holders.delete(name);
        },
      },
      memory: {
        get: () => device,
        set: (name) => {
          device = name;
        },
      },
      gone: () => {
        for (const [name, holder] of this.holders) if (holder === me) this.holders.delete(name);
      },
    };
  }
}

export class FakeNetworkStatus implements NetworkStatus {
  online = true;
  private wakers = new Set<() => void>();
  private sleepers = new Set<() => void>();

  isOnline(): boolean {
    return this.online;
  }

  onWake(then: () => void): Cancel {
    this.wakers.add(then);
    return () => this.wakers.delete(then);
  }

  onOffline(then: () => void): Cancel {
    this.sleepers.add(then);
    return () => this.sleepers.delete(then);
  }

  setOnline(online: boolean): void {
    this.online = online;
    for (const call of online ? this.wakers : this.sleepers) call();
  }
}

/** Seeded random numbers (mulberry32), so that a failing run can be repeated. */
export const seeded = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};
