"""The range in which a responder arrives: the estimate, and how far from such estimates real times were before."""

from bisect import bisect_left
from collections.abc import Iterable
from enum import StrEnum
from itertools import pairwise

from msgspec import Struct

from chalicelib.dispatch.rules import ArrivalRules
from chalicelib.kernel.percentiles import percentile


class Approach(StrEnum):
    """What an estimated arrival consists of: the drive alone, or the rest of another job before it."""

    DRIVE = "drive"
    AFTER_JOB = "after_job"


class ArrivalSample(Struct, frozen=True):
    """An estimate, in seconds from the acceptance, and when the responder really arrived."""

    approach: Approach
    estimate_s: float
    real_s: float


class ArrivalBand(Struct, frozen=True):
    """Real ÷ estimated, of estimates about as long as `estimate_s`."""

    estimate_s: float
    low: float
    high: float


class ArrivalModel(Struct, frozen=True):
    """What earlier days showed, by approach."""

    rules: ArrivalRules
    bands: dict[Approach, tuple[ArrivalBand, ...]]

    def range_s(self, approach: Approach, estimate_s: float) -> tuple[int, int]:
        """The range around an estimate, in whole seconds from now."""
        bands = self.bands.get(approach)
        if not bands:
            return round(estimate_s * self.rules.default_low), round(estimate_s * self.rules.default_high)
        above = bisect_left([band.estimate_s for band in bands], estimate_s)
        before, after = bands[max(0, above - 1)], bands[min(above, len(bands) - 1)]
        part = 0.0
        if after.estimate_s > before.estimate_s:
            part = (estimate_s - before.estimate_s) / (after.estimate_s - before.estimate_s)
        low = before.low + part * (after.low - before.low)
        high = before.high + part * (after.high - before.high)
        return round(estimate_s * low), round(estimate_s * high)


def learn_arrivals(samples: Iterable[ArrivalSample], rules: ArrivalRules) -> ArrivalModel:
    """What estimates and arrivals of earlier days teach; nothing about an approach with few of them."""
    pairs: dict[Approach, list[tuple[float, float]]] = {}
    for sample in samples:
        if sample.estimate_s > 0:
            pairs.setdefault(sample.approach, []).append((sample.estimate_s, sample.real_s))
    return ArrivalModel(
        rules,
        {approach: _bands(sorted(known), rules) for approach, known in pairs.items() if len(known) >= rules.min_band},
    )


def _bands(known: list[tuple[float, float]], rules: ArrivalRules) -> tuple[ArrivalBand, ...]:
    groups = max(1, min(rules.bands, len(known) // rules.min_band))
    edges = [len(known) * number // groups for number in range(groups + 1)]
    return tuple(_band(known[first:last], rules) for first, last in pairwise(edges))


def _band(samples: list[tuple[float, float]], rules: ArrivalRules) -> ArrivalBand:
    ratios = sorted(real / estimate for estimate, real in samples)
    size = samples[len(samples) // 2][0]
    return ArrivalBand(size, percentile(ratios, rules.low_percent), percentile(ratios, rules.high_percent))
