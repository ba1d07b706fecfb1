"""Push across contexts: registration of the actor's devices, and what was delivered to the customer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chalicelib.content.views import Receipts
from chalicelib.kernel.actors import Actor
from chalicelib.services import Services

if TYPE_CHECKING:  # not loaded for a message
    from chalicelib.notifications.model import Notification, Platform


def enable_push(services: Services, actor: Actor, device: str, platform: Platform, token: str) -> None:
    """Registers the actor's device for push. Raises PushNotConfigured, PushTokenInvalid, Conflict."""
    from chalicelib.notifications import service

    service.register_push_device(services.notifications(), actor.id, device, platform, token, actor.locale)


def disable_push(services: Services, actor: Actor, device: str) -> None:
    """Removes the actor's device from push."""
    from chalicelib.notifications import service

    service.unregister_push_device(services.notifications(), actor.id, device)


def push_to_customer(services: Services, notification: Notification) -> None:
    """Pushes a notification to a customer who hasn't received the message. Idempotent. Raises PushFailed."""
    from chalicelib.notifications import service

    service.push_notification(
        services.notifications(), notification, lambda: _delivered_seq(services, notification.conversation)
    )


def _delivered_seq(services: Services, conversation_id: str) -> int:
    """The newest message on one of the customer's devices: that device shows it by itself."""
    conversation = services.messaging.store.get(conversation_id)
    return conversation.receipts.get("customer", Receipts()).delivered if conversation is not None else 0
