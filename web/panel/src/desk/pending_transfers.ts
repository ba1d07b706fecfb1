// Conversations about to be passed on: to a queue or a colleague, at once or when the colleague accepts.
import { t } from "../i18n";
import type { DeskContext } from "./desk_context";
import { HeldBack, type Settled, UNDO_MS } from "./held_back";

export type TransferTarget =
  | { readonly queue: string }
  | { readonly agent: string }
  /** A colleague who is asked to take it over. */
  | { readonly offerTo: string };

interface PendingTransfer extends Settled {
  readonly to: TransferTarget;
  readonly note: string;
  /** Shown when it is done. */
  readonly done: string;
}

export class PendingTransfers extends HeldBack<PendingTransfer> {
  private readonly desk: DeskContext;

  constructor(
    after: (ms: number, then: () => void) => void,
    carryOut: (conversation: string, to: TransferTarget, note: string) => Promise<boolean>,
    desk: DeskContext,
  ) {
    super(after, async (conversation, { to, note, done }) => {
      if (await carryOut(conversation, to, note)) desk.toasts.show({ tone: "good", text: done });
    });
    this.desk = desk;
  }

  /** Schedules the transfer, with a toast that can undo it. `where` is the queue's or the colleague's name. */
  transferLater(conversation: string, to: TransferTarget, note: string, where: string, done: string): void {
    const { toasts } = this.desk;
    const action = { label: t().undo, undoes: true as const, run: () => void this.undo(conversation) };
    const text = t().transfer.soon(this.desk.nameOf(conversation), where);
    const over = toasts.show({ tone: "good", text, action }, UNDO_MS);
    this.schedule(conversation, { to, note, done, onSettled: over });
  }
}
