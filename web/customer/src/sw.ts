// Keeps the page for when there is no network. Talking is none of its business: only the page's own files are.

declare const self: ServiceWorkerGlobalScope;

const CACHE = "baro page 1";
/** The page's scripts and styles, those loaded later as well: the build names them here. */
declare const BUILT: readonly string[];
/** A network slower than this is taken for none when the page is kept already, ms. */
const PATIENCE = 500;
const KEPT = /^(?:|index\.html|config\.json|[\w-]*icon[\w-]*\.(?:svg|png)|manifest\.webmanifest)$/;
/** Named by their content, or never changing: kept is as good as fetched. */
const FIXED = /^(?:assets|fonts)\//;

self.addEventListener("install", (event) => {
  event.waitUntil(keepPage().then(() => self.skipWaiting()));
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
  if (FIXED.test(path)) event.respondWith(keptFirst(request));
  else if (KEPT.test(path)) event.respondWith(networkFirst(request));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(bringForward(event.notification.data));
});

/** The page that is open goes to the address, which differs in its hash alone; else one is opened. */
const bringForward = async (address: string): Promise<void> => {
  const [open] = await self.clients.matchAll({ type: "window" });
  if (open) await (await open.focus()).navigate(address);
  else await self.clients.openWindow(address);
};

/** The path below this page's own; null for what isn't the page's. */
const pathOf = (url: string): string | null => {
  const { origin, pathname } = new URL(url);
  const scope = new URL(self.registration.scope);
  return origin === scope.origin && pathname.startsWith(scope.pathname)
    ? pathname.slice(scope.pathname.length)
    : null;
};

/** The page and everything it is made of. */
const keepPage = async (): Promise<void> => {
  const cache = await caches.open(CACHE);
  await cache.put("./", await fetch("./", { cache: "no-cache" }));
  await cache.addAll([...BUILT, "./config.json", "./icon.svg"]);
};

const keptFirst = async (request: Request): Promise<Response> => {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(request);
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok) await cache.put(request, response.clone());
  return response;
};

const networkFirst = async (request: Request): Promise<Response> => {
  const cache = await caches.open(CACHE);
  // The token's place is the address's hash, but what follows a question mark needn't be kept apart either.
  const key = new URL(request.url);
  key.search = "";
  const kept = await cache.match(key);
  const fetched = fetch(request).then(async (response) => {
    if (response.ok) await cache.put(key, response.clone());
    return response;
  });
  if (!kept) return fetched;
  const late = new Promise<Response>((resolve) => setTimeout(() => resolve(kept.clone()), PATIENCE));
  return Promise.race([fetched.catch(() => kept), late]);
};

export {};
