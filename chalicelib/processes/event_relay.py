"""The relay: sends published events to their subscribers, one SQS message each, and runs a subscriber.

A crash at any call repeats deliveries and loses none: an event leaves the outbox after SQS has all its deliveries, a
delivery leaves SQS after its subscriber has returned.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import msgspec
from msgspec import Struct

from chalicelib.kernel.parallel import run_all
from chalicelib.processes.event_jobs import DeliveryJob, RelayJob

if TYPE_CHECKING:
    from chalicelib.service_ports import WithEventJobs, WithMessaging, WithOutbox

    class Needs(WithEventJobs, WithMessaging, WithOutbox, Protocol): ...


SubscribedT = TypeVar("SubscribedT", bound="Needs", contravariant=True)
"""The services that subscribers run with: what all of them need, and the relay."""


class Subscriptions(Protocol[SubscribedT]):
    """Which subscribers follow which event: `wiring.subscriptions`."""

    def event_from_builtins(self, event: dict[str, Any]) -> Struct:
        """The typed event of a delivery. Raises msgspec.ValidationError."""

    def subscribers_of(self, tag: str) -> tuple[str, ...]:
        """The names of the subscribers of the events with this tag. Raises LookupError."""

    def subscriber_named(self, name: str) -> Callable[[SubscribedT, Any], None]:
        """The subscriber with this name. Raises LookupError."""


def run_event_job(
    services: SubscribedT, subscriptions: Subscriptions[SubscribedT], job: RelayJob | DeliveryJob
) -> None:
    """Runs a job. It may be delivered twice, and in any order. Raises what the subscriber raises."""
    match job:
        case RelayJob(subject):
            _relay(services, subscriptions, subject)
        case DeliveryJob(subscriber, event):
            subscriptions.subscriber_named(subscriber)(services, subscriptions.event_from_builtins(event))


def _relay(services: SubscribedT, subscriptions: Subscriptions[SubscribedT], subject: str) -> None:
    """Relays a subject's events in order, also after one that can't be."""
    outbox = services.outbox()
    run_all(
        [
            partial(_relay_event, services, subscriptions, entry.body, partial(outbox.remove, entry))
            for entry in outbox.entries(subject)
        ]
    )


def _relay_event(
    services: SubscribedT, subscriptions: Subscriptions[SubscribedT], body: str, remove: Callable[[], None]
) -> None:
    """Sends an event to its subscribers, who read it: one that can't be read fails in their deliveries."""
    event: dict[str, Any] = msgspec.json.decode(body)
    names = subscriptions.subscribers_of(event["event"])
    services.messaging.run_parallel([partial(services.event_jobs().deliver, name, event) for name in names])
    remove()


def relay_left_events(services: Needs) -> None:
    """Requests the relay of events that a crash left in the outbox."""
    relay, subjects = services.event_jobs().relay, services.outbox().subjects()
    services.messaging.run_parallel([partial(relay, subject) for subject in subjects])
