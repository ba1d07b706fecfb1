"""Push across contexts: registration of the actor's devices, and what was delivered to the customer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from chalicelib.content.views import Receipts
from chalicelib.kernel.actors import Actor

if TYPE_CHECKING:  # not loaded for a message
    from chalicelib.notifications.model import Notification, Platform
    from chalicelib.service_ports import WithMessaging, WithNotifications

    class Needs(WithMessaging, WithNotifications, Protocol): ...


def enable_push(services: Needs, actor: Actor, device: str, platform: Platform, token: str) -> None:
    """Registers the actor's device for push. Raises PushNotConfigured, PushTokenInvalid, Conflict."""
    from chalicelib.notifications import service

    service.register_push_device(services.notifications(), actor.id, device, platform, token, actor.locale)


def disable_push(services: Needs, actor: Actor, device: str) -> None:
    """Removes the actor's device from push."""
    from chalicelib.notifications import service

    service.unregister_push_device(services.notifications(), actor.id, device)


def push_to_customer(services: Needs, notification: Notification) -> None:
    """Pushes a notification to a customer who hasn't received the message. Idempotent. Raises PushFailed."""
    from chalicelib.notifications import service

    service.push_notification(
        services.notifications(), notification, lambda: _delivered_seq(services, notification.conversation)
    )


def _delivered_seq(services: Needs, conversation_id: str) -> int:
    """The newest message on one of the customer's devices: that device shows it by itself."""
    conversation = services.messaging.store.get(conversation_id)
    return conversation.receipts.get("customer", Receipts()).delivered if conversation is not None else 0
