"""Hands a conversation off from the bot to the queue of agents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chalicelib.content.configuration import texts
from chalicelib.conversations.errors import IllegalTransition
from chalicelib.conversations.model import Conversation
from chalicelib.conversations.state_changes import record_handoff, record_queue_move
from chalicelib.conversations.states import State
from chalicelib.processes.assignment import end_service
from chalicelib.queries.queue_status import queue_status_of
from chalicelib.routing import service as routing
from chalicelib.routing.model import EntryDetails, QueueEntry
from chalicelib.routing.rules import routing_rules

if TYPE_CHECKING:
    from chalicelib.processes.assignment import Needs as AssignmentNeeds


def hand_off_to_agents(
    services: AssignmentNeeds,
    conversation: Conversation,
    queue: str,
    locale: str,
    *,
    emergency: bool,
    about: EntryDetails,
) -> None:
    """Enqueues the conversation first, so that a crash afterwards still ends with an agent. A waiting customer is moved
    to the other queue; a closed conversation needs none."""
    words, waits = texts(locale).notice, conversation.state is State.WAITING
    if not waits:
        now, rules = services.messaging.clock(), routing_rules()
        required = rules.assignment.skills.get(locale)
        entry = QueueEntry(
            conversation.id,
            conversation.customer.id,
            queue,
            conversation.waiting_since or now,
            emergency,
            conversation.customer.name,
            about=about,
            skill=required.skill if required else "",
        )
        routing.enqueue(services.routing(), services.routing_jobs(), entry, now, rules, services.backoff)
        try:
            status = queue_status_of(services, queue, conversation.id, locale)
            conversation, _ = record_handoff(services.messaging, words, conversation.id, status, emergency=emergency)
        except IllegalTransition:
            end_service(services, conversation.id)
            return
        # A concurrent message may have created the queue entry without the emergency.
        waits = emergency and conversation.state is State.WAITING and not conversation.emergency
    if waits and move_waiting(services, conversation.id, queue, emergency=emergency):
        status = queue_status_of(services, queue, conversation.id, locale)
        record_queue_move(services.messaging, words, conversation.id, status, emergency=emergency)


def move_waiting(services: AssignmentNeeds, conversation_id: str, queue: str, *, emergency: bool) -> bool:
    """Moves a waiting conversation to a queue, to its front in an emergency. Returns whether it was moved now."""
    store, jobs = services.routing(), services.routing_jobs()
    now = services.messaging.clock()
    return routing.move_to_queue(
        store, jobs, conversation_id, queue, now, routing_rules(), services.backoff, emergency=emergency
    )
