"""Shows staff who else has a conversation open, so that two don't start on the same one."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, Protocol

from chalicelib.access.decisions import is_allowed
from chalicelib.access.relations import Relation
from chalicelib.content.server_frames import ViewersFrame
from chalicelib.content.views import Named
from chalicelib.conversations.model import Conversation
from chalicelib.conversations.states import State
from chalicelib.kernel.actors import Actor
from chalicelib.kernel.errors import NotAllowed
from chalicelib.kernel.parallel import gather
from chalicelib.presence import service as presence
from chalicelib.presence.ports import Viewing
from chalicelib.presence.rules import presence_rules

if TYPE_CHECKING:
    from chalicelib.service_ports import WithMessaging, WithPresence, WithRouting

    class Needs(WithMessaging, WithPresence, WithRouting, Protocol): ...


def start_viewing(services: Needs, actor: Actor, conversation_id: str) -> tuple[Named, ...]:
    """Stores that a conversation is open on this connection; returns everyone who has it open. Raises NotAllowed."""
    conversation, now = services.messaging.store.get(conversation_id), services.messaging.clock()
    if conversation is None or actor.id not in _who_may_see(services, conversation, (actor.id,)):
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


def _who_may_see(services: Needs, conversation: Conversation, persons: Iterable[str]) -> frozenset[str]:
    """Those of these members of staff who may have it open; more of them may while its customer waits."""
    action = "viewing:waiting" if conversation.state is State.WAITING else "viewing"
    sure = {each for each in persons if is_allowed(action, conversation.relation_of(each), Relation.OTHER_STAFF)}
    others = sorted({*persons} - sure) if is_allowed(action, Relation.SERVES_CUSTOMER) else []
    agents = gather(services.messaging.run_parallel, [partial(services.routing().agent, each) for each in others])
    serving = {
        each.agent
        for each in agents
        if each is not None and conversation.customer.id in (*each.serving.values(), *each.joined.values())
    }
    return frozenset(sure | serving)


def _current_viewers(services: Needs, conversation: Conversation) -> list[Viewing]:
    """The viewings of persons who may still see it. Others (a colleague serves the customer now) are removed and get an
    empty list."""
    viewings = services.presence().viewings(conversation.id, services.messaging.clock())
    allowed = _who_may_see(services, conversation, {viewing.person for viewing in viewings})
    seeing = [viewing for viewing in viewings if viewing.person in allowed]
    lost = frozenset(viewing.connection for viewing in viewings if viewing not in seeing)
    if lost:
        services.messaging.courier.post(lost, ViewersFrame(conversation.id, ()))
        _end_viewings(services, conversation, lost)
    return seeing


def _notify_viewers(services: Needs, conversation: Conversation, viewings: list[Viewing], but: str) -> list[Viewing]:
    """Posts the viewers to the others; returns the viewings whose connection exists."""
    others = frozenset(viewing.connection for viewing in viewings) - {but}
    gone = services.messaging.courier.post(others, ViewersFrame(conversation.id, _names(viewings)))
    _end_viewings(services, conversation, gone)
    return [viewing for viewing in viewings if viewing.connection not in gone]


def _end_viewings(services: Needs, conversation: Conversation, connections: Iterable[str]) -> None:
    end = services.presence().end_viewing
    services.messaging.run_parallel([partial(end, conversation.id, connection) for connection in connections])


def _names(viewings: list[Viewing]) -> tuple[Named, ...]:
    return tuple(
        Named(person, name) for name, person in sorted({(viewing.name, viewing.person) for viewing in viewings})
    )
