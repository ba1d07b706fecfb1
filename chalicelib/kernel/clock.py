"""Time is an argument: rules take milliseconds, shells take a `Clock`."""

import time
from collections.abc import Callable

Clock = Callable[[], int]
"""Gives the present as milliseconds since 1970 UTC."""


def system_clock() -> int:
    """The machine's clock, milliseconds since 1970 UTC."""
    return time.time_ns() // 1_000_000
