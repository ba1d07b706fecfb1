"""Shows staff who else has a conversation open, so that two don't start on the same one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from chalicelib.access.decisions import is_allowed
from chalicelib.access.relations import Relation
from chalicelib.content.server_frames import ViewersFrame
from chalicelib.content.views import Named
from chalicelib.conversations.model import Conversation
from chalicelib.conversations.states import State
from chalicelib.kernel.actors import Actor
from chalicelib.kernel.errors import NotAllowed
from chalicelib.presence import service as presence
from chalicelib.presence.ports import Viewing
from chalicelib.presence.rules import presence_rules

if TYPE_CHECKING:
    from chalicelib.service_ports import WithMessaging, WithPresence, WithRouting

    class Needs(WithMessaging, WithPresence, WithRouting, Protocol): ...


def start_viewing(services: Needs, actor: Actor, conversation_id: str) -> tuple[Named, ...]:
    """Stores that a conversation is open on this connection; returns everyone who has it open. Raises NotAllowed."""
    conversation, now = services.messaging.store.get(conversation_id), services.messaging.clock()
    if conversation is None or not _may_see(services, conversation, actor.id):
        raise NotAllowed
    wanted = Viewing(conversation_id, actor.id, actor.name, actor.connection, actor.expires_at)
    new = presence.renew_viewing(services.presence(), wanted, now, presence_rules())
    viewings = _current_viewers(services, conversation)
    if new:
        viewings = _notify_viewers(services, conversation, viewings, actor.connection)
    return _names(viewings)


def stop_viewing(services: Needs, actor: Actor, conversation_id: str) -> None:
    """Stores that a conversation isn't open on this connection any more, even if the person may not see it any more."""
    if not services.presence().end_viewing(conversation_id, actor.connection):
        return
    conversation = services.messaging.store.get(conversation_id)
    if conversation is not None:
        _notify_viewers(services, conversation, _current_viewers(services, conversation), actor.connection)


def _may_see(services: Needs, conversation: Conversation, person: str) -> bool:
    """Whether a member of staff may have it open; more of them may while its customer waits."""
    action = "viewing:waiting" if conversation.state is State.WAITING else "viewing"
    if is_allowed(action, conversation.relation_of(person), Relation.OTHER_STAFF):
        return True
    agent_state = services.routing().agent(person)
    serves = agent_state is not None and conversation.customer.id in agent_state.serving.values()
    return is_allowed(action, Relation.SERVES_CUSTOMER if serves else Relation.OTHER_STAFF)


def _current_viewers(services: Needs, conversation: Conversation) -> list[Viewing]:
    """The viewings of persons who may still see it. Others (a colleague serves the customer now) are removed and get an
    empty list."""
    viewings = services.presence().viewings(conversation.id, services.messaging.clock())
    seeing = [viewing for viewing in viewings if _may_see(services, conversation, viewing.person)]
    lost = frozenset(viewing.connection for viewing in viewings if viewing not in seeing)
    if lost:
        services.messaging.courier.post(lost, ViewersFrame(conversation.id, ()))
        for connection in lost:
            services.presence().end_viewing(conversation.id, connection)
    return seeing


def _notify_viewers(services: Needs, conversation: Conversation, viewings: list[Viewing], but: str) -> list[Viewing]:
    """Posts the viewers to the others; returns the viewings whose connection exists."""
    others = frozenset(viewing.connection for viewing in viewings) - {but}
    gone = services.messaging.courier.post(others, ViewersFrame(conversation.id, _names(viewings)))
    for connection in gone:
        services.presence().end_viewing(conversation.id, connection)
    return [viewing for viewing in viewings if viewing.connection not in gone]


def _names(viewings: list[Viewing]) -> tuple[Named, ...]:
    return tuple(
        Named(person, name) for name, person in sorted({(viewing.name, viewing.person) for viewing in viewings})
    )
