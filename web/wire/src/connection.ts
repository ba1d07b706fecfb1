// One connection: sends frames, matches answers by `ref`, passes on push frames.
import type { Cancel, Clock, OpenSocket, Socket } from "./ports";
import type { AnyResult, Command, ErrorFrame, Results, ServerFrame } from "./protocol";

/** The server refused the request; `text` is for the person. */
export class Refused extends Error {
  readonly code: string;
  readonly text: string;
  readonly retryable: boolean;
  readonly details: Readonly<Record<string, string | number>>;

  constructor(frame: Omit<ErrorFrame, "event" | "ref">) {
    super(`${frame.code}: ${frame.text}`);
    this.code = frame.code;
    this.text = frame.text;
    this.retryable = frame.retryable;
    this.details = frame.details ?? {};
  }
}

/** There is no connection, or it ended before the answer came: the action may or may not have been done. */
export class ConnectionLost extends Error {}

/** The connection is up, but the answer didn't come in time: the action may or may not have been done. */
export class AnswerTimeout extends Error {}

export type Action = Command["action"];
type CommandOf<A extends Action> = Extract<Command, { action: A }>;
/** The fields of an action besides its name and `ref`. */
export type Fields<A extends Action> = Omit<CommandOf<A>, "action" | "ref">;
export type Push = Exclude<ServerFrame, { event: "ack" } | { event: "error" }>;

export interface ConnectionEvents {
  opened(): void;
  push(frame: Push): void;
  /** An answer that came after its timeout. */
  lateAnswer(result: AnyResult): void;
  onClosed(code: number): void;
}

/** Timeout of an answer, ms. */
export const ANSWER_TIMEOUT = 15_000;

interface Pending {
  resolve(result: AnyResult): void;
  reject(error: Error): void;
  cancel: Cancel;
}

export class Connection {
  private readonly socket: Socket;
  private readonly clock: Clock;
  private readonly events: ConnectionEvents;
  private readonly pending = new Map<string, Pending>();
  private lastRef = 0;
  private open = false;
  private closed = false;

  constructor(url: string, openSocket: OpenSocket, clock: Clock, events: ConnectionEvents) {
    this.clock = clock;
    this.events = events;
    this.socket = openSocket(url, {
      opened: () => {
        if (this.closed) return;
        this.open = true;
        events.opened();
      },
      received: (text) => this.receive(text),
      closed: (code) => this.finish(code),
    });
  }

  get busy(): boolean {
    return this.pending.size > 0;
  }

  request<A extends Action>(action: A, fields: Fields<A>, timeout = ANSWER_TIMEOUT): Promise<Results[A]> {
    if (!this.open || this.closed) return Promise.reject(new ConnectionLost());
    this.lastRef += 1;
    const ref = `r${this.lastRef}`;
    return new Promise<Results[A]>((resolve, reject) => {
      const cancel = this.clock.after(timeout, () => {
        this.pending.delete(ref);
        reject(new AnswerTimeout(action));
      });
      // The protocol pairs each action with its answer; the decoder below can't express that.
      this.pending.set(ref, { resolve: (result) => resolve(result as Results[A]), reject, cancel });
      this.socket.send(JSON.stringify({ action, ref, ...fields }));
    });
  }

  close(): void {
    this.socket.close();
    this.finish(1000);
  }

  private receive(text: string): void {
    if (this.closed) return;
    const frame = decode(text);
    if (!frame) return;
    if (frame.event !== "ack" && frame.event !== "error") {
      this.events.push(frame);
      return;
    }
    const pending = this.pending.get(frame.ref);
    if (!pending) {
      if (frame.event === "ack") this.events.lateAnswer(frame.result);
      return;
    }
    this.pending.delete(frame.ref);
    pending.cancel();
    if (frame.event === "ack") pending.resolve(frame.result);
    else pending.reject(new Refused(frame));
  }

  private finish(code: number): void {
    if (this.closed) return;
    this.closed = true;
    for (const pending of this.pending.values()) {
      pending.cancel();
      pending.reject(new ConnectionLost());
    }
    this.pending.clear();
    this.events.onClosed(code);
  }
}

/** Parses a server frame; null for anything else (a newer server may send what this client doesn't know). */
const decode = (text: string): ServerFrame | null => {
  try {
    const data: unknown = JSON.parse(text);
    const isFrame = typeof data === "object" && data !== null && "event" in data;
    return isFrame ? (data as ServerFrame) : null;
  } catch {
    return null;
  }
};
