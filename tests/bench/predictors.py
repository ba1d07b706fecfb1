"""Other predictors of waiting, from what a centre knows when a customer begins to wait."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from math import exp
from statistics import fmean

from local.line.days import Day
from local.line.outcomes import Outcome
from tests.bench.line_days import FACTS

HOUR_S = 3_600


class Predictors:
    """The predictors of one played day. Each is asked for a queue at a second of the day."""

    def __init__(self, day: Day, outcomes: Sequence[Outcome], service_s: float) -> None:
        self._service_s = service_s
        self._day = day
        self._answers: dict[str, list[tuple[float, float]]] = defaultdict(list)
        self._came: dict[str, list[tuple[float, float]]] = defaultdict(list)
        for outcome in outcomes:
            customer, left_s = outcome.customer, outcome.left_s
            if outcome.chats:
                left_s = outcome.chats[0].answered_s
                self._answers[customer.queue].append((left_s, left_s - customer.at_s))
            self._came[customer.queue].append((customer.at_s, left_s if left_s is not None else 1e9))
        for rows in (*self._answers.values(), *self._came.values()):
            rows.sort()

    def last_served(self, queue: str, at_s: float) -> float:
        """The wait of the customer who was answered last."""
        answers = self._answers[queue]
        position = bisect_right(answers, (at_s, 0.0))
        return answers[position - 1][1] if position else 0.0

    def head_of_line(self, queue: str, at_s: float) -> float:
        """How long the first in line has waited."""
        return max((at_s - came for came, left in self._recent(queue, at_s) if left > at_s), default=0.0)

    def mean_last_hour(self, queue: str, at_s: float) -> float:
        """The mean wait of those answered in the last hour."""
        answers = self._answers[queue]
        first, last = bisect_right(answers, (at_s - HOUR_S, 0.0)), bisect_right(answers, (at_s, 0.0))
        return fmean(wait for _, wait in answers[first:last]) if last > first else 0.0

    def line_times_time_over_agents(self, queue: str, at_s: float) -> float:
        """The line's length × the mean service ÷ the places on duty."""
        line = sum(left > at_s for _, left in self._recent(queue, at_s))
        places = sum(
            shift.capacity for shift in self._day.shifts if queue in shift.queues and shift.on_s <= at_s < shift.off_s
        )
        return (line + 1) * self._service_s / max(1, places)

    def _recent(self, queue: str, at_s: float) -> Iterable[tuple[float, float]]:
        came = self._came[queue]
        return came[bisect_right(came, (at_s - 3 * HOUR_S, 0.0)) : bisect_right(came, (at_s, 0.0))]


NAMES = ("last_served", "head_of_line", "mean_last_hour", "line_times_time_over_agents")


def mean_service_s() -> float:
    """The mean of the days' service times."""
    service = FACTS["service_minutes"]
    return 60 * float(service["median"]) * exp(service["sigma"] ** 2 / 2)


def errors_min(day: Day, outcomes: Sequence[Outcome], service_s: float, every: int = 3) -> dict[str, float]:
    """The mean error of each predictor in minutes, over every third customer who waited and was served."""
    known = Predictors(day, outcomes, service_s)
    waited = [each for each in outcomes if each.waited_s][::every]
    return {
        name: fmean(
            abs(getattr(known, name)(each.customer.queue, each.customer.at_s) - (each.waited_s or 0)) for each in waited
        )
        / 60
        for name in NAMES
    }
