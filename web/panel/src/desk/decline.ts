// Giving a conversation back before it is answered.
import type { Thread } from "@baro/wire";
import type { Desk } from "./desk";

/** Whether this agent has the conversation and has not answered the customer. */
export const mayDecline = (desk: Desk, { view, messages, leftReason }: Thread): boolean => {
  const you = desk.state.value.you?.id;
  if (leftReason !== null || desk.resolver.pending.value.has(view.id)) return false;
  return !messages.some(({ by }) => by.role === "agent" && by.id === you);
};

/** Returns a conversation to its queue. */
export const decline = async (desk: Desk, conversation: string): Promise<void> => {
  desk.releasedByMe.add(conversation);
  const done = await desk.attempt(conversation, () => desk.wire.request("decline", { conversation }));
  if (!done) desk.releasedByMe.delete(conversation);
};
