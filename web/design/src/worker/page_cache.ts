// Caches a page's own files in a service worker, for when there is no network. Requests of the page's data pass by.

declare const self: ServiceWorkerGlobalScope;

/** The page's scripts and styles, including lazy chunks; the build inserts them into the worker. */
declare const PAGE_FILES: readonly string[];
const PREFIX = "baro page";
/** When the file is cached, the network gets this time before the cache is used, ms. */
const NETWORK_TIMEOUT = 500;
const NETWORK_FIRST = /^(?:|index\.html|config\.json|[\w-]*icon[\w-]*\.(?:svg|png)|manifest\.webmanifest)$/;
/** Named by their content, or never changing: the cache comes first. */
const CACHE_FIRST = /^(?:assets|fonts)\//;

/** Pages of one origin have each a cache of their own. */
const cacheName = (): string => `${PREFIX} 2 ${scopePath()}`;
const scopePath = (): string => new URL(self.registration.scope).pathname;

/** Serves the page's files from now on, also without a network. */
export const cachePageFiles = (): void => {
  self.addEventListener("install", (event) => {
    event.waitUntil(cachePage().then(() => self.skipWaiting()));
  });
  self.addEventListener("activate", (event) => {
    event.waitUntil(dropOlder().then(() => self.clients.claim()));
  });
  self.addEventListener("fetch", (event) => {
    const { request } = event;
    const path = pathOf(request.url);
    if (request.method !== "GET" || path === null) return;
    if (CACHE_FIRST.test(path)) event.respondWith(cacheFirst(request));
    else if (NETWORK_FIRST.test(path)) event.respondWith(networkFirst(request));
  });
};

/** Deletes the caches of this page's earlier versions; the first had no scope in its name. */
const dropOlder = async (): Promise<void> => {
  const own = (name: string) =>
    name === `${PREFIX} 1` || (name.startsWith(PREFIX) && name.endsWith(` ${scopePath()}`));
  const older = (await caches.keys()).filter((name) => own(name) && name !== cacheName());
  await Promise.all(older.map((name) => caches.delete(name)));
};

/** The path within the page's scope; null outside of it. */
const pathOf = (url: string): string | null => {
  const { origin, pathname } = new URL(url);
  return origin === self.location.origin && pathname.startsWith(scopePath())
    ? pathname.slice(scopePath().length)
    : null;
};

/** Caches the page and its files. */
const cachePage = async (): Promise<void> => {
  const cache = await caches.open(cacheName());
  await cache.put("./", await fetch("./", { cache: "no-cache" }));
  await cache.addAll([...PAGE_FILES, "./config.json", "./icon.svg", "./fonts/pretendard.css"]);
};

const cacheFirst = async (request: Request): Promise<Response> => {
  const cache = await caches.open(cacheName());
  const cached = await cache.match(request);
  if (cached) return cached;
  const response = await fetch(request);
  if (response.ok) await cache.put(request, response.clone());
  return response;
};

const networkFirst = async (request: Request): Promise<Response> => {
  const cache = await caches.open(cacheName());
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
