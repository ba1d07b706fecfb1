"""Assigns conversations to agents, transfers them and ends assignments.

Routing changes first; the conversation follows the event (`routing_subscribers`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from chalicelib.access.decisions import is_allowed
from chalicelib.content.configuration import queues
from chalicelib.content.server_frames import AssignedFrame
from chalicelib.content.views import Named
from chalicelib.content.wrap_up import wrap_up_rules
from chalicelib.conversations import state_changes
from chalicelib.conversations.errors import IllegalTransition
from chalicelib.conversations.history import newest_messages
from chalicelib.conversations.model import Conversation, DeviceConnection
from chalicelib.conversations.states import LIVE
from chalicelib.conversations.wrap_up import check_wrap_up
from chalicelib.kernel.actors import Actor
from chalicelib.processes.annotations import add_note
from chalicelib.queries.customers import customer_of_conversation
from chalicelib.queries.queue_status import closed_queues
from chalicelib.queries.reachable import agent_connections, reachability
from chalicelib.routing import service as routing
from chalicelib.routing.errors import NoSuchQueue
from chalicelib.routing.matching import Matcher, assign_waiting
from chalicelib.routing.model import AgentState, QueueEntry
from chalicelib.routing.rules import routing_rules
from chalicelib.services import notices_in

if TYPE_CHECKING:
    from chalicelib.queries.customers import Needs as CustomersNeeds
    from chalicelib.service_ports import WithBackoff, WithLocaleOf, WithPresence, WithRouting, WithRoutingJobs

    class Needs(CustomersNeeds, WithBackoff, WithLocaleOf, WithPresence, WithRouting, WithRoutingJobs, Protocol): ...


def assign_from(services: Needs, queue: str) -> None:
    """Assigns waiting conversations of a queue to agents who are free and here."""
    store, now = services.routing(), services.messaging.clock()
    rules = routing_rules().assignment
    matcher = Matcher(store, reachability(services), now, rules, closed=closed_queues(rules.fallback, now))
    assign_waiting(store, services.routing_jobs(), queue, matcher)


def deliver_assignment(services: Needs, entry: QueueEntry, agent_state: AgentState, *, again: bool) -> None:
    """Assigns the conversation in its item and posts it to the agent; if it is assigned to them already, posts it only
    `again`. Nothing for a conversation that was closed meanwhile."""
    connections = agent_connections(services, agent_state.agent)
    agent = Named(agent_state.agent, agent_state.name)
    words = notices_in(services.locale_of(entry.conversation))
    try:
        conversation, changed = state_changes.record_assignment(
            services.messaging, words, entry.conversation, agent, entry.queue, connections
        )
    except IllegalTransition:  # closed meanwhile
        end_service(services, entry.conversation)
        return
    if not (again or changed):
        return
    # A device that sent `hello` between the first read and the change has not joined, and isn't in `connections`.
    now = agent_connections(services, agent_state.agent)
    for late in now - connections:
        services.messaging.store.add_connection(conversation.id, agent_state.agent, "agent", late)
    for person in conversation.participants:  # the change has kept them, but not their connections
        for connection in agent_connections(services, person):
            services.messaging.store.add_connection(conversation.id, person, "agent", connection)
    frame = AssignedFrame(
        conversation.view(for_staff=True),
        newest_messages(services.messaging, conversation),
        customer_of_conversation(services, conversation),
    )
    services.messaging.courier.post({connection.id for connection in now}, frame)


def transfer_conversation(
    services: Needs, actor: Actor, conversation: Conversation, queue: str | None, colleague: str | None, note: str
) -> None:
    """Transfers a conversation to a queue or a colleague, with a note. Raises NoSuchQueue, NotOnDesk,
    AgentUnavailable."""
    if queue is not None and queue not in queues():
        raise NoSuchQueue(queue=queue)
    store, jobs = services.routing(), services.routing_jobs()
    if colleague is not None:
        here = reachability(services)
        routing.transfer_to_agent(
            store, jobs, conversation.id, actor.id, colleague, here, routing_rules(), services.backoff
        )
    elif queue is not None:
        routing.transfer_to_queue(
            store,
            jobs,
            conversation.id,
            actor.id,
            queue,
            services.messaging.clock(),
            "transferred",
            routing_rules(),
            services.backoff,
            emergency=conversation.emergency,
        )
    if note:
        add_note(services, actor, conversation, note)


def pick_conversation(services: Needs, actor: Actor, conversation: str) -> None:
    """Assigns a waiting conversation to the agent who picked it. Raises AlreadyTaken, NotOnDuty,
    DeskFull."""
    routing.pick(services.routing(), services.routing_jobs(), conversation, actor.id, services.backoff)


def resolve_conversation(
    services: Needs, actor: Actor, conversation: Conversation, outcome: str, note: str
) -> Conversation:
    """Resolves a conversation for its agent and frees their capacity. Its event does what a crash leaves. Raises
    WrapUpIncomplete, UnknownOutcome."""
    check_wrap_up(wrap_up_rules(), conversation.queue, outcome, note)
    words = notices_in(services.locale_of(conversation.id))
    resolved, changed = state_changes.record_resolution(services.messaging, words, conversation.id, actor.id, outcome)
    if changed and note:
        add_note(services, actor, conversation, note)
    end_service(services, conversation.id)
    return resolved


def close_conversation(services: Needs, actor: Actor, conversation_id: str) -> Conversation:
    """Closes a conversation for its customer, in any state. Its event does what a crash leaves."""
    conversation, _ = state_changes.record_closing(
        services.messaging, notices_in(actor.locale), conversation_id, actor.id
    )
    end_service(services, conversation_id)
    return conversation


def reopen_conversation(services: Needs, actor: Actor, conversation_id: str) -> Conversation:
    """Reopens a conversation for its customer. Its queue entry or assignment is removed first, if the event of its end
    has not been followed yet: it would never be assigned again. Raises TopicBusy."""
    before = services.messaging.store.get(conversation_id)
    if before and is_allowed("reopen", before.relation_of(actor.id)) and before.state not in LIVE:
        end_service(services, conversation_id)
    conversation, _ = state_changes.record_reopening(
        services.messaging, notices_in(actor.locale), conversation_id, actor.id
    )
    connection = DeviceConnection.of(actor.connection, actor.expires_at)
    return services.messaging.store.add_connection(conversation.id, actor.id, "customer", connection) or conversation


def end_service(services: Needs, conversation_id: str) -> None:
    """Removes a conversation that is resolved or closed from its queue or agent."""

    def is_over() -> bool:
        conversation = services.messaging.store.get(conversation_id)
        return conversation is not None and conversation.state not in LIVE

    store, jobs, now = services.routing(), services.routing_jobs(), services.messaging.clock()
    routing.remove_entry(store, jobs, conversation_id, is_over, now, routing_rules(), services.backoff)
