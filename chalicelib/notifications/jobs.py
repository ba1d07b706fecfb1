"""The queue of push notifications."""

from collections.abc import Callable, Mapping

import msgspec

from chalicelib.content.messages import Message
from chalicelib.notifications.model import Notification, notification_of

PUSH_DELAY_S = 3
"""Delay of a push in seconds: a device that changes its network reconnects within that time and needs none."""

decode_notification = msgspec.json.Decoder(Notification).decode
"""Decodes the body of an SQS message. Raises msgspec.MsgspecError."""


class NotificationQueue:
    """Sends notifications of undelivered messages to SQS."""

    def __init__(self, send: Callable[[Mapping[str, object], int], None]) -> None:
        self._send = send

    def enqueue(self, conversation: str, customer: str, message: Message) -> None:
        """Queues the notification of a message for the customer of a conversation."""
        self._send(msgspec.to_builtins(notification_of(conversation, customer, message)), PUSH_DELAY_S)
