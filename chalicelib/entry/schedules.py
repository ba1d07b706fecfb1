"""Schedules."""

from chalicelib import wiring
from chalicelib.reactions import rounds


def every_minute() -> None:
    """The minute's round."""
    rounds.every_minute(wiring.house())
