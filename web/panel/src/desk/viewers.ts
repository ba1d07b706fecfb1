// Who else has the open conversation open: said to the centre as long as it is so, heard from it.
import type { Client, Named, Push } from "@baro/wire";
import { signal } from "@preact/signals";
import { t } from "../i18n";
import { explain } from "./errors";

/** Who only passes by on his way through the list doesn't look, ms. */
export const SETTLE = 500;
/** The centre forgets a look after 75 s, ms. */
export const AGAIN = 30_000;

export class Looking {
  /** The others, by name. */
  readonly others = signal<readonly string[]>([]);

  private readonly request: Pick<Client, "request">["request"];
  private readonly after: (ms: number, then: () => void) => void;
  private readonly me: () => string | undefined;
  private open: string | null = null;
  /** What the centre was told of. */
  private said: string | null = null;
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
  at(conversation: string | null): void {
    if (conversation === this.open) return;
    this.open = conversation;
    this.others.value = [];
    this.sayAfter(SETTLE);
  }

  /** A connection of its own begins with nothing said. */
  welcomed(): void {
    this.said = null;
    this.again();
  }

  /** Says and hears it now: it has become another's to see. */
  again(): void {
    this.sayAfter(0);
  }

  pushed(frame: Push): void {
    if (frame.event === "viewers") this.hear(frame.conversation, frame.people);
  }

  private sayAfter(ms: number): void {
    this.turn += 1;
    const turn = this.turn;
    this.after(ms, () => {
      if (turn === this.turn) void this.say();
    });
  }

  private async say(): Promise<void> {
    const { open, said } = this;
    this.said = open;
    if (open !== null) this.sayAfter(AGAIN);
    try {
      if (said !== null && said !== open) await this.request("viewing", { conversation: said, away: true });
      if (open !== null) this.hear(open, (await this.request("viewing", { conversation: open })).people);
    } catch (error) {
      explain(error, t()); // not worth a word: the next turn says it again
    }
  }

  private hear(conversation: string, people: readonly Named[]): void {
    if (conversation !== this.open) return;
    const me = this.me();
    this.others.value = people.filter(({ id }) => id !== me).map(({ name }) => name);
  }
}
