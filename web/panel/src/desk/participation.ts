// This agent's part in conversations, and their colleagues' parts in this agent's own.
import type { ConversationView, ParticipantView } from "@baro/wire";
import { t } from "../i18n";
import type { DeskContext, Wire } from "./desk_context";

/** `agent`: it is theirs; `joined`, `accepted`, `invited`, `offered`, `monitoring`: they are in it beside its agent. */
export const partOf = (view: ConversationView, me: string): string =>
  view.participants?.find(({ id }) => id === me)?.part ?? "agent";

/** Whether this agent was asked to join it or to take it over, and hasn't answered. */
export const isAsked = (view: ConversationView, me: string): boolean =>
  ["invited", "offered"].includes(partOf(view, me));

/** Whether this agent may write to the customer. */
export const isWriting = (view: ConversationView, me: string): boolean =>
  ["agent", "joined", "accepted"].includes(partOf(view, me));

/** The others in a conversation, but for those who read along. */
export const colleaguesIn = (view: ConversationView, me: string): readonly ParticipantView[] =>
  (view.participants ?? []).filter(({ id, part }) => id !== me && part !== "monitoring");

export class Participation {
  private readonly wire: Pick<Wire, "request">;
  private readonly desk: DeskContext;

  constructor(wire: Pick<Wire, "request">, desk: DeskContext) {
    this.wire = wire;
    this.desk = desk;
  }

  /** Asks a colleague to join or to take over; true if they were asked. */
  invite(conversation: string, agent: string, to: "join" | "take_over"): Promise<boolean> {
    return this.desk.attempt(conversation, () => this.wire.request("invite", { conversation, agent, to }));
  }

  /** Accepts or declines an invitation. */
  async answer(conversation: string, accept: boolean): Promise<void> {
    if (!accept) this.desk.releasedByMe.add(conversation);
    await this.desk.attempt(conversation, () =>
      this.wire.request("answer_invitation", { conversation, accept }),
    );
  }

  /** Leaves a conversation of a colleague. */
  async leave(conversation: string): Promise<void> {
    this.desk.releasedByMe.add(conversation);
    await this.desk.attempt(conversation, () => this.wire.request("end_part", { conversation }));
  }

  /** Withdraws an invitation. */
  async withdraw(conversation: string, { id, name }: ParticipantView): Promise<void> {
    const done = await this.desk.attempt(conversation, () =>
      this.wire.request("end_part", { conversation, agent: id }),
    );
    if (done) this.desk.toasts.show({ tone: "plain", text: t().together.withdrawn(name) });
  }
}
