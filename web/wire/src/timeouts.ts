// Timeouts and intervals of the connection.
import { ANSWER_TIMEOUT } from "./connection";

/** All in ms. API Gateway closes a connection after 10 idle minutes and after two hours. */
export const TIMEOUTS = {
  ping: 30_000,
  pong: 10_000,
  pongAfterWake: 4_000,
  connect: 15_000,
  backoffBase: 1_000,
  backoffCap: 30_000,
  /** A connection that lasted this long resets the backoff. */
  stableAfter: 10_000,
  rotate: 110 * 60_000,
  rotateSpread: 5 * 60_000,
  /** How long a replaced connection stays open for pending answers. */
  replacedLinger: ANSWER_TIMEOUT + 1_000,
  beforeExpiry: 60_000,
};
