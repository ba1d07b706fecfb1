// Keeps one welcomed connection up: tickets, heartbeats, reconnecting, replacing it before it ends.
import { type Action, type Fields, LineLost, Link, type Push, Refused } from "./link";
import type { Cancel, Clock, OpenSocket, Random, Surroundings, TicketSource } from "./ports";
import { addressOf, SignInNeeded } from "./ports";
import type { AnyResult, HelloCommand, Results, Welcome } from "./protocol";
import type { Line as LineState } from "./state";
import { Timers } from "./timers";
import { TIMES } from "./times";

export interface LineOptions {
  url: string;
  ticket: TicketSource;
  openSocket: OpenSocket;
  clock: Clock;
  random: Random;
  surroundings: Surroundings;
}

export interface LineEvents {
  hello(): Pick<HelloCommand, "device" | "cursors">;
  changed(line: LineState): void;
  welcomed(welcome: Welcome): void;
  push(frame: Push): void;
  late(result: AnyResult): void;
}

export class Line {
  private readonly options: LineOptions;
  private readonly events: LineEvents;
  private current: Link | null = null;
  private coming: Link | null = null;
  private readonly draining = new Set<Link>();
  private attempt = 0;
  /** Rises whenever an attempt is given up; late steps of an older one see that and stop. */
  private round = 0;
  private refusedInRow = 0;
  private stopped = true;
  private signedOut = false;
  private readonly timers: Timers;
  private watches: Cancel[] = [];

  constructor(options: LineOptions, events: LineEvents) {
    this.options = options;
    this.timers = new Timers(options.clock);
    this.events = events;
  }

  get online(): boolean {
    return this.current !== null;
  }

  start(): void {
    if (!this.stopped) return;
    this.stopped = false;
    const { surroundings } = this.options;
    this.watches = [surroundings.onWake(() => this.wake()), surroundings.onOffline(() => this.goneOffline())];
    this.connect();
  }

  stop(): void {
    this.stopped = true;
    for (const cancel of this.watches) cancel();
    this.watches = [];
    this.drop();
    this.events.changed({ phase: "stopped" });
  }

  request<A extends Action>(action: A, fields: Fields<A>, patience?: number): Promise<Results[A]> {
    if (!this.current) return Promise.reject(new LineLost());
    const answer = this.current.request(action, fields, patience);
    answer.catch((error: unknown) => {
      if (error instanceof Refused && error.code === "session_expired") this.expired();
    });
    return answer;
  }

  /** Tries at once: the network came back, the page came to the foreground, the person signed in again. */
  wake(): void {
    if (this.stopped || this.signedOut) return;
    if (this.current) this.ping(TIMES.pongAfterWake);
    else if (!this.coming) {
      this.attempt = 0;
      this.connect();
    }
  }

  /** The person has signed in again. */
  renew(): void {
    this.signedOut = false;
    this.refusedInRow = 0;
    this.wake();
  }

  private connect(): void {
    this.timers.cancel("retry");
    this.round += 1;
    const round = this.round;
    if (!this.current) this.events.changed({ phase: "connecting" });
    this.options.ticket().then(
      (ticket) => {
        if (round === this.round && !this.stopped) this.dial(ticket);
      },
      (error: unknown) => {
        if (round !== this.round || this.stopped) return;
        if (!(error instanceof SignInNeeded)) this.failed();
        // While a connection holds, it is used to its end; it says itself when the session is over.
        else if (!this.current) this.signOut();
      },
    );
  }

  private dial(ticket: string): void {
    const { url, openSocket, clock } = this.options;
    const link: Link = new Link(addressOf(url, ticket), openSocket, clock, {
      opened: () => this.greet(link),
      push: (frame) => this.events.push(frame),
      late: (result) => this.events.late(result),
      closed: () => this.closed(link),
    });
    this.coming = link;
    this.timers.set("connect", TIMES.connect, () => link.close());
  }

  private greet(link: Link): void {
    link.request("hello", this.events.hello(), TIMES.connect).then(
      (welcome) => {
        if (link === this.coming) this.welcomed(link, welcome);
      },
      (error: unknown) => {
        if (link !== this.coming) return;
        if (error instanceof Refused && error.code === "session_expired") this.refusedInRow += 1;
        link.close();
      },
    );
  }

  private welcomed(link: Link, welcome: Welcome): void {
    this.timers.cancel("connect");
    const replaced = this.current;
    this.current = link;
    this.coming = null;
    this.refusedInRow = 0;
    this.timers.set("settled", TIMES.settled, () => {
      this.attempt = 0;
    });
    this.timers.set("ping", TIMES.ping, () => this.ping(TIMES.pong));
    this.planRotation(welcome);
    if (replaced) {
      this.draining.add(replaced);
      this.timers.set("drain", TIMES.drain, () => replaced.close());
    }
    this.events.welcomed(welcome);
    this.events.changed({ phase: "online" });
  }

  private planRotation(welcome: Welcome): void {
    const untilExpiry = welcome.expires_at - welcome.server_time;
    const spread = this.options.random() * TIMES.rotateSpread;
    const early = untilExpiry - TIMES.beforeExpiry;
    // A ticket of the same token brings the same expiry: then the next try waits until it is over.
    const byExpiry = early > 0 ? early : Math.max(untilExpiry, TIMES.backoffCap);
    this.timers.set("rotate", Math.min(TIMES.rotate - spread, byExpiry), () => this.connect());
  }

  private ping(patience: number): void {
    this.timers.cancel("ping");
    const link = this.current;
    if (!link) return;
    link.request("ping", {}, patience).then(
      () => {
        if (link === this.current) this.timers.set("ping", TIMES.ping, () => this.ping(TIMES.pong));
      },
      (error: unknown) => {
        if (link !== this.current) return;
        if (error instanceof Refused) {
          if (error.code === "session_expired") this.expired();
          else this.timers.set("ping", TIMES.ping, () => this.ping(TIMES.pong));
        } else link.close();
      },
    );
  }

  private closed(link: Link): void {
    this.draining.delete(link);
    if (link === this.current) {
      this.current = null;
      this.timers.cancel("ping", "rotate", "settled");
      if (this.stopped) return;
      if (this.coming) this.events.changed({ phase: "connecting" });
      else this.failed();
    } else if (link === this.coming) {
      this.coming = null;
      this.timers.cancel("connect");
      if (!this.stopped) this.failed();
    }
  }

  /** An attempt failed or the line was lost: again after a delay of full jitter. */
  private failed(): void {
    if (this.refusedInRow > 1) {
      this.signOut();
      return;
    }
    const { clock, random, surroundings } = this.options;
    const ceiling = Math.min(TIMES.backoffCap, TIMES.backoffBase * 2 ** this.attempt);
    this.attempt = Math.min(this.attempt + 1, 10);
    const offline = !surroundings.isOnline();
    // Being told "offline" isn't always right: it is tried again all the same, only rarely.
    const delay = offline ? TIMES.backoffCap : random() * ceiling;
    if (!this.current) {
      this.events.changed(
        offline ? { phase: "offline" } : { phase: "waiting", retryAt: clock.now() + delay },
      );
    }
    this.timers.set("retry", delay, () => this.connect());
  }

  private expired(): void {
    this.refusedInRow += 1;
    if (this.refusedInRow > 1) this.signOut();
    else this.current?.close();
  }

  private signOut(): void {
    this.signedOut = true;
    this.drop();
    this.events.changed({ phase: "signed-out" });
  }

  private goneOffline(): void {
    if (this.stopped || this.signedOut) return;
    // A lost network is often noticed long before the socket: ask, and believe the answer.
    if (this.current) this.ping(TIMES.pongAfterWake);
    else this.events.changed({ phase: "offline" });
  }

  private drop(): void {
    this.round += 1;
    this.timers.cancelAll();
    const links = [this.current, this.coming, ...this.draining];
    this.current = null;
    this.coming = null;
    for (const link of links) link?.close();
  }
}
