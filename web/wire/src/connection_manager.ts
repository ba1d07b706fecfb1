// Keeps one connection up: tickets, heartbeats, reconnecting, and replacing it before it expires.
import { type Action, Connection, ConnectionLost, type Fields, type Push, Refused } from "./connection";
import type { Cancel, Clock, NetworkStatus, OpenSocket, Random, TicketSource } from "./ports";
import { SignInRequired, socketUrl } from "./ports";
import type { AnyResult, HelloCommand, Results, Welcome } from "./protocol";
import type { ConnectionState } from "./state";
import { TIMEOUTS } from "./timeouts";
import { Timers } from "./timers";

export interface ConnectionManagerOptions {
  url: string;
  ticket: TicketSource;
  openSocket: OpenSocket;
  clock: Clock;
  random: Random;
  network: NetworkStatus;
}

export interface ConnectionManagerEvents {
  hello(): Pick<HelloCommand, "device" | "cursors">;
  changed(state: ConnectionState): void;
  welcomed(welcome: Welcome): void;
  push(frame: Push): void;
  lateAnswer(result: AnyResult): void;
}

export class ConnectionManager {
  private readonly options: ConnectionManagerOptions;
  private readonly events: ConnectionManagerEvents;
  private current: Connection | null = null;
  private opening: Connection | null = null;
  private readonly draining = new Set<Connection>();
  private failedAttempts = 0;
  /** Incremented when an attempt is given up, so that its late callbacks are ignored. */
  private attemptId = 0;
  private consecutiveRefusals = 0;
  private stopped = true;
  private signedOut = false;
  private readonly timers: Timers;
  private subscriptions: Cancel[] = [];

  constructor(options: ConnectionManagerOptions, events: ConnectionManagerEvents) {
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
    const { network } = this.options;
    this.subscriptions = [
      network.onWake(() => this.reconnectNow()),
      network.onOffline(() => this.onOffline()),
    ];
    this.connect();
  }

  stop(): void {
    this.stopped = true;
    for (const cancel of this.subscriptions) cancel();
    this.subscriptions = [];
    this.closeAll();
    this.events.changed({ phase: "stopped" });
  }

  request<A extends Action>(action: A, fields: Fields<A>, timeout?: number): Promise<Results[A]> {
    if (!this.current) return Promise.reject(new ConnectionLost());
    const answer = this.current.request(action, fields, timeout);
    answer.catch((error: unknown) => {
      if (error instanceof Refused && error.code === "session_expired") this.onSessionExpired();
    });
    return answer;
  }

  /** Connects or pings at once: the network came back, the page became visible, the person signed in again. */
  reconnectNow(): void {
    if (this.stopped || this.signedOut) return;
    if (this.current) this.ping(TIMEOUTS.pongAfterWake);
    else if (!this.opening) {
      this.failedAttempts = 0;
      this.connect();
    }
  }

  /** The person has signed in again. */
  renew(): void {
    this.signedOut = false;
    this.consecutiveRefusals = 0;
    this.reconnectNow();
  }

  /** Connects anew; the present connection is used until then. */
  reconnect(): void {
    if (this.stopped || this.signedOut) return;
    const given = this.opening;
    this.opening = null;
    given?.close();
    this.failedAttempts = 0;
    this.connect();
  }

  private connect(): void {
    this.timers.cancel("retry");
    this.attemptId += 1;
    const attemptId = this.attemptId;
    if (!this.current) this.events.changed({ phase: "connecting" });
    this.options.ticket().then(
      (ticket) => {
        if (attemptId === this.attemptId && !this.stopped) this.open(ticket);
      },
      (error: unknown) => {
        if (attemptId !== this.attemptId || this.stopped) return;
        if (!(error instanceof SignInRequired)) this.scheduleRetry();
        // An open connection is used until the server says that the session has expired.
        else if (!this.current) this.signOut();
      },
    );
  }

  private open(ticket: string): void {
    const { url, openSocket, clock } = this.options;
    const connection: Connection = new Connection(socketUrl(url, ticket), openSocket, clock, {
      opened: () => this.sendHello(connection),
      push: (frame) => this.events.push(frame),
      lateAnswer: (result) => this.events.lateAnswer(result),
      onClosed: () => this.closed(connection),
    });
    this.opening = connection;
    this.timers.set("connect", TIMEOUTS.connect, () => connection.close());
  }

  private sendHello(connection: Connection): void {
    connection.request("hello", this.events.hello(), TIMEOUTS.connect).then(
      (welcome) => {
        if (connection === this.opening) this.onWelcome(connection, welcome);
      },
      (error: unknown) => {
        if (connection !== this.opening) return;
        if (error instanceof Refused && error.code === "session_expired") this.consecutiveRefusals += 1;
        connection.close();
      },
    );
  }

  private onWelcome(connection: Connection, welcome: Welcome): void {
    this.timers.cancel("connect");
    const replaced = this.current;
    this.current = connection;
    this.opening = null;
    this.consecutiveRefusals = 0;
    this.timers.set("settled", TIMEOUTS.stableAfter, () => {
      this.failedAttempts = 0;
    });
    this.timers.set("ping", TIMEOUTS.ping, () => this.ping(TIMEOUTS.pong));
    this.scheduleRotation(welcome);
    if (replaced) {
      this.draining.add(replaced);
      this.timers.set("drain", TIMEOUTS.replacedLinger, () => replaced.close());
    }
    this.events.welcomed(welcome);
    this.events.changed({ phase: "online" });
  }

  private scheduleRotation(welcome: Welcome): void {
    const untilExpiry = welcome.expires_at - welcome.server_time;
    const spread = this.options.random() * TIMEOUTS.rotateSpread;
    const untilRenewal = untilExpiry - TIMEOUTS.beforeExpiry;
    // A ticket of the same token has the same expiry: then the next attempt waits until it has passed.
    const byExpiry = untilRenewal > 0 ? untilRenewal : Math.max(untilExpiry, TIMEOUTS.backoffCap);
    this.timers.set("rotate", Math.min(TIMEOUTS.rotate - spread, byExpiry), () => this.connect());
  }

  private ping(timeout: number): void {
    this.timers.cancel("ping");
    const connection = this.current;
    if (!connection) return;
    connection.request("ping", {}, timeout).then(
      () => {
        if (connection === this.current)
          this.timers.set("ping", TIMEOUTS.ping, () => this.ping(TIMEOUTS.pong));
      },
      (error: unknown) => {
        if (connection !== this.current) return;
        if (error instanceof Refused) {
          if (error.code === "session_expired") this.onSessionExpired();
          else this.timers.set("ping", TIMEOUTS.ping, () => this.ping(TIMEOUTS.pong));
        } else connection.close();
      },
    );
  }

  private closed(connection: Connection): void {
    this.draining.delete(connection);
    if (connection === this.current) {
      this.current = null;
      this.timers.cancel("ping", "rotate", "settled");
      if (this.stopped) return;
      if (this.opening) this.events.changed({ phase: "connecting" });
      else this.scheduleRetry();
    } else if (connection === this.opening) {
      this.opening = null;
      this.timers.cancel("connect");
      if (!this.stopped) this.scheduleRetry();
    }
  }

  /** Connects again after a delay: exponential backoff with full jitter. */
  private scheduleRetry(): void {
    if (this.consecutiveRefusals > 1) {
      this.signOut();
      return;
    }
    const { clock, random, network } = this.options;
    const ceiling = Math.min(TIMEOUTS.backoffCap, TIMEOUTS.backoffBase * 2 ** this.failedAttempts);
    this.failedAttempts = Math.min(this.failedAttempts + 1, 10);
    const offline = !network.isOnline();
    // The browser's "offline" isn't always right: connect again all the same, only rarely.
    const delay = offline ? TIMEOUTS.backoffCap : random() * ceiling;
    if (!this.current) {
      this.events.changed(
        offline ? { phase: "offline" } : { phase: "waiting", retryAt: clock.now() + delay },
      );
    }
    this.timers.set("retry", delay, () => this.connect());
  }

  private onSessionExpired(): void {
    this.consecutiveRefusals += 1;
    if (this.consecutiveRefusals > 1) this.signOut();
    else this.current?.close();
  }

  private signOut(): void {
    this.signedOut = true;
    this.closeAll();
    this.events.changed({ phase: "signed-out" });
  }

  private onOffline(): void {
    if (this.stopped || this.signedOut) return;
    // The browser often notices a lost network long before the socket does: ping to find out.
    if (this.current) this.ping(TIMEOUTS.pongAfterWake);
    else this.events.changed({ phase: "offline" });
  }

  private closeAll(): void {
    this.attemptId += 1;
    this.timers.cancelAll();
    const connections = [this.current, this.opening, ...this.draining];
    this.current = null;
    this.opening = null;
    for (const connection of connections) connection?.close();
  }
}
