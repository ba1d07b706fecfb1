"""What is learned from waits: each is recorded when it ends, and once a day they are added up.

Each subscriber may get an event twice and in any order: it follows the queue entry as it is now.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Protocol

from chalicelib.content.configuration import queues
from chalicelib.conversations.events import ClosingEvent, ResolutionEvent
from chalicelib.kernel.optimistic_update import LOST_RACE, LostRace, update_optimistically
from chalicelib.kernel.parallel import run_all
from chalicelib.processes.nightly import day_to_learn
from chalicelib.processes.waiting_cards import card_of
from chalicelib.routing.cards import WaitingCard
from chalicelib.routing.estimate import learn
from chalicelib.routing.events import QueueLeft, RoutingEvent
from chalicelib.routing.history import QueueDay
from chalicelib.routing.jobs import CheckSign, LearnWaits
from chalicelib.routing.rules import routing_rules
from chalicelib.routing.waits import EndedWait, abandoned_wait, day_of, queue_days, served_wait

if TYPE_CHECKING:
    from chalicelib.processes.waiting_cards import Needs as WaitingCardsNeeds
    from chalicelib.service_ports import WithBackoff

    class Needs(WaitingCardsNeeds, WithBackoff, Protocol): ...


MAX_ATTEMPTS = 6

SIGN_WITHIN_S = 120
"""A customer who gives no sign of life for so long after the assignment had stopped waiting."""


def follow_wait(services: Needs, published: RoutingEvent) -> None:
    """Keeps the card of a wait: made when it begins, marked when an agent is assigned, recorded and removed when the
    customer stops waiting. Raises Conflict."""

    def attempt() -> LostRace | None:
        found = services.routing().find_entry(published.conversation)
        card = services.waits().card(published.conversation)
        if found is None:
            if isinstance(published, QueueLeft) and card is not None and not card.assigned_at:
                _record(services, card, abandoned_wait(card, services.messaging.clock()))
            return None
        entry, agent = found
        if card is not None and card.since != entry.since and not card.assigned_at:
            _record(services, card, abandoned_wait(card, services.messaging.clock()))
            card = None
        if agent:
            return None if card is None or card.assigned_at else _mark_assigned(services, card, agent)
        if card is not None and card.assigned_at:
            back = card.changed(assigned_at=0, assigned_seq=0, agent_queues=(), is_gone=False)
            return None if services.waits().save_card(back) else LOST_RACE
        card_of(services, entry.conversation)
        return None

    update_optimistically(attempt, services.backoff, MAX_ATTEMPTS, conversation=published.conversation)


def _mark_assigned(services: Needs, card: WaitingCard, agent: str) -> LostRace | None:
    now = services.messaging.clock()
    agent_state, conversation = services.routing().agent(agent), services.messaging.store.get(card.conversation)
    queues_of_agent = tuple(sorted(agent_state.queues)) if agent_state else ()
    seq = conversation.seq if conversation else 0
    marked = card.changed(assigned_at=now, assigned_seq=seq, agent_queues=queues_of_agent)
    if not services.waits().save_card(marked):
        return LOST_RACE
    services.routing_jobs().defer(CheckSign(card.conversation, now), SIGN_WITHIN_S)
    return None


def check_sign(services: Needs, job: CheckSign) -> None:
    """Marks a customer as gone who has neither written nor read anything since an agent was assigned."""
    card, conversation = services.waits().card(job.conversation), services.messaging.store.get(job.conversation)
    if card is None or conversation is None or card.assigned_at != job.assigned_at:
        return
    wrote = max(conversation.recent_sends.get("customer", ()), default=0) >= job.assigned_at
    receipts = conversation.receipts.get("customer")
    has_read = receipts is not None and receipts.read >= max(1, card.assigned_seq)
    if not (wrote or has_read):
        services.waits().save_card(card.changed(is_gone=True))


def record_service(services: Needs, published: ResolutionEvent | ClosingEvent) -> None:
    """Records the wait before a conversation that an agent had, now that it is over."""
    card = services.waits().card(published.conversation)
    if card is not None and card.assigned_at:
        _record(services, card, served_wait(card, services.messaging.clock()))


def _record(services: Needs, card: WaitingCard, wait: EndedWait) -> None:
    services.waits().add_ended(day_of(services.messaging.clock()), wait)
    services.waits().remove_card(card.conversation)


def request_learning(services: Needs) -> None:
    """Requests that the waits of yesterday are learned from, in the first hours of a day: a repeat finds it done."""
    yesterday = day_to_learn(services.messaging.clock())
    if yesterday is not None:
        services.routing_jobs().defer(LearnWaits(yesterday.isoformat()), 0)


def learn_waits(services: Needs, job: LearnWaits) -> None:
    """Adds up the waits of a day, and learns from the last days. The waits are removed once every queue's day is
    saved: a crash adds them up again."""
    waits, rules = services.waits(), routing_rules().estimate
    ended = waits.ended(job.day)
    days = queue_days(ended, rules)
    run_all([partial(_learn_queue, services, queue, job.day, days.get(queue)) for queue in queues()])
    waits.remove_ended(job.day, ended)


def _learn_queue(services: Needs, queue: str, day: str, summary: QueueDay | None) -> None:
    waits, rules = services.waits(), routing_rules().estimate
    days = waits.days(queue)
    if summary is not None and day not in days:
        waits.save_day(queue, day, summary)
        days[day] = summary
    since = (date.fromisoformat(day) - timedelta(days=rules.history_days)).isoformat()
    for old in [each for each in days if each <= since]:
        waits.remove_day(queue, old)
        del days[old]
    waits.save_model(queue, learn([days[each] for each in sorted(days)], rules))
