// Customer events after a denial was proposed.
import type { ClaimEventView, ClaimView, ExposureView } from "@baro/wire";

/** Events caused by customers: documents, booked calls and letters. */
const CUSTOMER_EVENTS = new Set(["document_submitted", "document_accepted", "booked_call", "booked_letter"]);

/** Events of this coverage, or of the whole claim, after the proposal. */
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
