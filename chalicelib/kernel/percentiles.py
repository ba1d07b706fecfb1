"""Percentiles, by one definition for estimates, figures and reports."""

from collections.abc import Sequence
from math import ceil


def percentile(ascending: Sequence[float], percent: float) -> float:
    """The nearest rank: the smallest of the values that at least `percent` % of them don't exceed. `ascending` must be
    sorted and not empty."""
    return ascending[_rank(len(ascending), percent)]


def percentile_of_counts(ascending: Sequence[tuple[float, int]], percent: float) -> float:
    """The percentile of values that occur so often each: pairs of value and number, sorted, with at least one
    occurrence."""
    rank = _rank(sum(count for _, count in ascending), percent)
    for value, count in ascending:
        if rank < count:
            return value
        rank -= count
    raise ValueError("no values")


def _rank(count: int, percent: float) -> int:
    return max(0, ceil(count * percent / 100) - 1)
