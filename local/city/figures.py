"""Figures of a played day, counted from what became of its customers."""

from collections.abc import Iterable, Sequence
from statistics import fmean

from msgspec import Struct

from chalicelib.kernel.percentiles import percentile
from local.city.outcomes import JobOutcome

USUAL_LIMIT_S = 30 * 60


class CityFigures(Struct, frozen=True):
    """Minutes from the request to the arrival; None where there is nothing to count. `within_30` is the share of all
    customers who were reached within 30 minutes, `ranges_held` the share of first ranges that held, `width_min` their
    median width."""

    mean_min: float | None
    p90_min: float | None
    p99_min: float | None
    within_30: float | None
    km_per_job: float | None
    ranges_held: float | None
    width_min: float | None
    forgotten: int
    double_winners: int
    jobs: int


def city_figures(outcomes: Sequence[JobOutcome], forgotten: int) -> CityFigures:
    """The figures of a day; `forgotten` customers wait at its end although a responder could help them."""
    waits = sorted(each.waited_s for each in outcomes if each.waited_s is not None)
    ranges = [(*each.range_s, each.arrived_s) for each in outcomes if each.range_s and each.arrived_s is not None]
    return CityFigures(
        mean_min=_minutes(_mean(waits)),
        p90_min=_minutes(_percentile(waits, 90)),
        p99_min=_minutes(_percentile(waits, 99)),
        within_30=sum(wait <= USUAL_LIMIT_S for wait in waits) / len(outcomes) if outcomes else None,
        km_per_job=_mean(each.km for each in outcomes if each.km is not None and each.arrived_s is not None),
        ranges_held=_mean(low <= real <= high for low, high, real in ranges),
        width_min=_minutes(_percentile(sorted(high - low for low, high, _ in ranges), 50)),
        forgotten=forgotten,
        double_winners=sum(each.winners > 1 for each in outcomes),
        jobs=len(outcomes),
    )


def _mean(values: Iterable[float]) -> float | None:
    known = list(values)
    return fmean(known) if known else None


def _percentile(ascending: Sequence[float], percent: float) -> float | None:
    return percentile(ascending, percent) if ascending else None


def _minutes(seconds: float | None) -> float | None:
    return None if seconds is None else seconds / 60
