"""Jobs of the relay, and the ports of outbox and queue."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Protocol

import msgspec
from msgspec import Struct

if TYPE_CHECKING:  # not loaded to send jobs
    from chalicelib.aws.outbox import OutboxEntry


class RelayJob(Struct, frozen=True, tag_field="job", tag="relay"):
    """Send the events of a subject to their subscribers."""

    subject: str


class DeliveryJob(Struct, frozen=True, tag_field="job", tag="deliver"):
    """Have a subscriber follow an event. `event` is its JSON form."""

    subscriber: str
    event: dict[str, Any]


decode_event_job = msgspec.json.Decoder(RelayJob | DeliveryJob).decode


class EventOutbox(Protocol):
    """Events that were published and not sent to their subscribers yet."""

    def entries(self, subject: str) -> tuple[OutboxEntry, ...]:
        """The events of a subject, in order."""

    def remove(self, entry: OutboxEntry) -> None:
        """Removes an event. Idempotent."""

    def subjects(self) -> tuple[str, ...]:
        """The subjects that have events in the outbox."""


class EventJobs(Protocol):
    """The queue of the relay. A job may run twice, and in any order."""

    def relay(self, subject: str) -> None:
        """Sends the events of a subject to their subscribers."""

    def deliver(self, subscriber: str, event: Mapping[str, Any]) -> None:
        """Has a subscriber follow an event."""


class EventQueue:
    """`EventJobs` on SQS."""

    def __init__(self, send: Callable[[Mapping[str, Any], int], None]) -> None:
        self._send = send

    def relay(self, subject: str) -> None:
        self._send(msgspec.to_builtins(RelayJob(subject)), 0)

    def deliver(self, subscriber: str, event: Mapping[str, Any]) -> None:
        self._send(msgspec.to_builtins(DeliveryJob(subscriber, dict(event))), 0)
