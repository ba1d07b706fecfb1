"""Waits that have ended, and what a day of them tells about each queue."""

from collections.abc import Iterable
from datetime import UTC, datetime

from msgspec import Struct

from chalicelib.content.hours import SEOUL
from chalicelib.routing.cards import WaitingCard
from chalicelib.routing.history import DayTally, QueueDay, WaitSample
from chalicelib.routing.rules import EstimateRules


class EndedWait(Struct, frozen=True, omit_defaults=True):
    """A customer's wait from `since` on (ms since 1970 UTC). `is_served` is False for those who stopped waiting, chose
    another way, or were gone when an agent was assigned. `service_s` is how long the conversation took then, for an
    agent of `agent_queues`."""

    conversation: str
    queue: str
    since: int
    waited_s: float
    is_served: bool = False
    service_s: float = 0.0
    agent_queues: tuple[str, ...] = ()
    samples: tuple[WaitSample, ...] = ()


class QueuePlaces(Struct, frozen=True):
    """The capacity of a queue's agents, and for each queue with common agents the share of its line that a customer of
    this queue waits for, too."""

    places: int
    shares: dict[str, float]


def abandoned_wait(card: WaitingCard, now: int) -> EndedWait:
    """The wait of a customer who stopped waiting."""
    return EndedWait(card.conversation, card.queue, card.since, (now - card.since) / 1000)


def served_wait(card: WaitingCard, now: int) -> EndedWait:
    """The wait of a customer whose conversation with an agent ended; abandoned if they gave no sign of life after the
    assignment."""
    waited_s = (card.assigned_at - card.since) / 1000
    if card.is_gone:
        return EndedWait(card.conversation, card.queue, card.since, waited_s)
    service_s = (now - card.assigned_at) / 1000
    served = (True, service_s, card.agent_queues, card.samples())
    return EndedWait(card.conversation, card.queue, card.since, waited_s, *served)


def queue_days(ended: Iterable[EndedWait], rules: EstimateRules) -> dict[str, QueueDay]:
    """What the waits of a day tell, by queue. An agent's conversation counts for each of the agent's queues."""
    tallies: dict[str, DayTally] = {}
    for wait in ended:
        tally = tallies.setdefault(wait.queue, DayTally())
        if wait.is_served:
            tally.add_served(wait.waited_s, list(wait.samples))
        else:
            tally.add_abandoned(wait.waited_s)
        for queue in wait.agent_queues:
            tallies.setdefault(queue, DayTally()).add_ended(wait.service_s)
    return {queue: tally.day(rules) for queue, tally in tallies.items()}


def day_of(ms: int) -> str:
    """The day in Seoul, ISO."""
    return datetime.fromtimestamp(ms / 1000, UTC).astimezone(SEOUL).date().isoformat()
