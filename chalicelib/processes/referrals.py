"""Referrals of customers to departments, with their consent: due until their outcome is written down."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal, Protocol

from msgspec import Struct

from chalicelib.access.relations import Relation
from chalicelib.calls.errors import ReferralIncomplete, WindowGone
from chalicelib.calls.events import CallEvent
from chalicelib.calls.model import Call, Window
from chalicelib.calls.service import book
from chalicelib.content.configuration import texts
from chalicelib.content.forms import MAIL_ADDRESS, format_phone
from chalicelib.content.hours import SEOUL
from chalicelib.content.views import Named
from chalicelib.conversations.states import State
from chalicelib.kernel.actors import Actor
from chalicelib.kernel.errors import NotAllowed
from chalicelib.kernel.masking import mask_resident_numbers
from chalicelib.processes.waiting import stop_waiting
from chalicelib.queries.calls_due import answer_window_of, windows_of
from chalicelib.queries.contracts import phone_shown_to
from chalicelib.queries.relations import own_conversation

if TYPE_CHECKING:
    from chalicelib.processes.call_booking import Needs as CallBookingNeeds
    from chalicelib.service_ports import WithMail

    class Needs(CallBookingNeeds, WithMail, Protocol): ...


class ReferralRequest(Struct, frozen=True):
    """What the customer wants: which department, how, and when; `starts_at` of a window for calls (ms since 1970)."""

    department: str
    channel: Literal["call", "mail"]
    starts_at: int = 0
    phone: str = ""
    email: str = ""
    about: str = ""


def refer(
    services: Needs, actor: Actor, conversation_id: str, key: str, request: ReferralRequest, *, consent: bool
) -> Call:
    """Refers the customer of a conversation to a department; they wait no longer then. Raises NotAllowed,
    ReferralIncomplete, WindowGone, Conflict."""
    conversation = own_conversation(services, actor, conversation_id, "refer")
    ports = services.calls()
    department = ports.rules.departments.get(request.department)
    if department is None:
        raise NotAllowed
    phone = request.phone or phone_shown_to(services, actor, conversation.customer.id)
    _require_complete(request, phone, consent=consent)
    number, now = f"{conversation.id}.{request.department}", ports.clock()
    known = ports.store.get(number)
    window = Window(known.starts_at, known.ends_at) if known is not None and known.key == key else None
    if window is None:
        windows = windows_of(department.queue, now, ports.rules)
        window = next((each for each in windows if each.starts_at == request.starts_at), None)
        window = window if request.channel == "call" else answer_window_of(department.queue, now, ports.rules)
    if window is None:
        raise WindowGone
    booked = book(
        ports,
        Call(
            id=number,
            key=key,
            desk=department.queue,
            source="referral",
            channel=request.channel,
            customer=Named(conversation.customer.id, conversation.customer.name),
            conversation=conversation.id,
            starts_at=window.starts_at,
            ends_at=window.ends_at,
            booked_at=now,
            phone=phone if request.channel == "call" else "",
            about=mask_resident_numbers(request.about),
            department=request.department,
            email=request.email if request.channel == "mail" else "",
            consent_at=now,
        ),
    )
    if conversation.relation_of(actor.id) is Relation.OWNER and conversation.state is State.WAITING:
        stop_waiting(services, conversation.id, actor.locale)
    return booked


def _require_complete(request: ReferralRequest, phone: str, *, consent: bool) -> None:
    """Raises ReferralIncomplete."""
    if not consent:
        raise ReferralIncomplete(field="consent")
    if request.channel == "mail" and not MAIL_ADDRESS.fullmatch(request.email):
        raise ReferralIncomplete(field="email")
    if request.channel == "call" and not phone:
        raise ReferralIncomplete(field="phone")


def mail_department(services: Needs, published: CallEvent) -> None:
    """Tells the department of a referral, and again of each time that was missed; a time that was replaced meanwhile
    isn't told."""
    call = services.calls().store.get(published.call)
    department = services.calls().rules.departments.get(call.department) if call is not None else None
    if call is None or department is None or not call.is_open or call.version != published.number:
        return
    words = texts("ko")
    starts, ends = (datetime.fromtimestamp(ms / 1000, UTC).astimezone(SEOUL) for ms in (call.starts_at, call.ends_at))
    contact = format_phone(call.phone) if call.channel == "call" else call.email
    when = words.render(
        "referral_mail",
        "by_call" if call.channel == "call" else "by_mail",
        day=starts.date().isoformat(),
        **{"from": f"{starts:%H:%M}", "until": f"{ends:%H:%M}"},
        contact=contact,
    )
    name = call.customer.name or call.customer.id
    subject = words.render("referral_mail", "subject_late" if call.moves else "subject", call=call.id, customer=name)
    body = words.render("referral_mail", "body", customer=name, when=when, about=call.about or "-")
    services.mail().send(department.mail, subject, body, reply_to=call.email)
