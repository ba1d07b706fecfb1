"""Events that notifications publish: what became of a push to a device. They hold nothing of the message."""

from msgspec import Struct


class PushEvent(Struct, frozen=True, tag_field="event"):
    """The end of a push of the message `number` of a conversation to a device of its customer."""

    conversation: str
    number: int
    customer: str
    device: str
    category: str


class NotificationDelivered(PushEvent, frozen=True, tag="notification.delivered"):
    """The push service took it."""


class NotificationFailed(PushEvent, frozen=True, tag="notification.failed"):
    """The app is no longer on the device, whose registration was removed; `endpoint` was that of the token with this
    `digest`."""

    endpoint: str
    digest: str


def push_subject(conversation: str, device: str) -> str:
    """The subject of the pushes of a conversation to a device in the outbox."""
    return f"push#{conversation}#{device}"
