"""Promised days that will pass unkept: the customer is told before they do."""

from msgspec.structs import replace

from chalicelib.claims.model import Claim, Event, day_of
from chalicelib.claims.optimistic_update import change
from chalicelib.claims.ports import Ports
from chalicelib.claims.requests import Happened
from chalicelib.claims.transitions import recorded


def tell_delays(ports: Ports, number: str) -> Claim | None:
    """Tells of promises that will be broken, once each; None where there are none. Raises Conflict."""
    seen = ports.store.get(number)
    if seen is None or not _late(seen, ports):
        return None

    def plan(claim: Claim) -> tuple[Claim, tuple[Event, ...]] | None:
        late = _late(claim, ports)
        lines = tuple(replace(line, told=line.due) if line.coverage in late else line for line in claim.lines)
        now, after = ports.clock(), replace(claim, lines=lines)
        events: list[Event] = []
        for coverage, due in late.items():
            after, happened = recorded(after, (Happened("late", {"day": due}),), now, None, coverage)
            events += happened
        return (replace(after, version=claim.version + 1), tuple(events)) if late else None

    return change(ports, number, plan)


def _late(claim: Claim, ports: Ports) -> dict[str, str]:
    """Coverages whose promised day is near or over and of which the customer hasn't been told; on the day on which it
    was promised it isn't late."""
    today = day_of(ports.clock())
    near = ports.rules.calendar.business_days_after(today, ports.rules.notice_days).isoformat()
    return {
        line.coverage: line.due
        for line in claim.lines
        if not line.over and line.due and line.due <= near and line.told != line.due and day_of(line.since) < today
    }
