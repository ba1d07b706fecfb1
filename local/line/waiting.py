"""What waiting customers of a played day are shown: place and range, by the rules of routing; and what it teaches."""

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import inf

from chalicelib.routing.cards import Bounds, not_longer
from chalicelib.routing.estimate import QueueModel, wait_range
from chalicelib.routing.history import DayTally, Overtakers, QueueDay, WaitSample
from chalicelib.routing.model import AgentState, QueueEntry
from chalicelib.routing.pools import SharedPlaces
from chalicelib.routing.positions import is_shown_now, shown_position
from chalicelib.routing.priority import kind_of, overtakes_for_s
from chalicelib.routing.rules import RoutingRules
from local.line.memory import MemoryRouting
from local.line.outcomes import Outcome

START_MS = 1_800_000_000_000
"""The beginning of every day in the store's time."""

LATELY_S = 1_800.0
"""From so many seconds the rate is measured at which customers come who overtake others."""


@dataclass(slots=True)
class Card:
    """What one waiting customer was shown since `since_s`: place and when, range, and the agents' capacity then."""

    outcome: Outcome
    since_s: float
    kind: str = ""
    position: int = 0
    shown: tuple[int, int] | None = None
    range: Bounds = (None, None)
    places: int = 0
    moments: list[tuple[float, float, int, tuple[Overtakers, ...]]] = field(default_factory=list)


class WaitingCards:
    """The cards of a day. `models` is what earlier days taught, by queue."""

    def __init__(self, rules: RoutingRules, models: Mapping[str, QueueModel], store: MemoryRouting) -> None:
        self._rules, self._models, self._store = rules, models, store
        self._cards: dict[str, Card] = {}
        self._new: dict[str, None] = {}
        self._places = SharedPlaces(())
        self._tallies: dict[str, DayTally] = {}
        self._walked: dict[str, float] = {}
        self._due: dict[str, float] = {}
        self._arrivals: dict[tuple[str, int], deque[float]] = {}
        self._steps: dict[int, int] = {}
        self._shares: dict[str, dict[str, float]] = {}

    @property
    def due_s(self) -> float:
        """When places behind the first are to be shown; infinite if none are."""
        return min(self._due.values(), default=inf)

    def days(self) -> dict[str, QueueDay]:
        """What the day taught, by queue."""
        return {queue: tally.day(self._rules.estimate) for queue, tally in self._tallies.items()}

    def staff_changed(self, here: Iterable[AgentState]) -> None:
        """Other agents take new customers."""
        self._places = SharedPlaces(here)
        self._shares.clear()

    def enter(self, conversation: str, outcome: Outcome, now_s: float) -> None:
        """A customer begins to wait."""
        self._cards[conversation] = Card(outcome, now_s)
        self._new[conversation] = None

    def serve(self, conversation: str, queue: str, now_s: float) -> None:
        """A customer is assigned to an agent."""
        card = self._cards.pop(conversation, None)
        if card is not None:
            if conversation in self._new and queue in self._models and card.outcome.estimated_s is None:
                card.outcome.estimated_s = 0.0
            samples = [
                WaitSample(ahead, places, now_s - at_s, card.kind, overtakers)
                for at_s, ahead, places, overtakers in card.moments
            ]
            self._tally(queue).add_served(now_s - card.since_s, samples)

    def leave(self, conversation: str, queue: str, now_s: float) -> None:
        """A customer stops waiting."""
        card = self._cards.pop(conversation)
        self._tally(queue).add_abandoned(now_s - card.since_s)

    def end(self, queues: Iterable[str], service_s: float) -> None:
        """A conversation ended of an agent of these queues."""
        for queue in queues:
            self._tally(queue).add_ended(service_s)

    def update(self, changed: Iterable[str], now_s: float) -> None:
        """Shows new customers their place, the first of the changed queues each change, those behind them the steps,
        not too often."""
        front = self._rules.positions.each_up_to
        for conversation in self._new:
            entry, agent = self._store.entries.get(conversation, (None, ""))
            if entry is not None:
                self._arrivals.setdefault((entry.queue, entry.head_start), deque()).append(now_s)
            if entry is not None and not agent:
                self._show(entry, self._store.count_ahead(entry.queue, entry.sort_key) + 1, now_s)
        self._new.clear()
        for queue in changed:
            for position, entry in enumerate(self._store.list_waiting(queue, front), start=1):
                self._show(entry, position, now_s)
            self._due.setdefault(queue, self._walked.get(queue, now_s) + self._rules.positions.interval_seconds)
        for queue in [queue for queue, due_s in self._due.items() if due_s <= now_s]:
            del self._due[queue]
            self._walked[queue] = now_s
            for position, entry in enumerate(self._store.list_waiting(queue, 1_000_000)[front:], start=front + 1):
                self._show(entry, position, now_s)

    def _show(self, entry: QueueEntry, position: int, now_s: float) -> None:
        card, now = self._cards[entry.conversation], round(now_s * 1000)
        if position == card.position:
            return
        shown = self._steps.get(position) or self._step(position)
        if not is_shown_now(shown, card.shown, now, self._rules.positions):
            return
        ahead, places = self._ahead(entry), self._places.places(entry.queue)
        overtakers = self._overtakers(entry, now_s)
        card.moments.append((now_s, ahead, places, overtakers))
        card.kind = kind_of(entry)
        model = self._models.get(entry.queue)
        bounds: Bounds = (None, None)
        estimate_s = model.estimate_s(ahead, places, overtakers) if model else None
        if model is not None and estimate_s is not None:
            found = wait_range(estimate_s, model, card.kind)
            bounds = found.low_s, found.high_s
            if card.shown and position <= card.position and places >= card.places:
                bounds = not_longer(bounds, card.range)
            if card.outcome.estimated_s is None:
                card.outcome.estimated_s = found.middle_s
        card.position, card.shown, card.range, card.places = position, (shown, now), bounds, places
        card.outcome.notified.append((now_s, shown, *bounds))

    def _step(self, position: int) -> int:
        return self._steps.setdefault(position, shown_position(position, self._rules.positions))

    def _overtakers(self, entry: QueueEntry, now_s: float) -> tuple[Overtakers, ...]:
        """Who will go before a customer, at the rate at which they came lately."""
        shares = self._shares[entry.queue]
        found = []
        for (queue, head_start), arrivals in self._arrivals.items():
            for_s = overtakes_for_s(head_start, entry, START_MS + round(now_s * 1000))
            if for_s and queue in shares:
                while arrivals and arrivals[0] < now_s - LATELY_S:
                    arrivals.popleft()
                found.append(Overtakers(shares[queue] * len(arrivals) / LATELY_S, for_s))
        return tuple(found)

    def _ahead(self, entry: QueueEntry) -> float:
        """How many are before a customer, those of other queues in parts."""
        shares = self._shares.get(entry.queue)
        if shares is None:
            shares = self._shares[entry.queue] = self._places.shares(entry.queue) or {entry.queue: 1.0}
        return sum(share * self._store.count_ahead(queue, entry.sort_key) for queue, share in shares.items())

    def _tally(self, queue: str) -> DayTally:
        return self._tallies.setdefault(queue, DayTally())
