// What the placeholders of canned responses and cards stand for in a conversation.
import { seoulDay } from "@baro/design/format";
import type { Thread } from "@baro/wire";
import type { PlaceholderValues } from "../desk/canned";
import { queueLabel } from "../i18n";
import type { PanelContext } from "./panel_context";

export const placeholderValues = (
  thread: Thread,
  { desk, config, claims }: PanelContext,
): PlaceholderValues => {
  const queue = thread.view.queue || thread.view.topic;
  const label = desk.queues.peek().find((held) => held.name === queue)?.label;
  return {
    customer: desk.customerOf(thread),
    customerName: thread.view.customer.name,
    agent: desk.state.peek().you?.name ?? "",
    queue: queueLabel(queue, label),
    brand: config.brand.name,
    telephone: config.brand.telephone,
    renewalDays: desk.state.peek().renewalDays,
    claim: claims.selectedClaim(thread.view.customer.id)?.id ?? "",
    today: seoulDay(Date.now() + desk.state.peek().skew),
  };
};
