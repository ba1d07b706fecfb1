"""How long a customer of a queue will wait: the mean of the Erlang-A queue, and a range from what was seen.

The line in front of a customer grows shorter by ends of conversations, at the rate of the busy agents, and by customers
who give up, each at the rate of their patience. With `ahead` others in line the time until the customer is served is
the sum of the times between these steps: 1/(places/service + j/patience) for j from 0 to `ahead`.
"""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from math import inf, log

from msgspec import Struct
from msgspec.structs import replace

from chalicelib.kernel.percentiles import percentile
from chalicelib.routing.history import Overtakers, QueueDay
from chalicelib.routing.rules import EstimateRules

LARGE = 1e7
"""From this argument on the difference of two digammas loses its digits, and patience changes nothing."""

ITERATIONS = 4
"""Of a wait and those who overtake meanwhile; each adds a fraction of the one before."""

ALL = "all"
"""The kind of all customers of a queue."""

AT_ONCE_S = 1.0
"""Whoever waited less counts as served at once."""


class Pool(Struct, frozen=True):
    """Who works on a queue: the capacity of its agents, the mean time of their conversations, and the mean patience of
    those who wait, in seconds. `infinity` is endless patience."""

    places: float
    service_s: float
    patience_s: float = inf


def expected_wait_s(ahead: float, pool: Pool) -> float | None:
    """Mean time until a customer behind `ahead` others is served, if all places are busy and they don't give up. None
    without agents. `ahead` may be a fraction where agents are shared with other queues."""
    if pool.places <= 0:
        return None
    done_per_s = pool.places / pool.service_s
    ratio = done_per_s * pool.patience_s
    if ratio >= LARGE:
        return (ahead + 1) / done_per_s
    return (_digamma(ratio + ahead + 1) - _digamma(ratio)) * pool.patience_s


def _digamma(x: float) -> float:
    shift = 0.0
    while x < 6:
        shift -= 1 / x
        x += 1
    square = 1 / (x * x)
    return shift + log(x) - 0.5 / x - square * (1 / 12 - square * (1 / 120 - square / 252))


class Band(Struct, frozen=True):
    """Real ÷ estimated of estimates about as long as `estimate_s`: the bounds of the range, and the median. `at_once`
    is the share who were served at once."""

    estimate_s: float
    low: float
    middle: float
    high: float
    at_once: float = 0.0


class QueueModel(Struct, frozen=True):
    """What the last days tell about a queue. No estimate exceeds `longest_s`, the longest time that was waited.
    `bands` are those of all customers, and by kind those of a kind whom others overtake more, or less."""

    service_s: float
    patience_s: float
    longest_s: float
    bands: dict[str, tuple[Band, ...]]

    def estimate_s(self, ahead: float, places: float, overtakers: Sequence[Overtakers] = ()) -> float | None:
        """Mean time until a customer is served who is behind `ahead` others; None without agents. The longer it takes,
        the more overtake them."""
        pool = Pool(places, self.service_s, self.patience_s)
        mean = expected_wait_s(ahead, pool)
        for _ in range(ITERATIONS if overtakers else 0):
            before = ahead + sum(each.per_s * min(mean or 0.0, each.for_s) for each in overtakers)
            mean = expected_wait_s(before, pool)
        return None if mean is None else min(mean, self.longest_s)


class WaitRange(Struct, frozen=True):
    """Seconds still to wait, and the likeliest. With `at_once` above 0, this share of customers in the same situation
    was served at once."""

    low_s: float
    middle_s: float
    high_s: float
    at_once: float = 0.0


def learn(days: Sequence[QueueDay], rules: EstimateRules) -> QueueModel | None:
    """What the last days of a queue tell, oldest first; None where they are too few to estimate from."""
    recent = days[-rules.history_days :]
    served, ended = sum(day.served for day in recent), sum(day.ended for day in recent)
    if served < rules.min_served or not ended:
        return None
    abandoned = sum(day.abandoned for day in recent)
    waited = sum(day.waited_s for day in recent)
    model = QueueModel(
        service_s=sum(day.service_s for day in recent) / ended,
        patience_s=waited / abandoned if abandoned and waited else inf,
        longest_s=max(day.longest_s for day in recent),
        bands={},
    )
    pairs: dict[str, list[tuple[float, float]]] = {ALL: []}
    for sample in (sample for day in recent for sample in day.samples):
        estimate_s = model.estimate_s(sample.ahead, sample.places, sample.overtakers)
        for kind in {ALL, sample.kind} if estimate_s else ():
            pairs.setdefault(kind, []).append((estimate_s or 0.0, sample.real_s))
    enough = {kind: known for kind, known in pairs.items() if kind == ALL or len(known) >= rules.min_band}
    return replace(model, bands={kind: _bands(sorted(known), rules) for kind, known in enough.items()})


def _bands(known: list[tuple[float, float]], rules: EstimateRules) -> tuple[Band, ...]:
    """Groups of pairs of estimated and real time, in the order of the estimates."""
    groups = max(1, min(rules.bands, len(known) // rules.min_band)) if known else 0
    edges = [len(known) * number // groups for number in range(groups + 1)] if groups else []
    return tuple(_band(known[first:last], rules) for first, last in pairwise(edges))


def _band(samples: list[tuple[float, float]], rules: EstimateRules) -> Band:
    """A band of estimates. Where those who are served at once fill what lies below the range, it begins at zero, and
    what would lie below is taken off above."""
    ratios = sorted(0.0 if real < AT_ONCE_S else real / estimate for estimate, real in samples)
    at_once, middle = ratios.count(0.0) / len(ratios), percentile(ratios, 50)
    size = samples[len(samples) // 2][0]
    if at_once * 100 >= rules.low_percent:
        return Band(size, 0.0, middle, percentile(ratios, rules.high_percent - rules.low_percent), at_once)
    return Band(size, percentile(ratios, rules.low_percent), middle, percentile(ratios, rules.high_percent))


def wait_range(estimate_s: float, model: QueueModel, kind: str = ALL) -> WaitRange:
    """The range around an estimate for a kind of customer. Without pairs to compare it with, all that was ever
    waited."""
    bands = model.bands.get(kind) or model.bands.get(ALL)
    if not bands:
        return WaitRange(0.0, estimate_s, model.longest_s)
    above = bisect_left([band.estimate_s for band in bands], estimate_s)
    before, after = bands[max(0, above - 1)], bands[min(above, len(bands) - 1)]
    part = 0.0
    if after.estimate_s > before.estimate_s:
        part = (estimate_s - before.estimate_s) / (after.estimate_s - before.estimate_s)

    def bound(first: float, last: float) -> float:
        return min(model.longest_s, max(0.0, (first + part * (last - first)) * estimate_s))

    middle_s, nearest = bound(before.middle, after.middle), before if part < 0.5 else after
    return WaitRange(bound(before.low, after.low), middle_s, bound(before.high, after.high), nearest.at_once)
