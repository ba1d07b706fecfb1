// The time that is left to answer an offer.
import { useEffect, useState } from "preact/hooks";

const TICK_MS = 250;

/** Whole seconds until `deadline` (server time), 0 once it is over. `skew`: server time minus this device's, ms. */
export const secondsLeft = (deadline: number, now: number, skew: number): number =>
  Math.max(0, Math.ceil((deadline - now - skew) / 1_000));

export const useSecondsLeft = (deadline: number, skew: number): number => {
  const [left, setLeft] = useState(() => secondsLeft(deadline, Date.now(), skew));
  useEffect(() => {
    const tick = () => setLeft(secondsLeft(deadline, Date.now(), skew));
    tick();
    const timer = setInterval(tick, TICK_MS);
    return () => clearInterval(timer);
  }, [deadline, skew]);
  return left;
};

/** Seconds at which a screen reader is told again; each second would drown everything else. */
export const isSpoken = (left: number): boolean => left === 30 || left === 15 || left === 5;
