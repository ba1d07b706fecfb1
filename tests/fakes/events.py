"""The outbox and the queue of its relay in memory."""

from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec import Struct

from chalicelib.aws.outbox import OutboxEntry
from chalicelib.processes.event_jobs import DeliveryJob, RelayJob
from chalicelib.wiring.subscriptions import event_from_builtins


def event_of(entry: OutboxEntry) -> Struct:
    """The typed event of an entry, as its subscribers get it."""
    event: Struct = event_from_builtins(msgspec.json.decode(entry.body))
    return event


class FakeOutbox:
    """`EventOutbox` in a dictionary."""

    def __init__(self) -> None:
        self.waiting: dict[tuple[str, int], OutboxEntry] = {}
        self.history: list[OutboxEntry] = []

    def add(self, subject: str, number: int, event: Struct) -> None:
        """What a store does in its transaction."""
        entry = self.waiting[subject, number] = OutboxEntry(subject, number, msgspec.json.encode(event).decode())
        self.history.append(entry)

    publish = add

    def entries(self, subject: str) -> tuple[OutboxEntry, ...]:
        return tuple(entry for key, entry in sorted(self.waiting.items()) if key[0] == subject)

    def remove(self, entry: OutboxEntry) -> None:
        self.waiting.pop((entry.subject, entry.number), None)

    def subjects(self) -> tuple[str, ...]:
        return tuple(sorted({subject for subject, _ in self.waiting}))


class FakeEventJobs:
    """`EventJobs` into a list."""

    def __init__(self) -> None:
        self.sent: list[RelayJob | DeliveryJob] = []

    def relay(self, subject: str) -> None:
        self.sent.append(RelayJob(subject))

    def deliver(self, subscriber: str, event: Mapping[str, Any]) -> None:
        self.sent.append(DeliveryJob(subscriber, dict(event)))
