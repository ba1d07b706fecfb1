"""Staff make calls that are due and write down the outcome; late ones get another time; customers are notified."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Protocol
from zlib import crc32

from chalicelib.access.decisions import require_allowed
from chalicelib.access.relations import Relation, relation_of_outsider
from chalicelib.calls import service as calls
from chalicelib.calls.events import CallEvent
from chalicelib.calls.model import Call, Window
from chalicelib.content.configuration import texts
from chalicelib.content.forms import format_phone
from chalicelib.content.hours import SEOUL
from chalicelib.content.messages import By, Speaker
from chalicelib.content.views import Named
from chalicelib.conversations.messaging import send_message
from chalicelib.conversations.model import LogEntry, OutgoingMessage
from chalicelib.conversations.states import BOT_SPEAKS
from chalicelib.kernel.actors import Actor, Role
from chalicelib.kernel.audit import audit
from chalicelib.kernel.errors import NotAllowed
from chalicelib.kernel.masking import mask_resident_numbers
from chalicelib.kernel.parallel import run_all
from chalicelib.queries.calls_due import desks_of, following_window
from chalicelib.routing import service as routing
from chalicelib.routing.errors import DeskFull, NotOnDuty
from chalicelib.routing.model import QueueEntry
from chalicelib.routing.rules import routing_rules

if TYPE_CHECKING:
    from chalicelib.service_ports import (
        WithBackoff,
        WithCalls,
        WithLocaleOf,
        WithMessaging,
        WithRouting,
        WithRoutingJobs,
    )

    class Needs(WithBackoff, WithCalls, WithLocaleOf, WithMessaging, WithRouting, WithRoutingJobs, Protocol): ...


NOTICES = {
    "call": {
        "booked": "call_booked",
        "late": "call_late",
        "no_answer": "call_no_answer",
        "unreached": "call_unreached",
    },
    "message": {
        "booked": "message_booked",
        "late": "message_late",
        "no_answer": "message_no_answer",
        "unreached": "message_unreached",
    },
    "mail": {
        "booked": "mail_booked",
        "late": "mail_late",
        "no_answer": "mail_no_answer",
        "unreached": "mail_unreached",
    },
}
"""The code of a notice, by channel and change."""

MAX_LATE = 200
"""Late calls that one round moves; the next one does the rest."""


def take_call(services: Needs, actor: Actor, call_id: str) -> Call:
    """Notes that the agent makes a call; to answer a message they get the conversation. Raises NotAllowed, CallTaken,
    CallOver, NotOnDuty, DeskFull, AlreadyTaken, Conflict."""
    call = _require_desk(services, actor, call_id, "take_call")
    if call.channel == "message" and call.is_open:
        _assign_conversation(services, actor, call)
    return calls.take(services.calls(), call_id, Named(actor.id, actor.name))


def _assign_conversation(services: Needs, actor: Actor, call: Call) -> None:
    conversation = services.messaging.store.get(call.conversation)
    if conversation is None or conversation.state not in BOT_SPEAKS:
        return
    store, jobs, now = services.routing(), services.routing_jobs(), services.messaging.clock()
    agent_state = store.agent(actor.id)
    if agent_state is None or not agent_state.is_available:
        raise NotOnDuty(agent=actor.id)
    if not agent_state.is_free:
        raise DeskFull(agent=actor.id)
    entry = QueueEntry(call.conversation, call.customer.id, call.desk, now, name=call.customer.name)
    routing.enqueue(store, jobs, entry, now, routing_rules(), services.backoff)
    routing.pick(store, jobs, call.conversation, actor.id, services.backoff)


def finish_call(services: Needs, actor: Actor, call_id: str, outcome: str, note: str) -> Call:
    """Writes down the outcome of a call. Raises NotAllowed, CallTaken, CallOver, UnknownCallOutcome,
    Conflict."""
    call = _require_desk(services, actor, call_id, "finish_call")
    following = _following(services, call) or Window(call.starts_at, call.ends_at)
    by, words = Named(actor.id, actor.name), mask_resident_numbers(note)
    after = calls.finish(services.calls(), call_id, outcome, words, by, following)
    audit("finish_call", actor.id, call=call_id, customer=call.customer.id, outcome=outcome)
    return after


def move_late_calls(services: Needs) -> None:
    """Gives calls that nobody makes although their window began another time, and notifies the customers."""
    ports = services.calls()
    late = ports.store.find_late(ports.clock(), MAX_LATE)
    run_all([partial(calls.move_if_late, ports, call, partial(_following, services)) for call in late])


def notify_of_call(services: Needs, published: CallEvent) -> None:
    """Notifies the customer of the present window, or that they weren't reached. The version that made it numbers the
    message: a repeat isn't sent twice, and a time that was replaced meanwhile isn't told at all."""
    call = services.calls().store.get(published.call)
    if call is None or not call.change or call.change_version < published.number:
        return
    words = texts(services.locale_of(call.conversation))
    starts, ends = (_in_seoul(ms) for ms in (call.starts_at, call.ends_at))
    data = {"day": starts.date().isoformat(), "from": f"{starts:%H:%M}", "until": f"{ends:%H:%M}"}
    data |= {"phone": format_phone(call.phone)} if call.phone else {}
    data |= {"email": call.email} if call.email else {}
    notice = words.notice(NOTICES[call.channel][call.change], **data)
    entry = LogEntry(services.calls().clock(), By(Speaker.SYSTEM), notice)
    device = f"call{crc32(call.id.encode()):08x}"
    send_message(services.messaging, OutgoingMessage(call.conversation, device, call.change_version, entry, ""))


def _following(services: Needs, call: Call) -> Window | None:
    return following_window(call, services.calls().clock(), services.calls().rules)


def _in_seoul(ms: int) -> datetime:
    return datetime.fromtimestamp(ms / 1000, UTC).astimezone(SEOUL)


def _require_desk(services: Needs, actor: Actor, call_id: str, action: str) -> Call:
    call = services.calls().store.get(call_id)
    if call is None:
        raise NotAllowed
    require_allowed(action, _relation_to(actor, call))
    return call


def _relation_to(actor: Actor, call: Call) -> Relation:
    if call.desk not in desks_of(actor):
        return relation_of_outsider(actor.role)
    return Relation.SUPERVISOR if actor.role is Role.SUPERVISOR else Relation.COLLEAGUE
