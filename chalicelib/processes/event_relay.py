"""The relay: sends published events to their subscribers, one SQS message each, and runs a subscriber.

A crash at any call repeats deliveries and loses none: an event leaves the outbox after SQS has all its deliveries, a
delivery leaves SQS after its subscriber has returned.
"""

from collections.abc import Callable
from functools import partial
from typing import Any, Protocol

import msgspec
from msgspec import Struct

from chalicelib.kernel.parallel import run_all
from chalicelib.processes.event_jobs import DeliveryJob, RelayJob
from chalicelib.services import Services


class Subscriptions(Protocol):
    """Which subscribers follow which event: `wiring.subscriptions`."""

    def decode_event(self, body: bytes | str, /) -> Any:
        """The typed event of an entry in the outbox."""

    def event_from_builtins(self, event: dict[str, Any]) -> Struct:
        """The typed event of a delivery. Raises msgspec.ValidationError."""

    def subscribers_of(self, event: Struct) -> tuple[str, ...]:
        """The names of an event's subscribers."""

    def subscriber_named(self, name: str) -> Callable[[Services, Any], None]:
        """The subscriber with this name. Raises LookupError."""


def run_event_job(services: Services, subscriptions: Subscriptions, job: RelayJob | DeliveryJob) -> None:
    """Runs a job. It may be delivered twice, and in any order. Raises what the subscriber raises."""
    match job:
        case RelayJob(subject):
            _relay(services, subscriptions, subject)
        case DeliveryJob(subscriber, event):
            subscriptions.subscriber_named(subscriber)(services, subscriptions.event_from_builtins(event))


def _relay(services: Services, subscriptions: Subscriptions, subject: str) -> None:
    outbox, jobs = services.outbox(), services.event_jobs()
    for entry in outbox.entries(subject):
        event = subscriptions.decode_event(entry.body)
        body: dict[str, Any] = msgspec.to_builtins(event)
        names = subscriptions.subscribers_of(event)
        services.messaging.run_parallel([partial(jobs.deliver, name, body) for name in names])
        outbox.remove(entry)


def relay_left_events(services: Services) -> None:
    """Requests the relay of events that a crash left in the outbox."""
    run_all([partial(services.event_jobs().relay, subject) for subject in services.outbox().subjects()])
