"""What a day tells about the waiting times of a queue."""

from msgspec import Struct

from chalicelib.routing.rules import EstimateRules


class Overtakers(Struct, frozen=True):
    """Customers who go before those who wait already: `per_s` come in a second, and the next `for_s` seconds go
    before."""

    per_s: float
    for_s: float


class WaitSample(Struct, frozen=True):
    """Of a served customer: how many were ahead at some moment, the capacity of the agents then, and how many seconds
    it was still to wait; and who could overtake them. `ahead` may be a fraction where agents are shared with other
    queues. `kind` is the customer's (`priority.kind_of`)."""

    ahead: float
    places: int
    real_s: float
    kind: str = ""
    overtakers: tuple[Overtakers, ...] = ()


class QueueDay(Struct, frozen=True):
    """A day of a queue: customers served and given up, what all of them waited, the longest wait of those served; and
    the conversations of its agents, of any queue, that ended, and how long they took."""

    served: int = 0
    abandoned: int = 0
    waited_s: float = 0.0
    ended: int = 0
    service_s: float = 0.0
    longest_s: float = 0.0
    samples: tuple[WaitSample, ...] = ()


class DayTally:
    """Counts a day of a queue."""

    def __init__(self) -> None:
        self._served = self._abandoned = self._ended = 0
        self._waited_s = self._service_s = self._longest_s = 0.0
        self._samples: list[WaitSample] = []

    def add_served(self, waited_s: float, samples: list[WaitSample]) -> None:
        """A customer was served after `waited_s`."""
        self._served += 1
        self._waited_s += waited_s
        self._longest_s = max(self._longest_s, waited_s)
        self._samples += samples

    def add_abandoned(self, waited_s: float) -> None:
        """A customer stopped waiting, chose another way, or was gone when they were assigned."""
        self._abandoned += 1
        self._waited_s += waited_s

    def add_ended(self, service_s: float) -> None:
        """A conversation of one of the queue's agents ended after `service_s`."""
        self._ended += 1
        self._service_s += service_s

    def day(self, rules: EstimateRules) -> QueueDay:
        """The day so far, with at most `max_samples` samples, spread over the day."""
        step = -(-len(self._samples) // rules.max_samples) if self._samples else 1
        return QueueDay(
            self._served,
            self._abandoned,
            self._waited_s,
            self._ended,
            self._service_s,
            self._longest_s,
            tuple(self._samples[::step]),
        )
