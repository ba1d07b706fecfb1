// The page opens without a network: a service worker keeps it, the wire's storage keeps what was said.

/** Registers the service worker, where there is one (not while developing, not in old browsers). */
export const registerServiceWorker = (): void => {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  navigator.serviceWorker.register("./sw.js").catch(() => {
    // Refused, as in some private windows: the page works, only not without a network.
  });
};
