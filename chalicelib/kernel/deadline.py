"""How long this call of the function may still take. Calls to AWS are given no more time than that."""

import time
from contextvars import ContextVar
from typing import Protocol

USUAL_S = 29.0
"""API Gateway waits this long for an answer; holds where nobody has told more precisely."""

RESERVE_S = 0.5
"""Kept for the answer: a typed error in time is worth more than a try that the platform cuts off."""

_end: ContextVar[float] = ContextVar("end")


class Context(Protocol):
    """What Lambda gives with every event."""

    def get_remaining_time_in_millis(self) -> int:
        """Until the platform ends the function."""


def begin(context: Context | None) -> None:
    """Told at the start of a call. Without a context, as in tests, the usual time holds."""
    remaining_s = context.get_remaining_time_in_millis() / 1000 if context is not None else USUAL_S
    _end.set(time.monotonic() + remaining_s - RESERVE_S)


def time_left_s() -> float:
    """Seconds left for what this call still has to do; not below zero."""
    end = _end.get(None)
    return USUAL_S if end is None else max(end - time.monotonic(), 0.0)
