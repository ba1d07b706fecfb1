// Browser notifications while the page is hidden: that there are new messages, not their text. Switched on by the
// person in the menu; the code that shows them is loaded then.
import { localStore } from "@baro/design/storage";
import { effect, signal } from "@preact/signals";
import { linkTo } from "./address";
import { config, conversations, showConversation, showToast } from "./model";
import { embedded } from "./session";
import { t } from "./texts";

const KEY = "baro notify";

/** An embedded page may not ask for the permission. */
export const canNotify = "Notification" in window && !embedded;

export const notificationsOn = signal(
  canNotify && Notification.permission === "granted" && localStore.get(KEY) === "on",
);

export const setNotifications = async (on: boolean): Promise<void> => {
  notificationsOn.value = on;
  if (on && (await Notification.requestPermission()) !== "granted") {
    notificationsOn.value = false;
    showToast(t("notify_blocked"));
  }
  localStore.set(KEY, notificationsOn.value ? "on" : "off");
  await watchForNotifications();
};

let stop: (() => void) | undefined;

/** Starts or stops watching the conversations for new messages. */
export const watchForNotifications = async (): Promise<void> => {
  stop?.();
  if (!notificationsOn.peek()) return;
  const display = await import("./notification_display");
  display.keepPush(notificationsOn);
  const known = new Map<string, number>();
  stop = effect(() => {
    for (const { id, by } of display.newMessagesIn(conversations.value, known))
      if (document.hidden)
        display.showNotification(
          config.peek()?.brand.short ?? "",
          t(by.role === "agent" ? "notify_agent_answered" : "notify_update"),
          linkTo(id),
          () => showConversation(id),
        );
  });
};
