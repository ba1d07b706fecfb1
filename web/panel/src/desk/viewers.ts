// Other agents who have the open conversation open. The desk reports what is open and gets the list back.
import type { Client, Named, Push } from "@baro/wire";
import { signal } from "@preact/signals";
import { t } from "../i18n";
import { errorText } from "./errors";

/** Delay before an opened conversation is reported, ms: moving through the list reports nothing. */
export const REPORT_DELAY_MS = 500;
/** Interval of repeated reports, ms; the server drops a viewer after 75 s. */
export const REPORT_INTERVAL_MS = 30_000;

export class ConversationViewers {
  /** Names of the other viewers. */
  readonly names = signal<readonly string[]>([]);

  private readonly request: Pick<Client, "request">["request"];
  private readonly after: (ms: number, then: () => void) => void;
  private readonly me: () => string | undefined;
  private conversation: string | null = null;
  /** The conversation reported last. */
  private reported: string | null = null;
  private turn = 0;

  constructor(
    wire: Pick<Client, "request">,
    after: (ms: number, then: () => void) => void,
    me: () => string | undefined,
  ) {
    this.request = wire.request.bind(wire);
    this.after = after;
    this.me = me;
  }

  /** Sets the open conversation; null for none. */
  setConversation(conversation: string | null): void {
    if (conversation === this.conversation) return;
    this.conversation = conversation;
    this.names.value = [];
    this.reportAfter(REPORT_DELAY_MS);
  }

  /** A new connection starts without a report. */
  onWelcome(): void {
    this.reported = null;
    this.refresh();
  }

  /** Reports at once, without the delay. */
  refresh(): void {
    this.reportAfter(0);
  }

  onFrame(frame: Push): void {
    if (frame.event === "viewers") this.apply(frame.conversation, frame.viewers);
  }

  private reportAfter(ms: number): void {
    this.turn += 1;
    const turn = this.turn;
    this.after(ms, () => {
      if (turn === this.turn) void this.report();
    });
  }

  private async report(): Promise<void> {
    const { conversation: open, reported: said } = this;
    this.reported = open;
    if (open !== null) this.reportAfter(REPORT_INTERVAL_MS);
    try {
      if (said !== null && said !== open) await this.request("viewing", { conversation: said, away: true });
      if (open !== null) this.apply(open, (await this.request("viewing", { conversation: open })).viewers);
    } catch (error) {
      errorText(error, t()); // not shown: the next report repeats it
    }
  }

  private apply(conversation: string, people: readonly Named[]): void {
    if (conversation !== this.conversation) return;
    const me = this.me();
    this.names.value = people.filter(({ id }) => id !== me).map(({ name }) => name);
  }
}
