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
    case "resolve":
      return thread !== null && thread.left === null;
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
    case "resolve":
      page.window.value = name;
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
      if (desk.view.peek().tab === "waiting") desk.setView({ tab: "mine" });
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

/** Leaves the desk, asking first where conversations are open. */
export const leave = ({ desk, page }: Here): void => {
  if (desk.open.peek() > 0) page.window.value = "leave";
  else void desk.become("offline");
};

/** Signs out, asking first where conversations are open. */
export const leaveAndSignOut = ({ desk, page, signOut }: Here): void => {
  if (desk.open.peek() > 0) page.window.value = "signOut";
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
    { id: "dark", label: w.dark, run: () => saveLook({ ...loadLook(), theme: "dark" }) },
    { id: "light", label: w.light, run: () => saveLook({ ...loadLook(), theme: "light" }) },
    { id: "language", label: w.language, run: () => setLanguage(language.peek() === "ko" ? "en" : "ko") },
    { id: "signOut", label: w.signOut, run: () => leaveAndSignOut(here) },
  ];
};
