"""The deadline of the current Lambda invocation. Calls to AWS get no more time than is left until then."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Protocol, TypeVar

DEFAULT_TIME_LEFT_S = 29.0
"""API Gateway's integration timeout, in seconds; used without a Lambda context."""

RESPONSE_RESERVE_S = 0.5
"""Seconds kept for the response, so that the caller gets a typed error before the platform ends the function."""

EventT = TypeVar("EventT")
ResponseT = TypeVar("ResponseT")

_deadline: ContextVar[float] = ContextVar("deadline")


class LambdaContext(Protocol):
    """The part of Lambda's context object that is used."""

    def get_remaining_time_in_millis(self) -> int:
        """Milliseconds until the platform ends the function."""


@contextmanager
def deadline_of(context: LambdaContext | None) -> Iterator[None]:
    """Sets the deadline while an event is handled and restores the previous one afterwards.

    Without a context, as in tests, `DEFAULT_TIME_LEFT_S` applies.
    """
    remaining_s = context.get_remaining_time_in_millis() / 1000 if context is not None else DEFAULT_TIME_LEFT_S
    before = _deadline.set(time.monotonic() + remaining_s - RESPONSE_RESERVE_S)
    try:
        yield
    finally:
        _deadline.reset(before)


def with_deadline(handler: Callable[[EventT], ResponseT]) -> Callable[..., ResponseT]:
    """Decorates a handler of events: it also accepts Lambda's context and runs with its deadline."""

    @wraps(handler)
    def call(event: EventT, context: LambdaContext | None = None) -> ResponseT:
        with deadline_of(context):
            return handler(event)

    return call


def time_left_s() -> float:
    """Seconds until the deadline of this invocation; not below zero."""
    end = _deadline.get(None)
    return DEFAULT_TIME_LEFT_S if end is None else max(end - time.monotonic(), 0.0)
