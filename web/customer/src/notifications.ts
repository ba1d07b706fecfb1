// The browser's own notifications while nobody sees the page: that there are news, not which. Switched on by the person,
// in the menu; what shows them is loaded then.
import { lasting } from "@baro/design/storage";
import { effect, signal } from "@preact/signals";
import { linkTo } from "./address";
import { config, conversations, show, tell } from "./model";
import { embedded } from "./session";
import { t } from "./texts";

const KEY = "baro notify";

/** A frame in another's page may not ask for it. */
export const canNotify = "Notification" in window && !embedded;

export const notifies = signal(
  canNotify && Notification.permission === "granted" && lasting.get(KEY) === "on",
);

export const setNotifies = async (on: boolean): Promise<void> => {
  notifies.value = on;
  if (on && (await Notification.requestPermission()) !== "granted") {
    notifies.value = false;
    tell(t("notify_blocked"));
  }
  lasting.set(KEY, notifies.value ? "on" : "off");
  await keepNotifying();
};

let stop: (() => void) | undefined;

/** Watches the conversations from now on, or no longer. */
export const keepNotifying = async (): Promise<void> => {
  stop?.();
  if (!notifies.peek()) return;
  const { announce, newsIn } = await import("./notification_display");
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
