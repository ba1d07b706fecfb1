"""Calls and letters for what chat can't finish: identification for a large amount, the formal way of a dispute."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from chalicelib.claims.errors import NoSuchCoverage
from chalicelib.claims.nouns import SEOUL, About, Booking, Channel, Claim, Event, Line, day_of, days_after
from chalicelib.claims.stepping import Happened, Taking, allowed, recorded, take
from chalicelib.content.claim_rules import Appointments, ClaimRules, Window
from chalicelib.content.forms import hyphened
from chalicelib.content.views import Named

SEARCHED_DAYS = 60
"""More days in a row off than any calendar has."""


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
    booking = booking_of(wanted, rules.appointments, now)
    lines = tuple(replace(each, booking=booking) if each.coverage == coverage else each for each in after.lines)
    data = {"day": booking.day, "contact": hyphened(booking.contact)}
    if booking.window:
        data["window"] = rules.appointments.windows[booking.window].label
    happened = Happened(f"booked_{booking.channel}", data)
    after, booked = recorded(replace(after, lines=lines), (happened,), now, by, coverage)
    return replace(after, version=claim.version + 1), (*disputed, *booked)


def _disputed(
    claim: Claim, line: Line, wanted: Wanted, by: Named, rules: ClaimRules, now: int
) -> tuple[Claim, tuple[Event, ...]]:
    possible = allowed(line, "customer", by.id) if wanted.about == "dispute" else ()
    late = line.appeal_until < day_of(now).isoformat()
    step = next((name for name in ("dispute", "appeal") if name in possible and not (name == "appeal" and late)), "")
    if not step:
        return claim, ()
    return take(claim, line.coverage, Taking(step, by, "customer", grounds=wanted.grounds), rules, now)


def booking_of(wanted: Wanted, rules: Appointments, now: int) -> Booking:
    """The booking with its day: for a call the next working day on which its window can still be booked."""
    call = wanted.channel == "call"
    window = rules.windows[wanted.window] if call else None
    day = next_day(window, rules, now) if window else days_after(now, rules.letter_days)
    name = wanted.window if call else ""
    return Booking(wanted.key, wanted.about, wanted.channel, day, name, wanted.contact, wanted.grounds)


def next_day(window: Window, rules: Appointments, now: int) -> str:
    """The first working day (ISO, in Seoul) on which the window can still be booked."""
    moment = datetime.fromtimestamp(now / 1000, UTC).astimezone(SEOUL)
    today = moment.date()
    in_time = moment + timedelta(hours=rules.lead_hours) <= _at(moment, window.end)
    days = (today + timedelta(days=ahead) for ahead in range(0 if in_time else 1, SEARCHED_DAYS))
    return next(day.isoformat() for day in days if day.weekday() < 5 and not _off(day.isoformat(), rules))


def _at(moment: datetime, hour: int) -> datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(hours=hour)


def _off(day: str, rules: Appointments) -> bool:
    return day in rules.holidays or day[5:] in rules.holidays
