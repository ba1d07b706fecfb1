"""Assigns conversations to agents, transfers them and ends assignments.

Routing changes first, then the conversation follows. A crash in between leaves a pending hand-off, which the next job
or minute schedule completes.
"""

from chalicelib.access.decisions import is_allowed
from chalicelib.content.configuration import queues
from chalicelib.content.server_frames import AssignedFrame, UnassignedFrame
from chalicelib.content.views import Named, NoteView
from chalicelib.conversations import state_changes
from chalicelib.conversations.errors import IllegalTransition
from chalicelib.conversations.history import newest_messages
from chalicelib.conversations.model import Conversation, DeviceConnection
from chalicelib.conversations.states import LIVE
from chalicelib.kernel.actors import Actor
from chalicelib.kernel.masking import mask_resident_numbers
from chalicelib.kernel.parallel import run_all
from chalicelib.presence.service import online_devices
from chalicelib.processes.requeueing import follow_requeue, return_to_queue
from chalicelib.processes.waiting import follow_queue_exit
from chalicelib.queries.customers import customer_of_conversation
from chalicelib.queries.reachable import reachability
from chalicelib.routing import service as routing
from chalicelib.routing.errors import NoSuchQueue
from chalicelib.routing.model import AgentState, QueueEntry
from chalicelib.services import Services, notices_in

HANDOFF_LEASE_MS = 30_000
"""Lease of a pending hand-off. It takes about a second; if the Lambda crashes, another one takes over after this
time."""


def run_pending_handoffs(services: Services, only: str = "") -> None:
    """Completes pending hand-offs (`only` that of one conversation), each once even if several processes run this. One
    that fails doesn't block the others; its error is raised at the end."""
    pending = [handoff for handoff in services.routing().pending_handoffs() if only in ("", handoff[0].conversation)]
    run_all([lambda entry=entry, agent=agent: _run_handoff(services, entry, agent) for entry, agent in pending])  # type: ignore[misc]


def _run_handoff(services: Services, entry: QueueEntry, agent: str) -> None:
    if not agent:
        follow_requeue(services, entry.conversation)
        follow_queue_exit(services, entry.conversation, services.locale_of(entry.conversation))
        return
    store, now = services.routing(), services.messaging.clock()
    if not store.claim_handoff(entry.conversation, agent, now, now + HANDOFF_LEASE_MS):
        return  # another process has leased or completed it
    try:
        agent_state = store.agent(agent)
        if agent_state is not None and entry.conversation in agent_state.serving:
            if not reachability(services)(agent):  # their token or connection ended after they were chosen
                routing.transfer_to_queue(store, services.routing_jobs(), entry.conversation, agent, entry.queue, now)
                return
            deliver_assignment(services, entry, agent_state)
        store.complete_handoff(entry.conversation, agent)
    except Exception:
        # Releases the lease for the next attempt.
        store.claim_handoff(entry.conversation, agent, now + HANDOFF_LEASE_MS, now)
        raise


def deliver_assignment(services: Services, entry: QueueEntry, agent_state: AgentState, *, pending: bool = True) -> None:
    """Assigns the conversation in its item and posts it to the agent; if not `pending`, posts only if it wasn't
    assigned there yet."""
    connections = _agent_connections(services, agent_state.agent)
    agent = Named(agent_state.agent, agent_state.name)
    words = notices_in(services.locale_of(entry.conversation))
    try:
        conversation, changed = state_changes.record_assignment(
            services.messaging, words, entry.conversation, agent, entry.queue, connections
        )
    except IllegalTransition:  # closed meanwhile
        routing.release_agent(
            services.routing(),
            services.routing_jobs(),
            entry.conversation,
            agent_state.agent,
            services.messaging.clock(),
        )
        return
    if not (pending or changed):
        return
    # A device that sent `hello` between the first read and the change has not joined, and isn't in `connections`.
    now = _agent_connections(services, agent_state.agent)
    for late in now - connections:
        services.messaging.store.add_connection(conversation.id, agent_state.agent, "agent", late)
    frame = AssignedFrame(
        conversation.view(),
        newest_messages(services.messaging, conversation),
        customer_of_conversation(services, conversation),
    )
    services.messaging.courier.post({connection.id for connection in now}, frame)


def _agent_connections(services: Services, agent: str) -> frozenset[DeviceConnection]:
    devices = online_devices(services.presence(), agent, services.messaging.clock())
    return frozenset(DeviceConnection.of(device.connection, device.token_expires_at) for device in devices)


def transfer_conversation(
    services: Services, actor: Actor, conversation: Conversation, queue: str | None, colleague: str | None, note: str
) -> None:
    """Transfers a conversation to a queue or a colleague, with a note. Raises NoSuchQueue, NotOnDesk,
    AgentUnavailable."""
    if queue is not None and queue not in queues():
        raise NoSuchQueue(queue=queue)
    if colleague is not None:
        routing.transfer_to_agent(services.routing(), conversation.id, actor.id, colleague, reachability(services))
    elif queue is not None:
        now = services.messaging.clock()
        routing.transfer_to_queue(
            services.routing(),
            services.routing_jobs(),
            conversation.id,
            actor.id,
            queue,
            now,
            emergency=conversation.emergency,
        )
    if note:
        add_note(services, actor, conversation, note)
    if colleague is not None:
        run_pending_handoffs(services, only=conversation.id)
        services.post_to_person(actor.id, UnassignedFrame(conversation.id, "transferred"))
    elif queue is not None:
        return_to_queue(services, conversation.id, actor.id, queue, "transferred")


def pick_conversation(services: Services, actor: Actor, conversation: str) -> None:
    """Assigns a waiting conversation to the agent who picked it. Raises AlreadyTaken, NotOnDuty,
    DeskFull."""
    entry = services.routing().find_entry(conversation)
    routing.pick(services.routing(), conversation, actor.id)
    run_pending_handoffs(services, only=conversation)
    if entry is not None:
        services.routing_jobs().match_queue(entry[0].queue)  # shows the agents that the queue is shorter


def add_note(services: Services, actor: Actor, conversation: Conversation, words: str) -> NoteView:
    """Stores a note for colleagues."""
    note = NoteView(services.messaging.clock(), Named(actor.id, actor.name), mask_resident_numbers(words))
    services.messaging.store.add_note(conversation.id, note)
    return note


def resolve_conversation(
    services: Services, actor: Actor, conversation: Conversation, outcome: str, note: str
) -> Conversation:
    """Resolves a conversation for its agent and frees their capacity."""
    words = notices_in(services.locale_of(conversation.id))
    resolved, changed = state_changes.record_resolution(services.messaging, words, conversation.id, actor.id, outcome)
    if changed and note:
        add_note(services, actor, conversation, note)
    routing.release_agent(
        services.routing(), services.routing_jobs(), conversation.id, actor.id, services.messaging.clock()
    )
    services.post_to_person(actor.id, UnassignedFrame(conversation.id, "resolved"))
    return resolved


def close_conversation(services: Services, actor: Actor, conversation_id: str) -> Conversation:
    """Closes a conversation for its customer, in any state."""
    conversation, _ = state_changes.record_closing(
        services.messaging, notices_in(actor.locale), conversation_id, actor.id
    )
    services.routing().remove(conversation_id)
    if _release_agent(services, conversation):
        services.post_to_person(
            conversation.agent.id if conversation.agent else "", UnassignedFrame(conversation_id, "closed")
        )
    return conversation


def reopen_conversation(services: Services, actor: Actor, conversation_id: str) -> Conversation:
    """Reopens a conversation for its customer. An assignment left by a crash after resolving is removed first, or it
    could never be assigned again. Raises TopicBusy."""
    before = services.messaging.store.get(conversation_id)
    if before and is_allowed("reopen", before.relation_of(actor.id)) and before.state not in LIVE:
        _release_agent(services, before)
    conversation, _ = state_changes.record_reopening(
        services.messaging, notices_in(actor.locale), conversation_id, actor.id
    )
    connection = DeviceConnection.of(actor.connection, actor.expires_at)
    return services.messaging.store.add_connection(conversation.id, actor.id, "customer", connection) or conversation


def _release_agent(services: Services, conversation: Conversation) -> bool:
    """Ends the assignment; whether there was one."""
    agent = conversation.agent.id if conversation.agent else ""
    return bool(agent) and routing.release_agent(
        services.routing(), services.routing_jobs(), conversation.id, agent, services.messaging.clock()
    )
