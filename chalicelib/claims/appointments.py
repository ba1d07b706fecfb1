"""Appointments for calls and letters: identification for large amounts, and formal disputes."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from chalicelib.access.relations import Relation
from chalicelib.claims.deadlines import end_of_period
from chalicelib.claims.errors import UnknownCoverage
from chalicelib.claims.model import (
    SEOUL,
    Appointment,
    AppointmentPurpose,
    Channel,
    Claim,
    ClaimEvent,
    Exposure,
    seoul_date,
)
from chalicelib.claims.requests import EventDraft, TransitionRequest
from chalicelib.claims.rights import Party, permitted_transitions
from chalicelib.claims.rules import CallWindow, ClaimRules
from chalicelib.claims.transitions import apply_transition, with_events
from chalicelib.content.forms import format_phone
from chalicelib.content.views import Named


@dataclass(frozen=True, slots=True)
class AppointmentRequest:
    """A customer's request. `key` makes it idempotent. `window` is for calls; `contact` is a telephone number or a
    postal address."""

    key: str
    purpose: AppointmentPurpose
    channel: Channel
    window: str
    contact: str
    grounds: str = ""


def with_appointment(
    claim: Claim, coverage: str, request: AppointmentRequest, by: Named, rules: ClaimRules, now: int
) -> tuple[Claim, tuple[ClaimEvent, ...]] | None:
    """The claim with the appointment; None if it was booked before. A dispute also changes the stage where the
    workflow allows it. Raises UnknownCoverage."""
    exposure = claim.exposure(coverage)
    if exposure is None:
        raise UnknownCoverage(coverage=coverage)
    if exposure.appointment is not None and exposure.appointment.key == request.key:
        return None
    after, disputed = _with_dispute(claim, exposure, request, by, rules, now)
    appointment = appointment_for(request, rules, now)
    exposures = tuple(
        replace(each, appointment=appointment) if each.coverage == coverage else each for each in after.exposures
    )
    data = {"day": appointment.day, "contact": format_phone(appointment.contact)}
    if appointment.window:
        data["window"] = appointment.window
    draft = EventDraft(f"booked_{appointment.channel}", data)
    after, booked = with_events(replace(after, exposures=exposures), (draft,), now, by, coverage)
    return replace(after, version=claim.version + 1), (*disputed, *booked)


def _with_dispute(
    claim: Claim, exposure: Exposure, request: AppointmentRequest, by: Named, rules: ClaimRules, now: int
) -> tuple[Claim, tuple[ClaimEvent, ...]]:
    customer = Party(by.id, Relation.OWNER)
    possible = permitted_transitions(exposure, customer) if request.purpose == "dispute" else ()
    late = exposure.appeal_until < seoul_date(now).isoformat()
    step = next((name for name in ("dispute", "appeal") if name in possible and not (name == "appeal" and late)), "")
    if not step:
        return claim, ()
    return apply_transition(
        claim, exposure.coverage, TransitionRequest(step, by, customer, grounds=request.grounds), rules, now
    )


def appointment_for(request: AppointmentRequest, rules: ClaimRules, now: int) -> Appointment:
    """The appointment with its day: for a call the next business day on which its window can be booked."""
    call = request.channel == "call"
    window = rules.appointments.windows[request.window] if call else None
    day = (
        first_bookable_day(window, rules, now)
        if window
        else end_of_period(rules, now, "appointments.letter_days", days=rules.appointments.letter_days)
    )
    name = request.window if call else ""
    return Appointment(request.key, request.purpose, request.channel, day, name, request.contact, request.grounds)


def first_bookable_day(window: CallWindow, rules: ClaimRules, now: int) -> str:
    """The first business day (ISO, in Seoul) on which the window can be booked."""
    moment = datetime.fromtimestamp(now / 1000, UTC).astimezone(SEOUL)
    in_time = moment + timedelta(hours=rules.appointments.lead_hours) <= _at_hour(moment, window.end)
    return rules.calendar.next_business_day(moment.date() + timedelta(days=0 if in_time else 1)).isoformat()


def _at_hour(moment: datetime, hour: int) -> datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(hours=hour)
