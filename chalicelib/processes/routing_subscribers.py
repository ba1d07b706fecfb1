"""What follows a move in routing: in the conversation, on desks, in the queue.

Each subscriber may get an event twice and in any order: it follows the entry as it is now.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from chalicelib.content.server_frames import UnassignedFrame
from chalicelib.conversations import state_changes
from chalicelib.conversations.states import State
from chalicelib.kernel.optimistic_update import LOST_RACE, LostRace, update_optimistically
from chalicelib.processes.assignment import assign_from, deliver_assignment
from chalicelib.processes.entry_details import record_newest_words
from chalicelib.processes.queue_notices import request_board
from chalicelib.processes.requeueing import give_back
from chalicelib.queries.queue_status import queue_status_of
from chalicelib.queries.reachable import reachability
from chalicelib.routing.events import (
    ConversationAssigned,
    ConversationGivenBack,
    ConversationQueued,
    QueueLeft,
    RoutingEvent,
)
from chalicelib.routing.model import QueueEntry
from chalicelib.services import notices_in

if TYPE_CHECKING:
    from chalicelib.processes.assignment import Needs as AssignmentNeeds
    from chalicelib.service_ports import WithPostToPerson

    class Needs(AssignmentNeeds, WithPostToPerson, Protocol): ...


MAX_ATTEMPTS = 4

_REASONS = {"agent_lost": "connection_lost", "unanswered": "unanswered", "declined": "declined"}
"""Code of the customer's notice → reason for the agent's page; the others are transfers."""


def assign_from_queue(services: Needs, published: ConversationQueued) -> None:
    """Assigns waiting conversations of the queue to agents who are free."""
    assign_from(services, published.queue)


def show_queue(services: Needs, published: RoutingEvent) -> None:
    """Requests that the queue is shown to its agents, and the queue that the conversation was moved from."""
    claimant = f"{published.conversation}#{published.number}"
    request_board(services, published.queue, claimant)
    if isinstance(published, ConversationQueued) and published.from_queue:
        request_board(services, published.from_queue, claimant)


def follow_in_conversation(services: Needs, published: RoutingEvent) -> None:
    """Makes the conversation what its entry is by now: assigned, waiting, or not in the queue; then takes it off the
    desk of the agent who had it. The entry is read again after the change: an event that is followed meanwhile may have
    found the conversation as it was before. Raises Conflict."""

    def attempt() -> tuple[QueueEntry, str] | LostRace | None:
        found = services.routing().find_entry(published.conversation)
        _follow_entry(services, published, found)
        return found if services.routing().find_entry(published.conversation) == found else LOST_RACE

    found = update_optimistically(attempt, services.backoff, MAX_ATTEMPTS, conversation=published.conversation)
    before, reason = _agent_before(published)
    if before and (found is None or found[1] != before):
        services.post_to_person(before, UnassignedFrame(published.conversation, reason))


def return_to_queue(services: Needs, published: ConversationGivenBack) -> None:
    """Returns the conversation to waiting, and only then assigns it: the customer is notified of the change before the
    next agent joins. Raises Conflict."""
    follow_in_conversation(services, published)
    conversation = services.messaging.store.get(published.conversation)
    if conversation is not None:
        record_newest_words(services, conversation)
    assign_from(services, published.queue)


def _agent_before(published: RoutingEvent) -> tuple[str, str]:
    """The agent who had the conversation before the move ("" for nobody), and the reason for their page."""
    match published:
        case ConversationAssigned(from_agent=agent):
            return agent, "transferred"
        case ConversationGivenBack(agent=agent, reason=reason):
            return agent, _REASONS.get(reason, "transferred")
        case _:
            return "", ""


def _follow_entry(services: Needs, published: RoutingEvent, found: tuple[QueueEntry, str] | None) -> None:
    if found is None:
        words = notices_in(services.locale_of(published.conversation))
        moved = isinstance(published, QueueLeft) and published.waits_in
        code = "waits_elsewhere" if moved else "queue_left"
        state_changes.record_queue_exit(services.messaging, words, published.conversation, code)
    elif found[1]:
        _hand_over_to_agent(services, published, *found)
    else:
        _release_from_agent(services, published, found[0].queue)


def _hand_over_to_agent(services: Needs, published: RoutingEvent, entry: QueueEntry, agent: str) -> None:
    """Assigns the conversation to its agent. One whose token or connection ended after they were chosen gives it
    back."""
    agent_state = services.routing().agent(agent)
    if agent_state is None or not reachability(services)(agent):
        give_back(services, agent, entry.conversation, "agent_lost")
        return
    again = isinstance(published, ConversationAssigned) and published.agent == agent
    deliver_assignment(services, entry, agent_state, again=again)


def _release_from_agent(services: Needs, published: RoutingEvent, queue: str) -> None:
    """Returns a conversation that is still assigned to waiting."""
    conversation = services.messaging.store.get(published.conversation)
    if conversation is None or conversation.state is not State.ASSIGNED or conversation.agent is None:
        return
    agent, code = conversation.agent.id, "transferred"
    if isinstance(published, ConversationGivenBack) and published.agent == agent:
        code = published.reason
    locale = services.locale_of(conversation.id)
    status = queue_status_of(services, queue, conversation.id, locale)
    state_changes.record_release(services.messaging, notices_in(locale), conversation.id, agent, status, code)
