"""Schedules."""

from chalicelib import wiring
from chalicelib.processes import housekeeping


def handle_every_minute() -> None:
    """The minute's round."""
    housekeeping.every_minute(wiring.services())
