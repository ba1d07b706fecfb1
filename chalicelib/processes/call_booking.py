"""Calls instead of waiting, referrals, and messages that are left: booked by customers and by their agent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from chalicelib.access.relations import Relation
from chalicelib.calls.errors import WindowGone
from chalicelib.calls.model import Call, Channel, Source, Window
from chalicelib.calls.service import book
from chalicelib.calls.windows import answer_window
from chalicelib.content.configuration import queues
from chalicelib.content.views import Named
from chalicelib.conversations.model import Conversation
from chalicelib.conversations.states import State
from chalicelib.kernel.actors import Actor
from chalicelib.processes.waiting import stop_waiting
from chalicelib.queries.calls_due import desk_of, windows_of
from chalicelib.queries.contracts import phone_shown_to
from chalicelib.queries.queue_status import holiday_check
from chalicelib.queries.relations import own_conversation

if TYPE_CHECKING:
    from chalicelib.processes.waiting import Needs as WaitingNeeds
    from chalicelib.service_ports import WithCalls, WithContracts

    class Needs(WaitingNeeds, WithCalls, WithContracts, Protocol): ...


def offered_calls(
    services: Needs, actor: Actor, conversation_id: str, department: str = ""
) -> tuple[str, tuple[Window, ...]]:
    """The customer's number, and when their queue or the department can call them. Raises NotAllowed."""
    conversation, rules = own_conversation(services, actor, conversation_id, "call_windows"), services.calls().rules
    phone = phone_shown_to(services, actor, conversation.customer.id)
    desk = rules.departments[department].queue if department in rules.departments else desk_of(conversation)
    return phone, windows_of(desk, services.messaging.clock(), rules)


def book_call(
    services: Needs, actor: Actor, conversation_id: str, key: str, starts_at: int, phone: str, about: str
) -> Call:
    """Books a call for the customer, who waits no longer then; for their agent it is a referral. Raises NotAllowed,
    WindowGone, Conflict."""
    conversation = own_conversation(services, actor, conversation_id, "book_call")
    windows = windows_of(desk_of(conversation), services.messaging.clock(), services.calls().rules)
    window = next((window for window in windows if window.starts_at == starts_at), None)
    known = services.calls().store.get(_id_of(conversation))
    if known is not None and known.key == key:  # a repeat, after the window was offered
        window = Window(known.starts_at, known.ends_at)
    number = phone or phone_shown_to(services, actor, conversation.customer.id)
    if window is None or not number:
        raise WindowGone
    return _book(services, actor, conversation, key, "call", window, number, about)


def leave_message(services: Needs, actor: Actor, conversation_id: str, key: str) -> Call:
    """Promises the customer an answer to what they write in the conversation; they wait no longer. Raises NotAllowed,
    WindowGone, Conflict."""
    conversation = own_conversation(services, actor, conversation_id, "leave_message")
    hours, now = queues()[desk_of(conversation)].hours, services.messaging.clock()
    window = answer_window(hours, now, holiday_check(), services.calls().rules)
    if window is None:
        raise WindowGone
    return _book(services, actor, conversation, key, "message", window, "", "")


def _book(
    services: Needs,
    actor: Actor,
    conversation: Conversation,
    key: str,
    channel: Channel,
    window: Window,
    phone: str,
    about: str,
) -> Call:
    own = conversation.relation_of(actor.id) is Relation.OWNER
    source: Source = "waiting" if own else "referral"
    call = Call(
        id=_id_of(conversation),
        key=key,
        desk=desk_of(conversation),
        source=source,
        channel=channel,
        customer=Named(conversation.customer.id, conversation.customer.name),
        conversation=conversation.id,
        starts_at=window.starts_at,
        ends_at=window.ends_at,
        booked_at=services.messaging.clock(),
        phone=phone,
        about=about,
    )
    booked = book(services.calls(), call)
    if own and conversation.state is State.WAITING:
        stop_waiting(services, conversation.id, actor.locale)
    return booked


def _id_of(conversation: Conversation) -> str:
    """A conversation has one call due at most: another booking takes its place."""
    return conversation.id
