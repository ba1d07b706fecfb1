// Caches the page's own files for when there is no network. It doesn't handle the chat's requests.

declare const self: ServiceWorkerGlobalScope;

const CACHE = "baro page 1";
/** The page's scripts and styles, including lazy chunks; the build inserts them here. */
declare const PAGE_FILES: readonly string[];
/** When the file is cached, the network gets this time before the cache is used, ms. */
const NETWORK_TIMEOUT = 500;
const NETWORK_FIRST = /^(?:|index\.html|config\.json|[\w-]*icon[\w-]*\.(?:svg|png)|manifest\.webmanifest)$/;
/** Named by their content, or never changing: the cache comes first. */
const CACHE_FIRST = /^(?:assets|fonts)\//;

self.addEventListener("install", (event) => {
  event.waitUntil(cachePage().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const path = pathOf(request.url);
  if (request.method !== "GET" || path === null) return;
  if (CACHE_FIRST.test(path)) event.respondWith(cacheFirst(request));
  else if (NETWORK_FIRST.test(path)) event.respondWith(networkFirst(request));
});

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

/** The path within the page's scope; null outside of it. */
const pathOf = (url: string): string | null => {
  const { origin, pathname } = new URL(url);
  const scope = new URL(self.registration.scope);
  return origin === scope.origin && pathname.startsWith(scope.pathname)
    ? pathname.slice(scope.pathname.length)
    : null;
};

/** Caches the page and its files. */
const cachePage = async (): Promise<void> => {
  const cache = await caches.open(CACHE);
  await cache.put("./", await fetch("./", { cache: "no-cache" }));
  await cache.addAll([...PAGE_FILES, "./config.json", "./icon.svg"]);
};

const cacheFirst = async (request: Request): Promise<Response> => {
  const cache = await caches.open(CACHE);
  const cached = await cache.match(request);
  if (cached) return cached;
  const response = await fetch(request);
  if (response.ok) await cache.put(request, response.clone());
  return response;
};

const networkFirst = async (request: Request): Promise<Response> => {
  const cache = await caches.open(CACHE);
  // Queries are ignored: the page is the same for all of them.
  const key = new URL(request.url);
  key.search = "";
  const cached = await cache.match(key);
  const fetched = fetch(request).then(async (response) => {
    if (response.ok) await cache.put(key, response.clone());
    return response;
  });
  if (!cached) return fetched;
  const timeout = new Promise<Response>((resolve) =>
    setTimeout(() => resolve(cached.clone()), NETWORK_TIMEOUT),
  );
  return Promise.race([fetched.catch(() => cached), timeout]);
};

export {};
