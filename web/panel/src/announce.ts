// Announces frames by sound, notification and toast, according to the agent's settings.
import type { Push } from "@baro/wire";
import { playSound, showNotification } from "./desk/alerts";
import type { Desk } from "./desk/desk";
import { messageText } from "./desk/message_text";
import { isAsked } from "./desk/participation";
import { announcementKind } from "./desk/settings";
import { queueLabel, t } from "./i18n";
import { leaveReasonText } from "./ui/leave_reason";
import { focusElement, type PageState } from "./ui/panel_context";

/** Announces a frame. Called after the desk has applied it. */
export const announceFrame = (frame: Push, desk: Desk, page: PageState): void => {
  const kind = announcementKind(frame, (id) => desk.releasedByMe.has(id));
  if (kind === null) return;
  const id =
    frame.event === "assigned"
      ? frame.conversation.id
      : "conversation" in frame
        ? String(frame.conversation)
        : "";
  const thread = desk.state.peek().threads.get(id);
  if (!thread) return;
  if (frame.event === "assigned" && desk.pickup.settle(id)) {
    page.pane.value = "thread";
    if (page.dialog.peek() === null) focusElement("composer");
    return;
  }
  const looking = document.hasFocus() && desk.selected.peek() === id && page.dialog.peek() === null;
  const wanted = page.settings.peek()[kind];
  if (wanted.sound && !(kind === "message" && looking)) playSound(kind, page.settings.peek().volume);

  const { name } = thread.view.customer;
  const open = () => {
    desk.select(id);
    page.pane.value = "thread";
  };
  const action = { label: t().open, run: open };
  if (frame.event === "assigned") {
    const { queue, topic, emergency } = frame.conversation;
    const line = queue || topic;
    const label = desk.queues.peek().find((one) => one.name === line)?.label;
    const asked = isAsked(frame.conversation, desk.state.peek().you?.id ?? "");
    const text = asked
      ? t().announcements.invited(frame.conversation.agent?.name ?? "", name)
      : emergency
        ? t().announcements.emergency(name)
        : t().announcements.assigned(name, queueLabel(line, label));
    const here = desk.selected.peek() === id;
    const offer = here ? {} : { action };
    if (emergency) desk.toasts.show({ tone: "bad", text, ...offer });
    // A conversation that opened by itself needs no toast; of several others the toast names the last.
    else if (!here) desk.toasts.show({ tone: "plain", text, topic: "assigned", ...offer });
    if (here && page.pane.peek() === "list" && page.dialog.peek() === null) page.pane.value = "thread";
    if (wanted.notice && !document.hasFocus())
      showNotification(text, frame.customer.summary?.map(([, value]) => value).join(" · ") ?? "", id, open);
  } else if (frame.event === "message") {
    const said = messageText(frame.message.body);
    if (wanted.notice && !document.hasFocus())
      showNotification(t().announcements.message(name), said, id, open);
  } else if (frame.event === "unassigned") {
    const text = t().announcements.lost(name, leaveReasonText(frame.reason, false));
    if (desk.selected.peek() !== id) desk.toasts.show({ tone: "plain", text, action });
    if (wanted.notice && !document.hasFocus()) showNotification(text, "", id, open);
  }
};
