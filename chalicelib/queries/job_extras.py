"""Extras of a roadside job, priced by the insurer's tariff."""

from collections.abc import Callable, Mapping

from chalicelib.contracts.roadside_extras import holes_won, winching_won
from chalicelib.contracts.roadside_rules import RoadsideRules, roadside_rules
from chalicelib.dispatch.arrival_errors import ExtraTooMuch
from chalicelib.dispatch.records import ExtraKind, JobExtra

_PRICES: Mapping[ExtraKind, Callable[[int, RoadsideRules], int]] = {
    "holes": holes_won,
    "winch_minutes": winching_won,
    "heavy_wrecker": lambda _, rules: rules.winch.heavy_won,
    "second_wrecker": lambda _, rules: rules.winch.second_won,
}
"""Each extra with what a count of it costs."""


def priced_extras(counts: Mapping[ExtraKind, int]) -> tuple[JobExtra, ...]:
    """The extras of a job in the order of the tariff, without those that weren't needed. What is free is among them:
    the customer sees that it is. Raises ExtraTooMuch."""
    rules = roadside_rules()
    most = {"holes": rules.tyre.max_holes, "winch_minutes": rules.winch.max_minutes}
    for kind, count in counts.items():
        if count > most.get(kind, 1):
            raise ExtraTooMuch(extra=kind, max=most.get(kind, 1))
    return tuple(
        JobExtra(kind, counts[kind], price(counts[kind], rules)) for kind, price in _PRICES.items() if counts.get(kind)
    )
