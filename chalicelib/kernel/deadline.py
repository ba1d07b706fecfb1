"""How long this call of the function may still take. Calls to AWS are given no more time than that."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Protocol, TypeVar

USUAL_S = 29.0
"""API Gateway waits this long for an answer; holds where nobody has told more precisely."""

RESERVE_S = 0.5
"""Kept for the answer: a typed error in time is worth more than a try that the platform cuts off."""

Event = TypeVar("Event")
Answer = TypeVar("Answer")

_end: ContextVar[float] = ContextVar("end")


class Context(Protocol):
    """What Lambda gives with every event."""

    def get_remaining_time_in_millis(self) -> int:
        """Until the platform ends the function."""


@contextmanager
def within(context: Context | None) -> Iterator[None]:
    """While a call is handled; threads that serve several calls forget its end with it.

    Without a context, as in tests, the usual time holds.
    """
    remaining_s = context.get_remaining_time_in_millis() / 1000 if context is not None else USUAL_S
    before = _end.set(time.monotonic() + remaining_s - RESERVE_S)
    try:
        yield
    finally:
        _end.reset(before)


def kept(handler: Callable[[Event], Answer]) -> Callable[..., Answer]:
    """Lets a handler take, beside the event, the platform's context, and keep to the time that it tells."""

    @wraps(handler)
    def call(event: Event, context: Context | None = None) -> Answer:
        with within(context):
            return handler(event)

    return call


def time_left_s() -> float:
    """Seconds left for what this call still has to do; not below zero."""
    end = _end.get(None)
    return USUAL_S if end is None else max(end - time.monotonic(), 0.0)
