"""Requests that a part of a queue is shown: however many changes there are, together and not too often."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from chalicelib.service_ports import WithMessaging, WithRouting

    class Needs(WithMessaging, WithRouting, Protocol): ...


LATE_S = 30
"""A claim whose job should have run so many seconds ago is void, whatever became of it."""


def request_showing(services: Needs, what: str, claimant: str, delay_s: int, defer: Callable[[int], None]) -> None:
    """Requests by `defer` that a part of a queue is shown after `delay_s`, unless it was requested before."""
    now = services.messaging.clock()
    if services.routing().claim_showing(what, claimant, now, now + (delay_s + LATE_S) * 1000):
        defer(delay_s)
