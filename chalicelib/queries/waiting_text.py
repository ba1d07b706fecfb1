"""What the bot answers to "how long will it take?" while a customer waits."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Protocol

from chalicelib.content.configuration import Texts, texts
from chalicelib.conversations.model import Conversation
from chalicelib.queries.queue_status import queue_status_for, staff_of
from chalicelib.queries.reachable import reachability
from chalicelib.routing.cards import WaitingCard
from chalicelib.routing.model import staffing_for

if TYPE_CHECKING:
    from chalicelib.queries.queue_status import Needs as QueueStatusNeeds
    from chalicelib.service_ports import WithWaits

    class Needs(QueueStatusNeeds, WithWaits, Protocol): ...


def waiting_text(services: Needs, conversation: Conversation, locale: str) -> str:
    """The answer to "how long will it take?": position, the range that the customer's card shows, and staffing."""
    words, queue = texts(locale), conversation.queue
    found = services.routing().find_entry(conversation.id)
    if found is None or found[1]:
        return words.render("queue_status", "status_taken")
    ahead = len(services.routing().keys_before(found[0].queue, found[0].sort_key))
    wait = wait_text(services.waits().card(conversation.id), words)
    level = staffing_for(staff_of(services, queue), queue, ahead, reachability(services))
    status = queue_status_for(queue, level, services.messaging.clock(), locale).text
    if ahead == 0:
        return words.render("queue_status", "status_first", queue_status=status, wait=wait)
    return words.render("queue_status", "status_behind", queue_status=status, ahead=ahead, wait=wait)


def wait_text(card: WaitingCard | None, words: Texts) -> str:
    """How long a customer still waits, from and to in whole minutes."""
    if card is None or card.low_s is None or card.high_s is None:
        return words.render("queue_status", "wait_unknown")
    low, high = int(card.low_s // 60), max(1, ceil(card.high_s / 60))
    if card.at_once:
        return words.render("queue_status", "wait_at_once", share=round(card.at_once * 100), high=high)
    if low < 1:
        return words.render("queue_status", "wait_up_to", high=high)
    return words.render("queue_status", "wait_range", low=low, high=high)
