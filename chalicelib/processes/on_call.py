"""Pages the person on call when an emergency waits and no agent can serve the customer, and notifies the customer."""

from __future__ import annotations

import json
import logging
from functools import partial
from typing import TYPE_CHECKING, Protocol

from chalicelib.content.configuration import Queue, bot_rules, queues, texts
from chalicelib.conversations import notices
from chalicelib.conversations.states import State
from chalicelib.kernel.parallel import run_all
from chalicelib.queries.queue_status import MAX_LISTED, staff_of
from chalicelib.queries.reachable import reachability
from chalicelib.routing.matching import MAX_COMPARED
from chalicelib.routing.model import AgentState, QueueEntry, Staffing, staffing_for
from chalicelib.routing.rules import waiting_rules
from chalicelib.services import notices_in

if TYPE_CHECKING:
    from chalicelib.queries.reachable import Needs as ReachableNeeds
    from chalicelib.service_ports import WithLocaleOf, WithOnCall, WithRouting

    class Needs(ReachableNeeds, WithLocaleOf, WithOnCall, WithRouting, Protocol): ...


EMERGENCY = "emergency"
"""The intent whose queue serves customers in an emergency."""

page_log = logging.getLogger("baro.on_call")
"""Log of pages to the persons on call, one JSON object per line, without personal data."""
page_log.setLevel(logging.INFO)


def page_on_call(services: Needs, queue: str) -> None:
    """Sends a text message for each emergency in this queue that no agent can serve, once each. Idempotent."""
    known = queues()[queue]
    urgent = _emergencies(services, queue) if on_call_numbers(known) else []
    agent_states = staff_of(services, queue) if urgent else []
    run_all([partial(_page_for, services, known, entry, ahead, agent_states) for ahead, entry in urgent])


def _emergencies(services: Needs, queue: str) -> list[tuple[int, QueueEntry]]:
    """Who waits in an emergency, and behind how many. They are first in line, so that a queue without any is one short
    read."""
    if not any(entry.emergency for entry in services.routing().list_waiting(queue, MAX_COMPARED)):
        return []
    entries = services.routing().list_waiting(queue, MAX_LISTED)
    return [(ahead, entry) for ahead, entry in enumerate(entries) if entry.emergency]


def on_call_numbers(queue: Queue) -> tuple[str, ...]:
    """Numbers on call for a queue; without any, those of the queue for emergencies: customers in an emergency may be
    transferred to any department."""
    return queue.on_call or queues()[bot_rules().intents[EMERGENCY].queue].on_call


def _page_for(services: Needs, queue: Queue, entry: QueueEntry, ahead: int, agent_states: list[AgentState]) -> None:
    conversation = services.messaging.store.get(entry.conversation)
    waits = (
        conversation is not None and conversation.state is State.WAITING
    )  # otherwise the conversation hasn't followed yet, and a later job pages
    if not waits or staffing_for(agent_states, queue.name, ahead, reachability(services)) is Staffing.FREE:
        return
    retry_after_ms = waiting_rules().on_call_retry_seconds * 1000
    if not services.routing().claim_page(entry.conversation, services.messaging.clock(), retry_after_ms):
        return
    sent = services.on_call().page(
        on_call_numbers(queue), texts("ko").render("queue_status", "on_call_sms", queue=queue.label)
    )
    code = "on_call_paged" if sent else "on_call_failed"
    page_log.info(json.dumps({"on_call": queue.name, "conversation": entry.conversation, "sent": sent}))
    words = notices_in(services.locale_of(entry.conversation))
    notices.notify_on_call(services.messaging, words, entry.conversation, code, queue.phone)
    if sent:
        services.routing().mark_paged(entry.conversation)
