// How far the truck is, in words and on the drawn strip. Pure.

/** "850m" below a kilometre, else "2.4km". */
export const kmText = (km: number): string =>
  km < 1 ? `${Math.max(50, Math.round((km * 1000) / 50) * 50)}m` : `${km.toFixed(1)}km`;

/** Below this the truck is almost there, km. */
export const NEAR_KM = 0.3;
/** The strip's whole length when nothing longer was seen, km. */
const SHORTEST = 1;

/** Where the truck is on the strip: 0 at its start, 1 at the customer. `longest`: the farthest it was seen, km. */
export const shareDriven = (km: number, longest: number): number =>
  Math.min(1, Math.max(0, 1 - km / Math.max(longest, km, SHORTEST)));
