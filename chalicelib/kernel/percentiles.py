"""Percentiles, by one definition for estimates, figures and reports."""

from collections.abc import Sequence
from math import ceil


def percentile(ascending: Sequence[float], percent: float) -> float:
    """The nearest rank: the smallest of the values that at least `percent` % of them don't exceed. `ascending` must be
    sorted and not empty."""
    return ascending[max(0, ceil(len(ascending) * percent / 100) - 1)]
