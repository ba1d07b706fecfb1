"""Ports of reporting."""

from typing import Protocol

from chalicelib.reporting.figures import Row


class FigureStore(Protocol):
    """Counted figures, kept for some time. The number of rows doesn't depend on the number of services: one an hour
    and queue, and one a day, agent and queue, each in a fixed number of shards."""

    def add(self, once: str, rows: tuple[Row, ...], now: int) -> bool:
        """Adds the counts of rows, all or none. False if something was added under `once` before: it is remembered
        longer than an event may come again."""

    def hours(self, first: str, last: str) -> list[Row]:
        """The rows of hours from the day `first` to the day `last` (ISO), both included, in any order; there may be
        several of an hour and queue."""

    def agents(self, first: str, last: str) -> list[Row]:
        """The rows of agents of these days."""
