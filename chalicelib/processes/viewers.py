"""Staff see who else has a conversation open, so that two don't begin the same."""

from chalicelib.content.server_frames import ViewersFrame
from chalicelib.content.views import Named
from chalicelib.conversations.model import Conversation
from chalicelib.conversations.states import State
from chalicelib.kernel.actors import Actor
from chalicelib.kernel.errors import NotAllowed
from chalicelib.presence import service as presence
from chalicelib.presence.ports import Viewing
from chalicelib.presence.rules import presence_rules
from chalicelib.processes.services import Services


def start_viewing(services: Services, actor: Actor, conversation_id: str) -> tuple[Named, ...]:
    """Notes that a conversation is open on this connection; everybody who has it open. Raises NotAllowed."""
    conversation, now = services.messaging.store.get(conversation_id), services.messaging.clock()
    if conversation is None or not _may_see(services, conversation, actor.id):
        raise NotAllowed
    wanted = Viewing(conversation_id, actor.id, actor.name, actor.connection, actor.expires_at)
    new = presence.renew_viewing(services.presence(), wanted, now, presence_rules())
    viewings = _current_viewers(services, conversation)
    if new:
        viewings = _notify_viewers(services, conversation, viewings, actor.connection)
    return _names(viewings)


def stop_viewing(services: Services, actor: Actor, conversation_id: str) -> None:
    """A conversation isn't open on this connection any more; also one that he may not see any more."""
    if not services.presence().end_viewing(conversation_id, actor.connection):
        return
    conversation = services.messaging.store.get(conversation_id)
    if conversation is not None:
        _notify_viewers(services, conversation, _current_viewers(services, conversation), actor.connection)


def _may_see(services: Services, conversation: Conversation, person: str) -> bool:
    """Of the staff: who is in line is everybody's to see, who is served is his agent's, and those's who serve the same
    customer in something else."""
    if conversation.state is State.WAITING or conversation.side_of(person) == "agent":
        return True
    agent_state = services.routing().agent(person)
    return agent_state is not None and conversation.customer.id in agent_state.serving.values()


def _current_viewers(services: Services, conversation: Conversation) -> list[Viewing]:
    """Those who have it open. Who may not see it any more (a colleague took the customer) isn't among them; he learns
    that at once, and no names."""
    viewings = services.presence().viewings(conversation.id, services.messaging.clock())
    seeing = [viewing for viewing in viewings if _may_see(services, conversation, viewing.person)]
    lost = frozenset(viewing.connection for viewing in viewings if viewing not in seeing)
    if lost:
        services.messaging.courier.post(lost, ViewersFrame(conversation.id, ()))
        for connection in lost:
            services.presence().end_viewing(conversation.id, connection)
    return seeing


def _notify_viewers(services: Services, conversation: Conversation, viewings: list[Viewing], but: str) -> list[Viewing]:
    """Tells the others; those who turn out to be there."""
    others = frozenset(viewing.connection for viewing in viewings) - {but}
    gone = services.messaging.courier.post(others, ViewersFrame(conversation.id, _names(viewings)))
    for connection in gone:
        services.presence().end_viewing(conversation.id, connection)
    return [viewing for viewing in viewings if viewing.connection not in gone]


def _names(viewings: list[Viewing]) -> tuple[Named, ...]:
    return tuple(
        Named(person, name) for name, person in sorted({(viewing.name, viewing.person) for viewing in viewings})
    )
