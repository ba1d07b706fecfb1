// Caches the page's own files for when there is no network, and shows pushes. It doesn't handle the chat's requests.
import { cachePageFiles } from "@baro/design/worker/page_cache";

declare const self: ServiceWorkerGlobalScope;

cachePageFiles();

/** A push while no device of the person was connected; it holds nothing of the message. */
self.addEventListener("push", (event) => {
  const { title, body, tag, conversation } = event.data?.json() ?? {};
  if (!title) return;
  const data = `./#/c/${encodeURIComponent(conversation ?? "")}`;
  event.waitUntil(self.registration.showNotification(title, { body, tag, icon: "./icon-192.png", data }));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(focusPage(event.notification.data));
});

/** Navigates the open page to the address, which differs in its hash only; else opens one. */
const focusPage = async (address: string): Promise<void> => {
  const [open] = await self.clients.matchAll({ type: "window" });
  if (open) await (await open.focus()).navigate(address);
  else await self.clients.openWindow(address);
};
