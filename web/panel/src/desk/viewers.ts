// Who else has the open conversation open: said to the centre as long as it is so, heard from it.
import type { Client, Named, Push } from "@baro/wire";
import { signal } from "@preact/signals";
import { t } from "../i18n";
import { errorText } from "./errors";

/** Who only passes by on his way through the list doesn't look, ms. */
export const REPORT_DELAY_MS = 500;
/** The centre forgets a look after 75 s, ms. */
export const REPORT_INTERVAL_MS = 30_000;

export class ConversationViewers {
  /** The others, by name. */
  readonly names = signal<readonly string[]>([]);

  private readonly request: Pick<Client, "request">["request"];
  private readonly after: (ms: number, then: () => void) => void;
  private readonly me: () => string | undefined;
  private conversation: string | null = null;
  /** What the centre was told of. */
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

  /** This conversation is open now, or none. */
  setConversation(conversation: string | null): void {
    if (conversation === this.conversation) return;
    this.conversation = conversation;
    this.names.value = [];
    this.reportAfter(REPORT_DELAY_MS);
  }

  /** A connection of its own begins with nothing said. */
  onWelcome(): void {
    this.reported = null;
    this.refresh();
  }

  /** Says and hears it now: it has become another's to see. */
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
      errorText(error, t()); // not worth a word: the next turn says it again
    }
  }

  private apply(conversation: string, people: readonly Named[]): void {
    if (conversation !== this.conversation) return;
    const me = this.me();
    this.names.value = people.filter(({ id }) => id !== me).map(({ name }) => name);
  }
}
