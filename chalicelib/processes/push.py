"""Push between the contexts: whose telephone it is, and what has reached him by now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chalicelib.content.views import Receipts
from chalicelib.kernel.actors import Actor
from chalicelib.processes.services import Services

if TYPE_CHECKING:  # a message loads none of it
    from chalicelib.notifications.model import News, Platform


def switch_on(services: Services, actor: Actor, device: str, platform: Platform, token: str) -> None:
    """Pushes go to this device of the actor's. Raises PushNotSetUp, PushTokenRefused, Conflict."""
    from chalicelib.notifications import service

    service.switch_on(services.notifications(), actor.id, device, platform, token, actor.locale)


def switch_off(services: Services, actor: Actor, device: str) -> None:
    """Pushes don't go to this device of the actor's any more."""
    from chalicelib.notifications import service

    service.switch_off(services.notifications(), actor.id, device)


def notify(services: Services, news: News) -> None:
    """Pushes news to who hasn't heard them yet. May come twice. Raises NotPushed."""
    from chalicelib.notifications import service

    service.notify(services.notifications(), news, lambda: _heard(services, news.conversation))


def _heard(services: Services, conversation_id: str) -> int:
    """The newest message on one of the customer's devices: that device shows it by itself."""
    conversation = services.messaging.store.get(conversation_id)
    return conversation.receipts.get("customer", Receipts()).delivered if conversation is not None else 0
