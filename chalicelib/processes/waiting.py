"""Waiting customers: they leave their queue, and are notified when its staffing changes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from chalicelib.conversations import notices, state_changes
from chalicelib.conversations.model import Conversation
from chalicelib.conversations.states import State
from chalicelib.kernel.actors import Actor
from chalicelib.kernel.parallel import run_all
from chalicelib.queries.queue_status import MAX_LISTED, queue_status_for, staff_of
from chalicelib.queries.reachable import reachability
from chalicelib.queries.relations import own_conversation
from chalicelib.routing import service as routing
from chalicelib.routing.model import QueueEntry, Staffing, staffing_for
from chalicelib.routing.rules import waiting_rules
from chalicelib.services import notices_in

if TYPE_CHECKING:
    from chalicelib.queries.reachable import Needs as ReachableNeeds
    from chalicelib.service_ports import WithBackoff, WithLocaleOf, WithRouting, WithRoutingJobs

    class Needs(ReachableNeeds, WithBackoff, WithLocaleOf, WithRouting, WithRoutingJobs, Protocol): ...


def stop_waiting_as_customer(services: Needs, actor: Actor, conversation_id: str) -> Conversation:
    """Stops waiting for the customer; returns the conversation after that, which an agent may have picked before.
    Raises NotAllowed."""
    conversation = own_conversation(services, actor, conversation_id, "leave")
    if conversation.state is State.WAITING:
        stop_waiting(services, conversation_id, actor.locale)
    return services.messaging.store.get(conversation_id) or conversation


def stop_waiting(services: Needs, conversation: str, locale: str) -> None:
    """Removes a customer from their queue and returns the conversation to the bot, unless an agent picked it before."""
    store, now = services.routing(), services.messaging.clock()
    left = routing.leave_queue(store, services.routing_jobs(), conversation, now, services.backoff)
    if left or services.routing().find_entry(conversation) is None:  # removed before a crash
        state_changes.record_queue_exit(services.messaging, notices_in(locale), conversation)


def notify_staffing_changes(services: Needs, queue: str) -> None:
    """Notifies waiting customers, once, that their staffing has changed."""
    status = services.routing().list_waiting(queue, MAX_LISTED)
    agent_states, here = staff_of(services, queue) if status else [], reachability(services)
    known = services.messaging.store.get_many(entry.conversation for entry in status)
    run_all(
        [
            partial(_notify, services, entry, known[entry.conversation], staffing_for(agent_states, queue, ahead, here))
            for ahead, entry in enumerate(status)
            if entry.conversation in known
        ]
    )


def _notify(services: Needs, entry: QueueEntry, conversation: Conversation, level: Staffing) -> None:
    status = queue_status_for(entry.queue, level, services.messaging.clock())
    if conversation.staffing != status.staffing:
        locale = services.locale_of(entry.conversation)
        status = queue_status_for(entry.queue, level, services.messaging.clock(), locale)
        quiet_ms = waiting_rules().staffing_notice_interval_seconds * 1000
        notices.notify_staffing_change(services.messaging, notices_in(locale), entry.conversation, status, quiet_ms)
