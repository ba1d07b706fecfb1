// Commands of the palette and the shortcuts.
import { loadAppearance, saveAppearance } from "@baro/design";
import { decline, mayDecline } from "../desk/decline";
import { isAsked, isWriting, partOf } from "../desk/participation";
import type { ListView } from "../desk/rows";
import { type ShortcutName, VIEW_KEYS } from "../desk/shortcuts";
import { language, setLanguage, t } from "../i18n";
import { takeBackMessage } from "./held_back";
import { focusElement, type PanelContext } from "./panel_context";

/** Whether a command is available now. */
export const isCommandPossible = (name: ShortcutName, { desk }: PanelContext): boolean => {
  const thread = desk.thread.peek();
  const id = thread?.view.id ?? "";
  const me = desk.state.peek().you?.id ?? "";
  const open = thread !== null && thread.leftReason === null;
  const leads = open && partOf(thread.view, me) === "agent";
  const writes = open && isWriting(thread.view, me);
  const ending = desk.resolver.pending.peek().has(id) || desk.transfers.pending.peek().has(id);
  switch (name) {
    case "reply":
    case "note":
    case "compose":
    case "attach":
      return open && writes && !ending;
    case "transfer":
    case "invite":
      return open && leads && !ending;
    case "resolve":
      return open && leads && !desk.transfers.pending.peek().has(id);
    case "decline":
      return open && leads && mayDecline(desk, thread);
    case "tags":
    case "followUp":
      return open;
    case "accept":
    case "refuse":
      return open && isAsked(thread.view, me);
    case "leave":
      return open && !leads && !isAsked(thread.view, me);
    case "sendHeld":
      return ending || desk.heldMessages.pending.peek().has(id);
    case "undo":
      return (
        desk.heldMessages.pending.peek().has(id) ||
        desk.toasts.visible.peek().some((toast) => toast.action?.undoes)
      );
    case "context":
    case "earlier":
      return thread !== null;
    default:
      return !(VIEW_KEYS as readonly string[]).includes(name) || viewOf(name, desk) !== undefined;
  }
};

/** Runs a command. */
export const runCommand = (name: ShortcutName, panel: PanelContext): void => {
  const { desk, page } = panel;
  if (!isCommandPossible(name, panel)) return;
  switch (name) {
    case "palette":
    case "help":
    case "transfer":
    case "invite":
    case "compose":
    case "tags":
    case "followUp":
    case "inbox":
    case "calls":
    case "settings":
    case "views":
    case "find":
      page.dialog.value = name;
      break;
    case "attach":
      document.getElementById("attach")?.click();
      break;
    case "decline":
      void decline(desk, desk.selected.peek() ?? "");
      break;
    case "accept":
    case "refuse":
      void desk.participation.answer(desk.selected.peek() ?? "", name === "accept");
      break;
    case "leave":
      void desk.participation.leave(desk.selected.peek() ?? "");
      break;
    case "sendHeld":
      void sendHeld(panel);
      break;
    case "mute":
      page.muted.value = !page.muted.peek();
      break;
    case "available":
    case "paused":
      void desk.setStatus(name);
      break;
    case "offline":
      leave(panel);
      break;
    case "dark":
    case "light":
      saveAppearance({ ...loadAppearance(), theme: name });
      break;
    case "language":
      setLanguage(language.peek() === "ko" ? "en" : "ko");
      break;
    case "signOut":
      leaveAndSignOut(panel);
      break;
    case "view1":
    case "view2":
    case "view3":
    case "view4":
    case "view5":
    case "view6": {
      const view = viewOf(name, desk);
      if (view) showView(view, panel);
      break;
    }
    case "resolve":
      resolveSelected(panel);
      break;
    case "take":
      void pickUpSelected(panel);
      break;
    case "undo": {
      const id = desk.selected.peek() ?? "";
      const ending = desk.resolver.pending.peek().has(id) || desk.transfers.pending.peek().has(id);
      // The newest first: the end of a conversation was asked for after its last message.
      if (!ending && takeBackMessage(panel)) break;
      if (desk.toasts.undo() && ending) focusElement("composer");
      break;
    }
    case "queue":
      page.pane.value = "list";
      focusElement("queue");
      break;
    case "earlier":
      page.previousConversation.value = null;
      page.dialog.value = "earlier";
      break;
    case "next":
      desk.selectByOffset(1);
      focusElement("composer");
      break;
    case "previous":
      desk.selectByOffset(-1);
      focusElement("composer");
      break;
    case "unread":
      if (!desk.nextUnread()) break;
      page.pane.value = "thread";
      focusElement("composer");
      break;
    case "search":
      page.pane.value = "list";
      focusElement("search");
      break;
    case "reply":
    case "note":
      page.pane.value = "thread";
      page.composerRequest.value = { mode: name };
      break;
    case "context":
      page.contextOpen.value = !page.contextOpen.peek();
      break;
    case "status":
      void desk.setStatus(desk.requestedStatus.peek() === "available" ? "paused" : "available");
      break;
    case "mine":
    case "waiting":
    case "all":
      desk.setView({ tab: name });
      page.pane.value = "list";
      focusElement(`tab-${name}`);
      break;
  }
};

/** Opens the resolve dialog; sends a pending resolve at once. */
export const resolveSelected = ({ desk, page }: PanelContext): void => {
  const id = desk.selected.peek();
  if (id !== null && desk.resolver.pending.peek().has(id)) void desk.resolver.sendNow(id);
  else page.dialog.value = "resolve";
};

/** Picks up the selected waiting customer, or the most urgent one. */
const pickUpSelected = async ({ desk }: PanelContext): Promise<void> => {
  const chosen = desk.waitingQueue.find(desk.selected.peek());
  if (!chosen && desk.waitingQueue.state.peek() !== "known") await desk.waitingQueue.refresh();
  const entry = chosen ?? desk.waitingQueue.entries.peek()[0];
  if (entry) await desk.pickup.pickUp(entry.conversation);
  else desk.toasts.show({ tone: "plain", text: t().pickup.nobody });
};

/** Conversations that would be requeued now. */
const openCount = ({ desk }: PanelContext): number =>
  desk.openCount.peek() - desk.resolver.pending.peek().size - desk.transfers.pending.peek().size;

/** Goes offline, after confirmation if conversations are open. */
export const leave = (panel: PanelContext): void => {
  const { desk, page } = panel;
  if (openCount(panel) > 0) page.dialog.value = "leave";
  else void desk.setStatus("offline");
};

/** Signs out, after confirmation if conversations are open. */
export const leaveAndSignOut = (panel: PanelContext): void => {
  const { desk, page, signOut } = panel;
  if (openCount(panel) > 0) page.dialog.value = "signOut";
  else if (desk.requestedStatus.peek() === "offline") signOut();
  else void desk.setStatus("offline").then(signOut);
};

/** Carries out at once what is held back in the open conversation. */
const sendHeld = async ({ desk }: PanelContext): Promise<void> => {
  const id = desk.selected.peek() ?? "";
  await desk.heldMessages.sendNow(id);
  await Promise.all([desk.resolver.sendNow(id), desk.transfers.sendNow(id)]);
};

/** The saved view of a shortcut. */
const viewOf = (name: ShortcutName, desk: PanelContext["desk"]) =>
  desk.savedViews.list.peek()[(VIEW_KEYS as readonly string[]).indexOf(name)];

const showView = (view: Partial<ListView>, { desk, page }: PanelContext): void => {
  desk.setView(view);
  page.pane.value = "list";
};

/** The label of a command; of a saved view its name. */
export const commandLabel = (name: ShortcutName, { desk }: PanelContext): string => {
  const view = viewOf(name, desk);
  return view ? t().views.command(view.name) : t().commands[name];
};
