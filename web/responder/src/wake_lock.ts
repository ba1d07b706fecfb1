// Keeps the screen on while the responder is on duty: a phone that sleeps tells no positions.

type LockSource = Pick<WakeLock, "request"> | undefined;

/** Holds the lock until the returned function is called; browsers take it back whenever the page is hidden. */
export const keepAwake = (source: LockSource = navigator.wakeLock): (() => void) => {
  let ended = false;
  let held: WakeLockSentinel | null = null;
  const take = () => {
    if (ended || document.visibilityState !== "visible" || (held !== null && !held.released)) return;
    source?.request("screen").then(
      (lock) => {
        if (ended) void lock.release();
        else held = lock;
      },
      () => undefined, // low battery: the page works on, the screen may go off
    );
  };
  take();
  document.addEventListener("visibilitychange", take);
  return () => {
    ended = true;
    document.removeEventListener("visibilitychange", take);
    void held?.release();
  };
};
