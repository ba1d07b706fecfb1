"""Waiting cards: made when a customer begins to wait, shown anew when their place changes.

The first customers of a queue are shown each change within a second or so, those behind them together, when the shown
step changes. A card is posted first and stored after: a crash in between shows it twice rather than never.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Protocol

from chalicelib.content.queue_views import WaitingCardView
from chalicelib.content.server_frames import WaitingCardFrame
from chalicelib.conversations.messaging import post_to_connections
from chalicelib.kernel.parallel import PendingCall
from chalicelib.processes.showing_requests import request_showing
from chalicelib.queries.spots import read_places, spots_of
from chalicelib.routing.cards import WaitingCard, next_card, shows_old_place
from chalicelib.routing.events import ConversationAssigned, ConversationQueued, RoutingEvent
from chalicelib.routing.jobs import ShowFront, ShowLine
from chalicelib.routing.model import QueueEntry
from chalicelib.routing.rules import routing_rules

if TYPE_CHECKING:
    from chalicelib.queries.spots import Needs as SpotsNeeds
    from chalicelib.service_ports import WithRoutingJobs

    class Needs(SpotsNeeds, WithRoutingJobs, Protocol): ...


MAX_SHOWN = 10_000
"""Maximum number of customers of a queue who are shown their places by one job."""

FRONT_DELAY_S = 1
"""Changes at the front of a queue are shown together after so many seconds."""


def request_places(services: Needs, queue: str, claimant: str) -> None:
    """Requests that the customers of a queue are shown their places: the first soon, the others at most once in some
    seconds."""
    request_showing(services, f"front:{queue}", claimant, FRONT_DELAY_S, partial(_defer_front, services, queue))
    _request_line(services, queue, claimant)


def _request_line(services: Needs, queue: str, claimant: str) -> None:
    interval_s = routing_rules().positions.interval_seconds
    request_showing(services, f"line:{queue}", claimant, interval_s, partial(_defer_line, services, queue))


def show_places(services: Needs, published: RoutingEvent) -> None:
    """Requests that the customers of a queue are shown their places after a move, and those of the queue that the
    conversation was moved from."""
    claimant = f"{published.conversation}#{published.number}"
    if isinstance(published, ConversationAssigned) and published.from_agent:
        return  # nobody moved in the queue
    request_places(services, published.queue, claimant)
    if isinstance(published, ConversationQueued) and published.from_queue:
        request_places(services, published.from_queue, claimant)


def _defer_front(services: Needs, queue: str, delay_s: int) -> None:
    services.routing_jobs().defer(ShowFront(queue), delay_s)


def _defer_line(services: Needs, queue: str, delay_s: int) -> None:
    services.routing_jobs().defer(ShowLine(queue), delay_s)


def show_front(services: Needs, queue: str) -> None:
    """Shows the first customers of a queue their places. The claim ends first, so that a change after this is shown
    again."""
    services.routing().release_showing(f"front:{queue}")
    _show(services, queue, services.routing().list_waiting(queue, routing_rules().positions.each_up_to))


def show_line(services: Needs, queue: str) -> None:
    """Shows all customers of a queue their places, where the shown step changed, with the agents who work now. Where
    nobody waits, nobody keeps the number of agents up to date: the next card counts them."""
    services.routing().release_showing(f"line:{queue}")
    entries = services.routing().list_waiting(queue, MAX_SHOWN)
    if not entries:
        services.waits().forget_places(queue)
        return
    services.waits().save_places(queue, read_places(services, queue))
    if _show(services, queue, entries):
        _request_line(services, queue, f"line#{services.messaging.clock()}")


def show_staffing(services: Needs, queue: str) -> None:
    """Shows all customers of a queue that fewer agents work now: at once, and what changes soon after that together."""
    now = services.messaging.clock()
    claimant, until = f"staffing#{now}", now + routing_rules().positions.interval_seconds * 1000
    if services.routing().claim_showing(f"staffing:{queue}", claimant, now, until):
        show_line(services, queue)
    else:
        _request_line(services, queue, claimant)


def card_of(services: Needs, conversation: str) -> WaitingCard | None:
    """The card of a waiting customer, made if there is none yet; None if they don't wait."""
    found = services.routing().find_entry(conversation)
    if found is None or found[1]:
        return None
    card = services.waits().card(conversation)
    if card is not None and _is_of(card, found[0]):
        return card
    _make_card(services, found[0], card)
    return services.waits().card(conversation)


def _make_card(services: Needs, entry: QueueEntry, old: WaitingCard | None) -> None:
    """Makes the card of a customer who begins to wait, or waits in another queue."""
    (spot,) = spots_of(services, entry.queue, [entry])
    model = services.waits().model(entry.queue)
    version = old.version if old else 0
    with_bot = old is not None and old.since == entry.since and old.with_bot
    blank = WaitingCard(entry.conversation, entry.queue, entry.since, version, with_bot=with_bot)
    made = next_card(blank, spot, model, services.messaging.clock(), routing_rules().positions)
    if made is not None and services.waits().save_card(made) and old is None:
        services.waits().count_arrival(entry.queue, entry.head_start, services.messaging.clock())


def _is_of(card: WaitingCard, entry: QueueEntry) -> bool:
    return (card.queue, card.since) == (entry.queue, entry.since)


def _show(services: Needs, queue: str, entries: Sequence[QueueEntry]) -> bool:
    """Shows customers their cards, as far as these change. Whether somebody is to be shown theirs later, because it was
    shown too short a time ago."""
    if not entries:
        return False
    waits, now, rules = services.waits(), services.messaging.clock(), routing_rules().positions
    cards = PendingCall(partial(waits.cards, [entry.conversation for entry in entries]))
    spots = PendingCall(partial(spots_of, services, queue, entries))
    model = PendingCall(partial(waits.model, queue))
    services.messaging.run_parallel([cards, spots, model])
    known = [
        (card, spot)
        for entry, spot in zip(entries, spots.result, strict=True)
        if (card := cards.result.get(entry.conversation)) is not None and _is_of(card, entry) and not card.assigned_at
    ]
    after = [next_card(card, spot, model.result, now, rules) for card, spot in known]
    services.messaging.run_parallel([partial(post_card, services, card) for card in after if card is not None])
    return any(
        card is None and shows_old_place(before, spot, rules) for (before, spot), card in zip(known, after, strict=True)
    )


def post_card(services: Needs, card: WaitingCard) -> bool:
    """Posts a card to the customer's devices, then stores it; False if another was stored meanwhile."""
    conversation = services.messaging.store.get(card.conversation)
    if conversation is not None:
        frame = WaitingCardFrame(card_view(card))
        post_to_connections(services.messaging, conversation.id, conversation.recipients("customer"), frame)
    return services.waits().save_card(card)


def card_view(card: WaitingCard) -> WaitingCardView:
    """The card as the customer's pages get it."""
    return WaitingCardView(
        conversation=card.conversation,
        queue=card.queue,
        version=card.version,
        at=card.at,
        place=card.shown,
        is_step=card.shown > routing_rules().positions.each_up_to,
        low_s=None if card.low_s is None else round(card.low_s),
        high_s=None if card.high_s is None else round(card.high_s),
        at_once=round(card.at_once, 2),
        reason=card.reason,
        keeps_waiting=card.keeps_waiting,
        with_bot=card.with_bot,
    )
