// What came after a denial was proposed, and may speak against it.
import type { ClaimView, EventView, LineView } from "@baro/wire";

/** What customers bring: papers, a call or a letter in which they contest something. */
const BROUGHT = new Set(["filed", "paper_accepted", "booked_call", "booked_letter"]);

/** Events of this coverage, or of the whole claim, that the proposer can't have known. */
export const broughtSince = (claim: ClaimView, line: LineView, at: number): readonly EventView[] =>
  (claim.history ?? []).filter(
    (event) =>
      event.at > at && BROUGHT.has(event.code) && (!event.coverage || event.coverage === line.coverage),
  );
