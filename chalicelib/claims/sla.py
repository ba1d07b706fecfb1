"""Due dates that will be missed: the customer is notified beforehand."""

from msgspec.structs import replace

from chalicelib.claims.decision_cards import advance_offer
from chalicelib.claims.model import Claim, ClaimEvent, seoul_date
from chalicelib.claims.optimistic_update import update_claim
from chalicelib.claims.ports import ClaimPorts
from chalicelib.claims.requests import EventDraft
from chalicelib.claims.transitions import with_events


def notify_delays(ports: ClaimPorts, number: str) -> Claim | None:
    """Records delay notices, once for each due date; None if there are none. Raises Conflict."""
    seen = ports.store.get(number)
    if seen is None or not _exposures_running_late(seen, ports):
        return None

    def plan(claim: Claim) -> tuple[Claim, tuple[ClaimEvent, ...]] | None:
        late = _exposures_running_late(claim, ports)
        exposures = tuple(
            replace(exposure, delay_notified_for=exposure.due_on) if exposure.coverage in late else exposure
            for exposure in claim.exposures
        )
        now, after = ports.clock(), replace(claim, exposures=exposures)
        events: list[ClaimEvent] = []
        for coverage, due in late.items():
            exposure = claim.exposure(coverage)
            data = {"day": due, **(advance_offer("late", exposure, ports.rules) if exposure else {})}
            after, draft = with_events(after, (EventDraft("late", data),), now, None, coverage)
            events += draft
        return (replace(after, version=claim.version + 1), tuple(events)) if late else None

    return update_claim(ports, number, plan)


def _exposures_running_late(claim: Claim, ports: ClaimPorts) -> dict[str, str]:
    """Coverages with a due date that is near or past and without a notice, with that date; none on the day on which
    the date was set."""
    today = seoul_date(ports.clock())
    near = ports.rules.calendar.business_days_after(today, ports.rules.delay_notice_business_days).isoformat()
    return {
        exposure.coverage: exposure.due_on
        for exposure in claim.exposures
        if not exposure.is_final
        and exposure.due_on
        and exposure.due_on <= near
        and exposure.delay_notified_for != exposure.due_on
        and seoul_date(exposure.since) < today
    }
