// Resolving with a moment to think again, in words to the agent.
import { t } from "../i18n";
import type { Around } from "./desk_context";
import { Closings, GRACE, type Plan } from "./pending_resolves";

type Draft = "" | "keep" | "discard";
type Send = (conversation: string, outcome: string, note: string, draft: Draft) => Promise<unknown>;

export class Resolving extends Closings {
  private readonly desk: Around;

  constructor(after: (ms: number, then: () => void) => void, send: Send, desk: Around) {
    super(after, (conversation, plan) => close(conversation, plan, send, desk));
    this.desk = desk;
  }

  /** Resolves in a moment, so that it can be taken back. */
  begin(conversation: string, outcome: string, note: string, draft: Draft = ""): void {
    const { toasts } = this.desk;
    const action = { label: t().undo, undoes: true as const, run: () => void this.undo(conversation) };
    const text = t().closing.soon(this.desk.nameOf(conversation));
    const over = toasts.show({ tone: "good", text, action }, GRACE);
    this.plan(conversation, { outcome, note, draft, over });
  }

  /** Who speaks again while his conversation is about to be resolved is heard first. */
  spokeAgain(conversation: string): void {
    if (!this.undo(conversation)) return;
    const action = { label: t().open, run: () => this.desk.choose(conversation) };
    const text = t().closing.spoke(this.desk.nameOf(conversation));
    this.desk.toasts.show({ tone: "bad", text, action });
  }
}

/** Sends what was planned; the draft goes with it. */
const close = async (conversation: string, plan: Plan, send: Send, desk: Around): Promise<void> => {
  desk.mine.add(conversation);
  const name = desk.nameOf(conversation);
  const done = await desk.tried(conversation, () =>
    send(conversation, plan.outcome, plan.note, plan.draft ?? ""),
  );
  if (!done) {
    desk.mine.delete(conversation);
    return;
  }
  desk.drafts.set(conversation, { text: "", mode: "reply" });
  if (desk.selected.peek() !== conversation) return;
  const action = { label: t().resolve.next, run: () => void desk.nextUnread() };
  desk.toasts.show({ tone: "good", text: t().resolve.done(name), action });
};
