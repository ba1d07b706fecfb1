"""Returns conversations to their queue: an agent goes offline, loses their connections, or transfers one."""

from chalicelib.content.server_frames import UnassignedFrame
from chalicelib.conversations import state_changes
from chalicelib.conversations.states import State
from chalicelib.kernel.actors import Actor
from chalicelib.kernel.parallel import run_all
from chalicelib.presence.rules import presence_rules
from chalicelib.presence.service import is_online, register_device
from chalicelib.queries.queue_status import queue_status_of
from chalicelib.routing import service as routing
from chalicelib.routing.errors import NotOnDesk
from chalicelib.routing.model import Status
from chalicelib.services import Services, notices_in


def change_availability(services: Services, actor: Actor, status: Status) -> None:
    """Sets the status of an agent. The conversations of an agent who goes offline are requeued. An agent who becomes
    available counts as online, with or without a `hello` before."""
    now = services.messaging.clock()
    if status is Status.AVAILABLE:
        register_device(services.presence(), actor.id, actor.connection, actor.expires_at, now)
    routing.set_availability(
        services.routing(),
        services.routing_jobs(),
        actor.id,
        actor.name,
        frozenset(actor.queues),
        actor.capacity,
        status,
        now,
    )
    if status is Status.OFFLINE:
        requeue_all(services, actor.id, "agent_left")


def check_agent_presence(services: Services, agent: str) -> None:
    """Sets an agent without a connection offline and requeues their conversations with their waiting time. Nothing
    while `presence_rules` count them as online."""
    now = services.messaging.clock()
    if is_online(services.presence(), agent, now, presence_rules(), services.messaging.courier.find_gone):
        return
    agent_state = services.routing().agent(agent)
    if agent_state is None:
        return
    if agent_state.status is not Status.OFFLINE:
        services.routing().set_agent(
            agent, agent_state.name, agent_state.queues, agent_state.capacity, Status.OFFLINE, now
        )
    requeue_all(services, agent, "agent_lost")


def requeue_all(services: Services, agent: str, code: str) -> None:
    """Requeues all conversations of an agent. One that fails doesn't block the others; its error is raised at the
    end."""
    agent_state = services.routing().agent(agent)
    conversations = sorted(agent_state.serving) if agent_state else ()
    run_all([lambda one=one: _requeue_one(services, agent, one, code) for one in conversations])  # type: ignore[misc]


def _requeue_one(services: Services, agent: str, conversation_id: str, code: str) -> None:
    conversation, now = services.messaging.store.get(conversation_id), services.messaging.clock()
    emergency = conversation is not None and conversation.emergency
    try:
        entry = routing.entry_of(services.routing(), conversation_id, agent)
        routing.transfer_to_queue(
            services.routing(), services.routing_jobs(), conversation_id, agent, entry.queue, now, emergency=emergency
        )
    except NotOnDesk:
        return  # moved by another process meanwhile
    return_to_queue(services, conversation_id, agent, entry.queue, code)


def return_to_queue(services: Services, conversation_id: str, agent: str, queue: str, code: str) -> None:
    """Returns the conversation to waiting after its entry was requeued. After a crash the pending hand-off repeats
    this."""
    locale = services.locale_of(conversation_id)
    status = queue_status_of(services, queue, conversation_id, locale)
    conversation, _ = state_changes.record_release(
        services.messaging, notices_in(locale), conversation_id, agent, status, code
    )
    if conversation.emergency:
        # The person on call is paged only for a conversation that is known to wait.
        services.routing_jobs().match_queue(queue)
    services.routing().complete_handoff(conversation_id, "")
    services.post_to_person(
        agent, UnassignedFrame(conversation_id, "connection_lost" if code == "agent_lost" else "transferred")
    )


def follow_requeue(services: Services, conversation_id: str) -> None:
    """Completes a requeue whose conversation is still assigned."""
    found, conversation = services.routing().find_entry(conversation_id), services.messaging.store.get(conversation_id)
    if (
        found is None
        or found[1]
        or conversation is None
        or conversation.state is not State.ASSIGNED
        or conversation.agent is None
    ):
        return
    agent_state = services.routing().agent(conversation.agent.id)
    gone = agent_state is None or agent_state.status is Status.OFFLINE
    return_to_queue(
        services, conversation_id, conversation.agent.id, found[0].queue, "agent_left" if gone else "transferred"
    )
