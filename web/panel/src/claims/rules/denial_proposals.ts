// What came after a denial was proposed, and may speak against it.
import type { ClaimEventView, ClaimView, ExposureView } from "@baro/wire";

/** What customers bring: papers, a call or a letter in which they contest something. */
const CUSTOMER_EVENTS = new Set(["document_submitted", "document_accepted", "booked_call", "booked_letter"]);

/** Events of this coverage, or of the whole claim, that the proposer can't have known. */
export const customerEventsSince = (
  claim: ClaimView,
  exposure: ExposureView,
  at: number,
): readonly ClaimEventView[] =>
  (claim.history ?? []).filter(
    (event) =>
      event.at > at &&
      CUSTOMER_EVENTS.has(event.code) &&
      (!event.coverage || event.coverage === exposure.coverage),
  );
