"""Danger, and no agent who could take it: the person on call gets a text message, and the customer is told so."""

import json
import logging

from chalicelib.content.configuration import Queue, bot_rules, queues, texts
from chalicelib.conversations import notices
from chalicelib.conversations.states import State
from chalicelib.kernel.parallel import run_all
from chalicelib.processes.queue_status import SHOWN
from chalicelib.processes.reachable import is_here
from chalicelib.processes.services import Services, notices_in
from chalicelib.routing.model import Desk, Place, Staffing, staffing

EMERGENCY = "emergency"
"""The wish whose queue people in danger are given to."""

AGAIN_AFTER_MS = 60_000
"""A message that was begun and isn't known to be sent is tried again after so long: better two than none."""

paged = logging.getLogger("baro.on_call")
"""What was sent to whom is on call, a JSON object a line, ids only."""
paged.setLevel(logging.INFO)


def page(services: Services, queue: str) -> None:
    """Sends a text message for everybody in danger in this line whom no agent can take, once each. May be repeated."""
    known = queues()[queue]
    line = services.routing().line(queue, SHOWN) if numbers(known) else []
    urgent = [(ahead, place) for ahead, place in enumerate(line) if place.danger]
    desks = services.routing().desks() if urgent else []
    run_all([lambda place=place, ahead=ahead: _page(services, known, place, ahead, desks) for ahead, place in urgent])  # type: ignore[misc]


def numbers(queue: Queue) -> tuple[str, ...]:
    """Who is called for a queue; where it has nobody on call, those of the queue for emergencies: danger may have been
    passed on to any department."""
    return queue.on_call or queues()[bot_rules().intents[EMERGENCY].queue].on_call


def _page(services: Services, queue: Queue, place: Place, ahead: int, desks: list[Desk]) -> None:
    conversation = services.messaging.store.get(place.conversation)
    waits = (
        conversation is not None and conversation.state is State.WAITING
    )  # else the head has still to follow, and a job comes after
    if not waits or staffing(desks, queue.name, ahead, is_here(services)) is Staffing.FREE:
        return
    if not services.routing().begin_page(place.conversation, services.messaging.clock(), AGAIN_AFTER_MS):
        return
    sent = services.on_call().page(numbers(queue), texts("ko").render("line", "on_call", queue=queue.label))
    code = "on_call_paged" if sent else "on_call_failed"
    paged.info(json.dumps({"on_call": queue.name, "conversation": place.conversation, "sent": sent}))
    words = notices_in(services.locale_of(place.conversation))
    notices.notify_on_call(services.messaging, words, place.conversation, code, queue.phone)
    if sent:
        services.routing().paged(place.conversation)
