// The newest waiting card that the server has sent without a request.
import type { Push, WaitingCardView } from "@baro/wire";
import { signal } from "@preact/signals";

export const pushedCard = signal<WaitingCardView | null>(null);

export const applyWaitingPush = (frame: Push): void => {
  if (frame.event === "waiting_card") pushedCard.value = frame.card;
};
