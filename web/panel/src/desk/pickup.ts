// Picking a customer in line, and saying what came of it.
import { signal } from "@preact/signals";
import { t } from "../i18n";
import type { Around } from "./desk_context";
import type { Picked, WaitingLine } from "./waiting_queue";

export class Picking {
  /** Picked and not come yet. */
  readonly picked = signal<ReadonlySet<string>>(new Set());
  private readonly line: WaitingLine;
  private readonly desk: Around;

  constructor(line: WaitingLine, desk: Around) {
    this.line = line;
    this.desk = desk;
  }

  /** True when he comes to this desk. */
  async take(conversation: string): Promise<boolean> {
    if (this.line.taking.peek() !== null) return false;
    const name = this.desk.nameOf(conversation);
    this.desk.choose(conversation);
    this.mark(conversation, true);
    let came: Picked | null = null;
    await this.desk.tried(null, async () => {
      came = await this.line.take(conversation);
    });
    if (came === "taken") return true;
    this.mark(conversation, false);
    if (came === "gone") this.desk.toasts.show({ tone: "plain", text: t().take.gone(name) });
    else if (came === "full") this.tellFull(conversation);
    return false;
  }

  /** Comes on duty for him, and picks him. */
  async beginWith(conversation: string): Promise<boolean> {
    return (await this.desk.become("available")) && this.take(conversation);
  }

  /** It has come, or gone: from now on it is as any other. Whether it had been picked. */
  over(conversation: string): boolean {
    const had = this.picked.peek().has(conversation);
    if (had) this.mark(conversation, false);
    return had;
  }

  private mark(conversation: string, on: boolean): void {
    const picked = new Set(this.picked.peek());
    if (on) picked.add(conversation);
    else picked.delete(conversation);
    this.picked.value = picked;
  }

  private tellFull(conversation: string): void {
    const { desk } = this;
    if (desk.wish.peek() === "available") {
      desk.toasts.show({ tone: "bad", text: t().take.full(desk.capacity()) });
      return;
    }
    const action = { label: t().take.both, run: () => void this.beginWith(conversation) };
    desk.toasts.show({ tone: "bad", text: t().take.away, action });
  }
}
