// Tells the server that the person is typing, at most once per interval and conversation.
import type { Clock } from "./ports";

/** Minimum time between two `typing` frames of a conversation, ms. */
export const TYPING_INTERVAL = 3_000;

export class TypingSender {
  private readonly clock: Clock;
  private readonly online: () => boolean;
  private readonly send: (conversation: string) => void;
  private readonly sentAt = new Map<string, number>();

  constructor(clock: Clock, online: () => boolean, send: (conversation: string) => void) {
    this.clock = clock;
    this.online = online;
    this.send = send;
  }

  /** Call it on every key. */
  typing(conversation: string): void {
    const now = this.clock.now();
    const last = this.sentAt.get(conversation) ?? Number.NEGATIVE_INFINITY;
    if (!this.online() || now - last < TYPING_INTERVAL) return;
    this.sentAt.set(conversation, now);
    this.send(conversation);
  }

  /** A message was sent: the next key is sent at once. */
  reset(conversation: string): void {
    this.sentAt.delete(conversation);
  }
}
