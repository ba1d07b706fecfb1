// What is news, and showing that there are some.
import type { By, Thread } from "@baro/wire";

/** Conversations in which others have said something newer than `known`, which is brought up to date, and who did.
 * What a conversation holds when it is seen first is no news. */
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

/** One for each conversation: the newer takes the older's place. `link` is the hash that leads there. */
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
    // Browsers on telephones leave it to the service worker.
    const data = location.pathname + location.search + link;
    void navigator.serviceWorker?.ready.then((worker) =>
      worker.showNotification(title, { ...options, data }),
    );
  }
};
