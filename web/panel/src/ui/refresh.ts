// Repeats a request while somebody can see the page.

/** How often an open list is asked for again that no frame covers, and that nobody keeps open all day, ms. */
export const OPEN_LIST_MS = 5_000;

/** Calls `act` now, every `intervalMs`, and when the page is seen again; not while it is hidden. */
export const refreshWhileVisible = (act: () => void, intervalMs: number): (() => void) => {
  const run = () => {
    if (document.visibilityState === "visible") act();
  };
  run();
  const timer = setInterval(run, intervalMs);
  document.addEventListener("visibilitychange", run);
  return () => {
    clearInterval(timer);
    document.removeEventListener("visibilitychange", run);
  };
};
