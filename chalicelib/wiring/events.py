"""Events: the outbox and the queue of the relay."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from chalicelib.settings import settings
from chalicelib.wiring import infrastructure

if TYPE_CHECKING:
    from chalicelib.aws.outbox import DynamoOutbox
    from chalicelib.processes.event_jobs import EventQueue


@cache
def outbox() -> DynamoOutbox:
    """Published events that their subscribers haven't been sent yet."""
    from chalicelib.aws.outbox import DynamoOutbox

    return DynamoOutbox(infrastructure.dynamodb(), settings().table("outbox"), infrastructure.run_parallel())


@cache
def event_jobs() -> EventQueue:
    """The queue of the events' relay."""
    from chalicelib.processes.event_jobs import EventQueue

    return EventQueue(infrastructure.queue("event-work").send)
