// How long the line waits for what.
import { ANSWER_TIMEOUT } from "./connection";

/** All in ms. API Gateway ends a connection after 10 minutes of silence and after two hours of life. */
export const TIMEOUTS = {
  ping: 30_000,
  pong: 10_000,
  pongAfterWake: 4_000,
  connect: 15_000,
  backoffBase: 1_000,
  backoffCap: 30_000,
  /** A connection that held this long was a good one: backing off starts anew. */
  stableAfter: 10_000,
  rotate: 110 * 60_000,
  rotateSpread: 5 * 60_000,
  /** The replaced connection is kept this long for answers on their way. */
  replacedLinger: ANSWER_TIMEOUT + 1_000,
  beforeExpiry: 60_000,
};
