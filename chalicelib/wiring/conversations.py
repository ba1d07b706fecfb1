"""Conversations: their table, WebSocket deliveries, and notifications for customers without a device."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from chalicelib.settings import settings
from chalicelib.wiring import infrastructure

if TYPE_CHECKING:
    from chalicelib.content.messages import Message
    from chalicelib.conversations.model import Conversation
    from chalicelib.conversations.ports import ConversationPorts


@cache
def conversations() -> ConversationPorts:
    """Conversations: table, WebSocket deliveries, and notifications for customers without a device."""
    from chalicelib.aws.delivery import WebSocketDelivery
    from chalicelib.conversations.ports import ConversationPorts
    from chalicelib.conversations.store import DynamoConversationStore
    from chalicelib.kernel.ids import time_sorted_ids

    together = infrastructure.run_parallel()
    return ConversationPorts(
        store=DynamoConversationStore(infrastructure.table("conversations", together), settings().table("outbox")),
        courier=WebSocketDelivery(infrastructure.sockets, together),
        run_parallel=together,
        clock=infrastructure.clock,
        ids=time_sorted_ids(infrastructure.clock),
        on_unreached=_away,
        on_published=_relay_changes,
    )


def _away(conversation: Conversation, message: Message) -> None:
    """Queues a push notification. Its modules are loaded only for a message that no device of the customer received."""
    from chalicelib.wiring.notifications import notification_queue

    notification_queue().enqueue(conversation.id, conversation.customer.id, message)


def _relay_changes(conversation: str) -> None:
    """Requests the relay of a conversation's events."""
    from chalicelib.conversations.events import conversation_subject
    from chalicelib.wiring.events import event_jobs

    event_jobs().relay(conversation_subject(conversation))
