// Opens the page without a network: a service worker caches its files, the wire's storage has the conversations.

/** Registers the service worker (not during development, not in old browsers). */
export const registerServiceWorker = (): void => {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  navigator.serviceWorker.register("./sw.js").catch(() => {
    // Refused, as in some private windows: the page doesn't open without a network.
  });
};
