"""The relay: sends published events to their subscribers, one SQS message each, and runs a subscriber.

A crash at any call repeats deliveries and loses none: an event leaves the outbox after SQS has all its deliveries, a
delivery leaves SQS after its subscriber has returned.
"""

from functools import partial
from typing import Any

import msgspec

from chalicelib.kernel.parallel import run_all
from chalicelib.processes.event_jobs import DeliveryJob, RelayJob
from chalicelib.processes.subscriptions import decode_event, event_from_builtins, subscriber_named, subscribers_of
from chalicelib.services import Services


def run_event_job(services: Services, job: RelayJob | DeliveryJob) -> None:
    """Runs a job. It may be delivered twice, and in any order. Raises what the subscriber raises."""
    match job:
        case RelayJob(subject):
            _relay(services, subject)
        case DeliveryJob(subscriber, event):
            subscriber_named(subscriber)(services, event_from_builtins(event))


def _relay(services: Services, subject: str) -> None:
    outbox, jobs = services.outbox(), services.event_jobs()
    for entry in outbox.entries(subject):
        event = decode_event(entry.body)
        body: dict[str, Any] = msgspec.to_builtins(event)
        services.messaging.run_parallel([partial(jobs.deliver, name, body) for name in subscribers_of(event)])
        outbox.remove(entry)


def relay_left_events(services: Services) -> None:
    """Requests the relay of events that a crash left in the outbox."""
    run_all([partial(services.event_jobs().relay, subject) for subject in services.outbox().subjects()])
