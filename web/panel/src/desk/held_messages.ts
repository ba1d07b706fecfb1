// Messages that can still be undone: they leave the desk UNDO_MS after the agent sent them.
import type { SendBody } from "@baro/wire";
import type { DeskContext } from "./desk_context";
import type { Draft } from "./drafts";
import { HeldBack, type Settled } from "./held_back";
import type { FilesToSend } from "./pictures";

/** A message, or files, which are uploaded only when they leave. */
export type HeldBody = SendBody | FilesToSend;

interface HeldMessage extends Settled {
  readonly body: HeldBody;
}

export class HeldMessages extends HeldBack<HeldMessage> {
  private readonly desk: Pick<DeskContext, "drafts">;

  constructor(
    after: (ms: number, then: () => void) => void,
    send: (conversation: string, body: HeldBody) => Promise<unknown>,
    desk: Pick<DeskContext, "drafts">,
  ) {
    super(after, async (conversation, { body }) => {
      await send(conversation, body);
      // The draft keeps the text until the message is stored, so that one of them survives a reload.
      const draft = desk.drafts.get(conversation);
      if (body.type === "text" && draft.text.trim() === body.text)
        desk.drafts.set(conversation, { text: "", mode: draft.mode });
    });
    this.desk = desk;
  }

  /** Holds a message back; the one before it leaves now, so that the order stays. */
  hold(conversation: string, body: HeldBody): void {
    void this.sendNow(conversation);
    this.schedule(conversation, { body });
  }

  /** The draft without the text of the message that is held back. */
  draftBeside(conversation: string): Draft {
    const draft = this.desk.drafts.get(conversation);
    const held = this.pending.peek().get(conversation)?.body;
    return held?.type === "text" && draft.text.trim() === held.text ? { ...draft, text: "" } : draft;
  }

  /** Takes all back, before the page is left: they are drafts again. */
  takeAllBack(): void {
    for (const conversation of this.pending.peek().keys()) this.takeBack(conversation);
  }

  /** Takes a message back. Its text, which is the draft again; null if nothing was pending, "" for another body. */
  takeBack(conversation: string): string | null {
    const held = this.pending.peek().get(conversation);
    if (!held || !this.undo(conversation)) return null;
    if (held.body.type !== "text") return "";
    const { text, mode } = this.desk.drafts.get(conversation);
    const rest = text.trim() === held.body.text || text === "" ? "" : `\n${text}`;
    const whole = held.body.text + rest;
    this.desk.drafts.set(conversation, { text: whole, mode });
    return whole;
  }
}
