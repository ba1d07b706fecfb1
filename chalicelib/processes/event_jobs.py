"""Jobs of the relay, and their queue."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec
from msgspec import Struct


class RelayJob(Struct, frozen=True, tag_field="job", tag="relay"):
    """Send the events of a subject to their subscribers."""

    subject: str


class DeliveryJob(Struct, frozen=True, tag_field="job", tag="deliver"):
    """Have a subscriber follow an event. `event` is its JSON form."""

    subscriber: str
    event: dict[str, Any]


decode_event_job = msgspec.json.Decoder(RelayJob | DeliveryJob).decode


class EventQueue:
    """`services.EventJobs` on SQS."""

    def __init__(self, send: Callable[[Mapping[str, Any], int], None]) -> None:
        self._send = send

    def relay(self, subject: str) -> None:
        self._send(msgspec.to_builtins(RelayJob(subject)), 0)

    def deliver(self, subscriber: str, event: Mapping[str, Any]) -> None:
        self._send(msgspec.to_builtins(DeliveryJob(subscriber, dict(event))), 0)
