// Resolves conversations with an undo period, and reports it in toasts.
import { t } from "../i18n";
import type { DeskContext } from "./desk_context";
import { type PendingResolve, PendingResolves, UNDO_MS } from "./pending_resolves";

type DraftDecision = "" | "keep" | "discard";
type Send = (conversation: string, outcome: string, note: string, draft: DraftDecision) => Promise<unknown>;

export class ConversationResolver extends PendingResolves {
  private readonly desk: DeskContext;

  constructor(after: (ms: number, then: () => void) => void, send: Send, desk: DeskContext) {
    super(after, (conversation, plan) => sendResolve(conversation, plan, send, desk));
    this.desk = desk;
  }

  /** Schedules the resolve, with a toast that can undo it. */
  resolveLater(conversation: string, outcome: string, note: string, draft: DraftDecision = ""): void {
    const { toasts } = this.desk;
    const action = { label: t().undo, undoes: true as const, run: () => void this.undo(conversation) };
    const text = t().pendingResolve.soon(this.desk.nameOf(conversation));
    const over = toasts.show({ tone: "good", text, action }, UNDO_MS);
    this.schedule(conversation, { outcome, note, draft, onSettled: over });
  }

  /** A message of the customer cancels a pending resolve. */
  cancelForCustomer(conversation: string): void {
    if (!this.undo(conversation)) return;
    const action = { label: t().open, run: () => this.desk.select(conversation) };
    const text = t().pendingResolve.spoke(this.desk.nameOf(conversation));
    this.desk.toasts.show({ tone: "bad", text, action });
  }
}

/** Sends the request and clears the reply draft. */
const sendResolve = async (
  conversation: string,
  plan: PendingResolve,
  send: Send,
  desk: DeskContext,
): Promise<void> => {
  desk.releasedByMe.add(conversation);
  const name = desk.nameOf(conversation);
  const done = await desk.attempt(conversation, () =>
    send(conversation, plan.outcome, plan.note, plan.draft ?? ""),
  );
  if (!done) {
    desk.releasedByMe.delete(conversation);
    return;
  }
  desk.drafts.set(conversation, { text: "", mode: "reply" });
  if (desk.selected.peek() !== conversation) return;
  const action = { label: t().resolve.next, run: () => void desk.nextUnread() };
  desk.toasts.show({ tone: "good", text: t().resolve.done(name), action });
};
