// What can be done from the keyboard: the same things the palette lists and the shortcuts run.
import { loadLook, saveLook } from "@baro/design";
import type { ShortcutName } from "../desk/shortcuts";
import { language, setLanguage, t } from "../i18n";
import { focusOn, type Here } from "./page";

/** Whether a command makes sense now; those on a conversation need one. */
export const possible = (name: ShortcutName, { desk }: Here): boolean => {
  const thread = desk.thread.peek();
  switch (name) {
    case "reply":
    case "note":
    case "transfer":
      return (
        thread !== null && thread.leftReason === null && !desk.closings.planned.peek().has(thread.view.id)
      );
    case "resolve":
      return thread !== null && thread.leftReason === null;
    case "undo":
      return desk.toasts.shown.peek().some((toast) => toast.action?.undoes);
    case "context":
    case "earlier":
      return thread !== null;
    default:
      return true;
  }
};

/** Runs a command. */
export const run = (name: ShortcutName, here: Here): void => {
  const { desk, page } = here;
  if (!possible(name, here)) return;
  switch (name) {
    case "palette":
    case "help":
    case "transfer":
    case "views":
      page.window.value = name;
      break;
    case "resolve":
      resolve(here);
      break;
    case "take":
      void takeChosen(here);
      break;
    case "undo": {
      const closing = desk.closings.planned.peek().has(desk.selected.peek() ?? "");
      if (desk.toasts.undo() && closing) focusOn("composer");
      break;
    }
    case "queue":
      page.pane.value = "list";
      focusOn("queue");
      break;
    case "earlier":
      page.earlier.value = null;
      page.window.value = "earlier";
      break;
    case "next":
      desk.step(1);
      focusOn("composer");
      break;
    case "previous":
      desk.step(-1);
      focusOn("composer");
      break;
    case "unread":
      if (!desk.nextUnread()) break;
      page.pane.value = "thread";
      focusOn("composer");
      break;
    case "search":
      page.pane.value = "list";
      focusOn("search");
      break;
    case "reply":
    case "note":
      page.pane.value = "thread";
      page.compose.value = { mode: name };
      break;
    case "context":
      page.context.value = !page.context.peek();
      break;
    case "status":
      void desk.become(desk.wish.peek() === "available" ? "paused" : "available");
      break;
    case "mine":
    case "waiting":
    case "all":
      desk.setView({ tab: name });
      page.pane.value = "list";
      focusOn(`tab-${name}`);
      break;
  }
};

/** Asks for the outcome; of what is about to be resolved already, sends it at once. */
export const resolve = ({ desk, page }: Here): void => {
  const id = desk.selected.peek();
  if (id !== null && desk.closings.planned.peek().has(id)) void desk.closings.now(id);
  else page.window.value = "resolve";
};

/** Picks the customer in line who is chosen, or else the most urgent one. */
export const takeChosen = async ({ desk }: Here): Promise<void> => {
  const chosen = desk.line.find(desk.selected.peek());
  if (!chosen && desk.line.state.peek() !== "known") await desk.line.refresh();
  const place = chosen ?? desk.line.places.peek()[0];
  if (place) await desk.picking.take(place.conversation);
  else desk.toasts.show({ tone: "plain", text: t().take.nobody });
};

/** What would go back in line now. */
const open = ({ desk }: Here): number => desk.open.peek() - desk.closings.planned.peek().size;

/** Leaves the desk, asking first where conversations are open. */
export const leave = (here: Here): void => {
  const { desk, page } = here;
  if (open(here) > 0) page.window.value = "leave";
  else void desk.become("offline");
};

/** Signs out, asking first where conversations are open. */
export const leaveAndSignOut = (here: Here): void => {
  const { desk, page, signOut } = here;
  if (open(here) > 0) page.window.value = "signOut";
  else if (desk.wish.peek() === "offline") signOut();
  else void desk.become("offline").then(signOut);
};

export interface More {
  readonly id: string;
  readonly label: string;
  readonly run: () => void;
}

/** Commands without a key. */
export const more = (here: Here): readonly More[] => {
  const { desk, page } = here;
  const w = t().more;
  return [
    { id: "available", label: w.available, run: () => void desk.become("available") },
    { id: "paused", label: w.paused, run: () => void desk.become("paused") },
    { id: "offline", label: w.offline, run: () => leave(here) },
    {
      id: "settings",
      label: w.settings,
      run: () => {
        page.window.value = "settings";
      },
    },
    ...desk.views.list.peek().map((view) => ({
      id: `view ${view.id}`,
      label: t().views.command(view.name),
      run: () => {
        desk.setView(view);
        page.pane.value = "list";
      },
    })),
    { id: "dark", label: w.dark, run: () => saveLook({ ...loadLook(), theme: "dark" }) },
    { id: "light", label: w.light, run: () => saveLook({ ...loadLook(), theme: "light" }) },
    { id: "language", label: w.language, run: () => setLanguage(language.peek() === "ko" ? "en" : "ko") },
    { id: "signOut", label: w.signOut, run: () => leaveAndSignOut(here) },
  ];
};
