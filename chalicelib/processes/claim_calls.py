"""Calls that customers booked for a claim are due at the claim's department."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from chalicelib.calls.model import Call
from chalicelib.calls.service import book
from chalicelib.claims.events import AppointmentBooked
from chalicelib.claims.model import Claim, Exposure
from chalicelib.content.hours import SEOUL
from chalicelib.content.views import Named

if TYPE_CHECKING:
    from chalicelib.service_ports import WithCalls, WithClaims, WithMessaging

    class Needs(WithCalls, WithClaims, WithMessaging, Protocol): ...


def list_claim_calls(services: Needs, published: AppointmentBooked) -> None:
    """Lists the calls that are booked for a claim; a later booking takes the place of an earlier one."""
    claim = services.claims().store.get(published.claim)
    conversation = services.messaging.store.get(claim.conversation) if claim is not None else None
    if claim is None or conversation is None:
        return
    for exposure in claim.exposures:
        if exposure.appointment is not None and exposure.appointment.channel == "call":
            book(services.calls(), _call_of(services, claim, exposure, conversation.customer))


def _call_of(services: Needs, claim: Claim, exposure: Exposure, customer: Named) -> Call:
    appointment = exposure.appointment
    assert appointment is not None  # noqa: S101 - the caller has looked
    window = services.claims().rules.appointments.windows[appointment.window]
    day = datetime.combine(date.fromisoformat(appointment.day), datetime.min.time(), SEOUL)
    starts_at, ends_at = (int((day + timedelta(hours=hour)).timestamp() * 1000) for hour in (window.start, window.end))
    return Call(
        id=f"{claim.id}.{exposure.coverage}",
        key=appointment.key,
        desk=exposure.department,
        source="claim",
        channel="call",
        customer=customer,
        conversation=claim.conversation,
        starts_at=starts_at,
        ends_at=ends_at,
        booked_at=services.calls().clock(),
        phone=appointment.contact,
        about=appointment.grounds,
        claim=claim.id,
    )
