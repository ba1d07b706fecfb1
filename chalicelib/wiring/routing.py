"""Routing: its table, its jobs, and text messages to the persons on call."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from chalicelib.settings import settings
from chalicelib.wiring import infrastructure

if TYPE_CHECKING:
    from chalicelib.aws.sms import SnsSms
    from chalicelib.routing.jobs import SqsRoutingJobs
    from chalicelib.routing.ports import RoutingStore, WaitStore


@cache
def routing() -> RoutingStore:
    """Queues and agents."""
    from chalicelib.routing.store import DynamoRoutingStore
    from chalicelib.wiring.events import outbox

    return DynamoRoutingStore(
        infrastructure.dynamodb(), settings().table("routing"), outbox(), infrastructure.run_parallel()
    )


@cache
def wait_store() -> WaitStore:
    """Waiting cards and the history of waiting, in the same table."""
    from chalicelib.routing.wait_store import DynamoWaitStore

    return DynamoWaitStore(infrastructure.table("routing", infrastructure.run_parallel()))


@cache
def routing_jobs() -> SqsRoutingJobs:
    """Deferred work of routing."""
    from chalicelib.routing.jobs import SqsRoutingJobs

    return SqsRoutingJobs(infrastructure.queue("agent-work").send, _relay)


def _relay(subject: str) -> None:
    """Requests the relay of a subject. Its queue is looked up only where a conversation moved."""
    from chalicelib.wiring.events import event_jobs

    event_jobs().relay(subject)


@cache
def on_call() -> SnsSms:
    """Text messages to the persons on call."""
    from chalicelib.aws.clients import client
    from chalicelib.aws.sms import SnsSms

    return SnsSms(client("sns"))
