// Positions of the truck: which ones are worth sending.

/** A position as it is sent. */
export interface Fix {
  readonly lat: number;
  readonly lon: number;
  /** ms since 1970 UTC, by the server's clock. */
  readonly at: number;
  /** Radius in metres that the device is sure of. */
  readonly accuracy: number;
}

export interface Place {
  readonly lat: number;
  readonly lon: number;
}

/** What the truck is doing: it decides how often a position is worth its battery. */
export type Phase = "waiting" | "driving" | "near" | "on_site";

interface Pace {
  /** A fix is kept after this time, moved or not, ms. */
  readonly every: number;
  /** Earlier fixes are kept after this distance, m. */
  readonly metres: number;
  /** But never sooner than this, ms. */
  readonly least: number;
}

const PACES: Readonly<Record<Phase, Pace>> = {
  waiting: { every: 60_000, metres: 500, least: 20_000 },
  driving: { every: 15_000, metres: 150, least: 5_000 },
  near: { every: 8_000, metres: 40, least: 3_000 },
  on_site: { every: 120_000, metres: 500, least: 20_000 },
};

/** A fix of a cell tower tells nothing about a truck, m. */
const MAX_ACCURACY_M = 1_000;
/** From here on the customer looks for the truck, m. */
const NEAR_M = 1_500;
const EARTH_M = 6_371_000;

/** Great-circle distance in metres. */
export const metresBetween = (a: Place, b: Place): number => {
  const rad = (degrees: number) => (degrees * Math.PI) / 180;
  const h =
    Math.sin(rad(b.lat - a.lat) / 2) ** 2 +
    Math.cos(rad(a.lat)) * Math.cos(rad(b.lat)) * Math.sin(rad(b.lon - a.lon) / 2) ** 2;
  return 2 * EARTH_M * Math.asin(Math.min(1, Math.sqrt(h)));
};

/** What the truck is doing, from the state of its job (null: none) and where it has to go. */
export const phaseOf = (state: string | null, truck: Place | null, goal: Place | null): Phase => {
  switch (state) {
    case "accepted":
    case "en_route":
    case "towing":
      return truck && goal && metresBetween(truck, goal) < NEAR_M ? "near" : "driving";
    case "on_site":
    case "in_service":
      return "on_site";
    default:
      return "waiting";
  }
};

/** Whether a fix is worth sending after `last`, the last one that was. `interval`: how often the server wants one, in
 *  seconds; 0 if it hasn't said. */
export const isWorthSending = (fix: Fix, last: Fix | null, phase: Phase, interval = 0): boolean => {
  if (fix.accuracy > MAX_ACCURACY_M) return false;
  if (last === null) return true;
  const passed = fix.at - last.at;
  const { every, metres, least } = PACES[phase];
  if (passed < least) return false;
  return (
    passed >= (interval > 0 ? Math.min(every, interval * 1_000) : every) || metresBetween(fix, last) >= metres
  );
};
