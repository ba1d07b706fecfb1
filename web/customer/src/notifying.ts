// The browser's own notifications while nobody sees the page: that there are news, not which. Switched on by the person,
// in the menu; what shows them is loaded then.
import { effect, signal } from "@preact/signals";
import { linkTo } from "./address";
import { config, conversations, show, tell } from "./model";
import { embedded } from "./session";
import { t } from "./texts";

const KEY = "baro notify";

/** A frame in another's page may not ask for it. */
export const canNotify = "Notification" in window && !embedded;

const kept = (): boolean => {
  try {
    return canNotify && Notification.permission === "granted" && localStorage.getItem(KEY) === "on";
  } catch {
    return false; // storage is blocked
  }
};

export const notifies = signal(kept());

export const setNotifies = async (on: boolean): Promise<void> => {
  notifies.value = on;
  if (on && (await Notification.requestPermission()) !== "granted") {
    notifies.value = false;
    tell(t("notify_blocked"));
  }
  try {
    localStorage.setItem(KEY, notifies.value ? "on" : "off");
  } catch {
    // storage is blocked: it holds until the page is left
  }
  await keepNotifying();
};

let stop: (() => void) | undefined;

/** Watches the conversations from now on, or no longer. */
export const keepNotifying = async (): Promise<void> => {
  stop?.();
  if (!notifies.peek()) return;
  const { announce, newsIn } = await import("./notify");
  const known = new Map<string, number>();
  stop = effect(() => {
    for (const { id, by } of newsIn(conversations.value, known))
      if (document.hidden)
        announce(
          config.peek()?.brand.short ?? "",
          t(by.role === "agent" ? "news_agent" : "news"),
          linkTo(id),
          () => show(id),
        );
  });
};
