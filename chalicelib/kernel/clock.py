"""The current time: rules get it as an argument in milliseconds, use cases get a `Clock`."""

import time
from collections.abc import Callable

Clock = Callable[[], int]
"""Returns the current time in milliseconds since 1970 UTC."""


def system_clock() -> int:
    """The machine's clock, milliseconds since 1970 UTC."""
    return time.time_ns() // 1_000_000
