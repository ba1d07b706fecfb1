// Commands of the palette and the shortcuts.
import { loadAppearance, saveAppearance } from "@baro/design";
import { decline, mayDecline } from "../desk/decline";
import type { ShortcutName } from "../desk/shortcuts";
import { language, setLanguage, t } from "../i18n";
import { focusElement, type PanelContext } from "./panel_context";

/** Whether a command is available now. */
export const isCommandPossible = (name: ShortcutName, { desk }: PanelContext): boolean => {
  const thread = desk.thread.peek();
  switch (name) {
    case "reply":
    case "note":
    case "transfer":
      return (
        thread !== null && thread.leftReason === null && !desk.resolver.pending.peek().has(thread.view.id)
      );
    case "resolve":
      return thread !== null && thread.leftReason === null;
    case "decline":
      return thread !== null && mayDecline(desk, thread);
    case "undo":
      return desk.toasts.visible.peek().some((toast) => toast.action?.undoes);
    case "context":
    case "earlier":
      return thread !== null;
    default:
      return true;
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
    case "views":
    case "find":
      page.dialog.value = name;
      break;
    case "decline":
      void decline(desk, desk.selected.peek() ?? "");
      break;
    case "resolve":
      resolveSelected(panel);
      break;
    case "take":
      void pickUpSelected(panel);
      break;
    case "undo": {
      const closing = desk.resolver.pending.peek().has(desk.selected.peek() ?? "");
      if (desk.toasts.undo() && closing) focusElement("composer");
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
export const pickUpSelected = async ({ desk }: PanelContext): Promise<void> => {
  const chosen = desk.waitingQueue.find(desk.selected.peek());
  if (!chosen && desk.waitingQueue.state.peek() !== "known") await desk.waitingQueue.refresh();
  const entry = chosen ?? desk.waitingQueue.entries.peek()[0];
  if (entry) await desk.pickup.pickUp(entry.conversation);
  else desk.toasts.show({ tone: "plain", text: t().pickup.nobody });
};

/** Conversations that would be requeued now. */
const open = ({ desk }: PanelContext): number => desk.openCount.peek() - desk.resolver.pending.peek().size;

/** Goes offline, after confirmation if conversations are open. */
export const leave = (panel: PanelContext): void => {
  const { desk, page } = panel;
  if (open(panel) > 0) page.dialog.value = "leave";
  else void desk.setStatus("offline");
};

/** Signs out, after confirmation if conversations are open. */
export const leaveAndSignOut = (panel: PanelContext): void => {
  const { desk, page, signOut } = panel;
  if (open(panel) > 0) page.dialog.value = "signOut";
  else if (desk.requestedStatus.peek() === "offline") signOut();
  else void desk.setStatus("offline").then(signOut);
};

export interface More {
  readonly id: string;
  readonly label: string;
  readonly run: () => void;
}

/** Commands without a shortcut. */
export const more = (panel: PanelContext): readonly More[] => {
  const { desk, page } = panel;
  const w = t().more;
  return [
    { id: "available", label: w.available, run: () => void desk.setStatus("available") },
    { id: "paused", label: w.paused, run: () => void desk.setStatus("paused") },
    { id: "offline", label: w.offline, run: () => leave(panel) },
    {
      id: "settings",
      label: w.settings,
      run: () => {
        page.dialog.value = "settings";
      },
    },
    {
      id: "inbox",
      label: t().teamwork.inbox,
      run: () => {
        page.dialog.value = "inbox";
      },
    },
    ...(desk.thread.peek()?.leftReason === null
      ? [
          {
            id: "tags",
            label: t().tags.edit,
            run: () => {
              page.dialog.value = "tags" as const;
            },
          },
          {
            id: "followUp",
            label: t().teamwork.add,
            run: () => {
              page.dialog.value = "followUp" as const;
            },
          },
        ]
      : []),
    ...desk.savedViews.list.peek().map((view) => ({
      id: `view ${view.id}`,
      label: t().views.command(view.name),
      run: () => {
        desk.setView(view);
        page.pane.value = "list";
      },
    })),
    { id: "dark", label: w.dark, run: () => saveAppearance({ ...loadAppearance(), theme: "dark" }) },
    { id: "light", label: w.light, run: () => saveAppearance({ ...loadAppearance(), theme: "light" }) },
    { id: "language", label: w.language, run: () => setLanguage(language.peek() === "ko" ? "en" : "ko") },
    { id: "signOut", label: w.signOut, run: () => leaveAndSignOut(panel) },
  ];
};
