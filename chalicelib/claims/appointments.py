"""Calls and letters for what chat can't finish: identification for a large amount, the formal way of a dispute."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from chalicelib.claims.deadlines import due_in
from chalicelib.claims.errors import NoSuchCoverage
from chalicelib.claims.model import SEOUL, About, Booking, Channel, Claim, Event, Line, day_of
from chalicelib.claims.requests import Happened, Taking
from chalicelib.claims.rights import Party, allowed
from chalicelib.claims.transitions import recorded, take
from chalicelib.content.claim_rules import ClaimRules, Window
from chalicelib.content.forms import hyphened
from chalicelib.content.views import Named


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the customer asks for; `key` names it. `window` is for calls, `contact` a telephone number or an address."""

    key: str
    about: About
    channel: Channel
    window: str
    contact: str
    grounds: str = ""


def book(
    claim: Claim, coverage: str, wanted: Wanted, by: Named, rules: ClaimRules, now: int
) -> tuple[Claim, tuple[Event, ...]] | None:
    """The claim with the booking, None if it was made before. What he contests takes the formal way, where the stage
    allows; else people see his grounds. Raises NoSuchCoverage."""
    line = claim.line(coverage)
    if line is None:
        raise NoSuchCoverage(coverage=coverage)
    if line.booking is not None and line.booking.key == wanted.key:
        return None
    after, disputed = _disputed(claim, line, wanted, by, rules, now)
    booking = booking_of(wanted, rules, now)
    lines = tuple(replace(each, booking=booking) if each.coverage == coverage else each for each in after.lines)
    data = {"day": booking.day, "contact": hyphened(booking.contact)}
    if booking.window:
        data["window"] = booking.window
    happened = Happened(f"booked_{booking.channel}", data)
    after, booked = recorded(replace(after, lines=lines), (happened,), now, by, coverage)
    return replace(after, version=claim.version + 1), (*disputed, *booked)


def _disputed(
    claim: Claim, line: Line, wanted: Wanted, by: Named, rules: ClaimRules, now: int
) -> tuple[Claim, tuple[Event, ...]]:
    customer = Party(by.id, "customer")
    possible = allowed(line, customer) if wanted.about == "dispute" else ()
    late = line.appeal_until < day_of(now).isoformat()
    step = next((name for name in ("dispute", "appeal") if name in possible and not (name == "appeal" and late)), "")
    if not step:
        return claim, ()
    return take(claim, line.coverage, Taking(step, by, customer, grounds=wanted.grounds), rules, now)


def booking_of(wanted: Wanted, rules: ClaimRules, now: int) -> Booking:
    """The booking with its day: for a call the next business day on which its window can still be booked."""
    call = wanted.channel == "call"
    window = rules.appointments.windows[wanted.window] if call else None
    day = next_day(window, rules, now) if window else due_in(rules, now, days=rules.appointments.letter_days)
    name = wanted.window if call else ""
    return Booking(wanted.key, wanted.about, wanted.channel, day, name, wanted.contact, wanted.grounds)


def next_day(window: Window, rules: ClaimRules, now: int) -> str:
    """The first business day (ISO, in Seoul) on which the window can still be booked."""
    moment = datetime.fromtimestamp(now / 1000, UTC).astimezone(SEOUL)
    in_time = moment + timedelta(hours=rules.appointments.lead_hours) <= _at(moment, window.end)
    return rules.calendar.next_business_day(moment.date() + timedelta(days=0 if in_time else 1)).isoformat()


def _at(moment: datetime, hour: int) -> datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(hours=hour)
