"""Notifications in memory: the table, and devices that show what was pushed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count

from chalicelib.content.messages import Message
from chalicelib.conversations.model import Conversation
from chalicelib.notifications.events import PushEvent, push_subject
from chalicelib.notifications.model import Notification, PushDevice, PushWatermark, notification_of
from chalicelib.notifications.ports import PushOutcome
from tests.fakes.events import FakeOutbox


class FakeNotifications:
    """`notifications.ports.PushStore` in dictionaries."""

    def __init__(self, outbox: FakeOutbox | None = None) -> None:
        self._outbox = outbox or FakeOutbox()
        self.registered: dict[tuple[str, str], PushDevice] = {}
        self.watermarks: dict[tuple[str, str], tuple[PushWatermark, set[str]]] = {}

    def register(self, device: PushDevice) -> tuple[str, ...]:
        here = (device.person, device.device)
        before = self.registered.get(here)
        self.registered = {key: held for key, held in self.registered.items() if held.digest != device.digest}
        self.registered[here] = device
        return (before.endpoint,) if before and before.endpoint != device.endpoint else ()

    def device(self, person: str, device: str) -> PushDevice | None:
        return self.registered.get((person, device))

    def devices(self, person: str) -> tuple[PushDevice, ...]:
        own = (device for device in self.registered.values() if device.person == person)
        return tuple(sorted(own, key=lambda device: (device.at, device.device)))

    def is_registered(self, digest: str) -> bool:
        return any(held.digest == digest for held in self.registered.values())

    def publish(self, event: PushEvent) -> None:
        self._outbox.add(push_subject(event.conversation, event.device), event.number, event)

    def remove(self, device: PushDevice, event: PushEvent | None = None) -> bool:
        held = self.registered.get((device.person, device.device))
        if held is None or held.digest != device.digest:
            return False
        del self.registered[device.person, device.device]
        if event is not None:
            self.publish(event)
        return True

    def watermark(self, conversation: str, category: str) -> PushWatermark | None:
        found = self.watermarks.get((conversation, category))
        return found[0] if found else None

    def raise_watermark(self, conversation: str, category: str, watermark: PushWatermark, after: int) -> bool:
        last = self.watermark(conversation, category)
        if (last.seq if last else 0) != after:
            return False
        self.watermarks[conversation, category] = (watermark, set())
        return True

    def claim_push(self, conversation: str, category: str, seq: int, device: str) -> bool:
        watermark, claimed = self.watermarks.get((conversation, category), (PushWatermark(0, 0), set()))
        if watermark.seq != seq or device in claimed:
            return False
        claimed.add(device)
        return True

    def release_push(self, conversation: str, category: str, seq: int, device: str) -> None:
        watermark, claimed = self.watermarks.get((conversation, category), (PushWatermark(0, 0), set()))
        if watermark.seq == seq:
            claimed.discard(device)


@dataclass
class FakePushGateway:
    """Devices behind endpoints; `outcomes` are the results of pushes by endpoint, `invalid` the refused tokens."""

    endpoints: dict[str, str] = field(default_factory=dict)
    shown: list[tuple[str, Mapping[str, object], str]] = field(default_factory=list)
    outcomes: dict[str, PushOutcome] = field(default_factory=dict)
    invalid: set[str] = field(default_factory=set)
    _numbers: "count[int]" = field(default_factory=lambda: count(1))

    def create_endpoint(self, application: str, token: str) -> str:
        if token in self.invalid:
            return ""
        return self.endpoints.setdefault(token, f"{application}/{next(self._numbers)}")

    def delete_endpoint(self, endpoint: str) -> None:
        self.endpoints = {token: kept for token, kept in self.endpoints.items() if kept != endpoint}

    def publish(self, endpoint: str, payload: Mapping[str, object], collapse: str) -> PushOutcome:
        if endpoint not in self.endpoints.values():
            return "gone"
        outcome = self.outcomes.get(endpoint, "sent")
        if outcome == "sent":
            self.shown.append((endpoint, payload, collapse))
        return outcome


@dataclass
class FakeNotificationQueue:
    """Notifications that were queued."""

    queued: list[Notification] = field(default_factory=list)

    def __call__(self, conversation: Conversation, message: Message) -> None:
        self.queued.append(notification_of(conversation.id, conversation.customer.id, message))
