// Detects new messages and shows browser notifications.
import type { By, Thread } from "@baro/wire";
import type { ReadonlySignal } from "@preact/signals";

/** Has the browser pushed to while notifications are on. */
export const keepPush = (on: ReadonlySignal<boolean>): void =>
  void import("./push_subscription").then((push) => push.keepPush(on));

/** Conversations with messages of others newer than `known`, and their senders. Updates `known`.
 * The messages of a conversation that is seen first don't count. */
export const newMessagesIn = (
  threads: readonly Thread[],
  known: Map<string, number>,
): readonly { readonly id: string; readonly by: By }[] =>
  threads.flatMap(({ view: { id }, messages }) => {
    const newest = messages.findLast(({ by }) => by.role !== "customer");
    const before = known.get(id);
    const seq = Math.max(newest?.seq ?? 0, before ?? 0);
    known.set(id, seq);
    return newest && before !== undefined && seq > before ? [{ id, by: newest.by }] : [];
  });

/** One notification per conversation: a newer one replaces the older. `link` is the hash of the conversation. */
export const showNotification = (title: string, body: string, link: string, onOpen: () => void): void => {
  const icon = document.querySelector<HTMLLinkElement>('link[rel~="icon"]')?.href ?? "";
  const options = { body, tag: link, icon };
  try {
    const shown = new Notification(title, options);
    shown.onclick = () => {
      window.focus();
      onOpen();
      shown.close();
    };
  } catch {
    // Mobile browsers need the service worker for it.
    const data = location.pathname + location.search + link;
    void navigator.serviceWorker?.ready.then((worker) =>
      worker.showNotification(title, { ...options, data }),
    );
  }
};
