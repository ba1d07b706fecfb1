"""What follows a change of a conversation: the greeting, the person on call, the end of queue entry and assignment.

Each subscriber may get an event twice and in any order: it acts on the conversation as it is now.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from chalicelib.content.server_frames import UnassignedFrame
from chalicelib.conversations.events import (
    ClosingEvent,
    HandoverEvent,
    OpeningEvent,
    ResolutionEvent,
)
from chalicelib.conversations.states import State
from chalicelib.processes.assignment import end_service
from chalicelib.processes.connections import complete_opening
from chalicelib.processes.on_call import page_on_call

if TYPE_CHECKING:
    from chalicelib.processes.connections import Needs as ConnectionsNeeds
    from chalicelib.service_ports import WithOnCall, WithPostToPerson

    class Needs(ConnectionsNeeds, WithOnCall, WithPostToPerson, Protocol): ...


def welcome_customer(services: Needs, published: OpeningEvent) -> None:
    """Shows a new conversation on the customer's devices and greets them, if the request that opened it hasn't."""
    conversation = services.messaging.store.get(published.conversation)
    if conversation is not None and conversation.seq == 0:
        complete_opening(services, conversation, services.locale_of(conversation.id))


def page_for_emergency(services: Needs, published: HandoverEvent) -> None:
    """Pages the person on call for a customer in an emergency whom no agent can serve."""
    conversation = services.messaging.store.get(published.conversation)
    if conversation is not None and conversation.state is State.WAITING and conversation.emergency:
        page_on_call(services, conversation.queue)


def end_queue_and_assignment(services: Needs, published: ResolutionEvent | ClosingEvent) -> None:
    """Ends the queue entry or assignment of a conversation that is over, and takes it off the agent's desk."""
    end_service(services, published.conversation)
    found = services.routing().find_entry(published.conversation)
    if published.agent and (found is None or found[1] != published.agent):
        reason = "resolved" if isinstance(published, ResolutionEvent) else "closed"
        services.post_to_person(published.agent, UnassignedFrame(published.conversation, reason))
