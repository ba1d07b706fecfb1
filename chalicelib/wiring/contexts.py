"""The ports of each context with their adapters. Factories are cached and import what they create when first called."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from chalicelib.settings import settings
from chalicelib.wiring import infrastructure

if TYPE_CHECKING:
    from chalicelib.aws.outbox import DynamoOutbox
    from chalicelib.aws.sms import SnsSms
    from chalicelib.claims.core_outbound import OutboundQueue
    from chalicelib.claims.ports import ClaimPorts
    from chalicelib.content.messages import Message
    from chalicelib.contracts.ports import PolicyholderStore
    from chalicelib.conversations.model import Conversation
    from chalicelib.conversations.ports import ConversationPorts
    from chalicelib.dialogue.ports import BotStateStore, DraftStore
    from chalicelib.files.ports import FilePorts
    from chalicelib.notifications.jobs import NotificationQueue
    from chalicelib.notifications.ports import PushPorts
    from chalicelib.presence.ports import PresenceStore
    from chalicelib.processes.event_jobs import EventQueue
    from chalicelib.routing.jobs import SqsRoutingJobs
    from chalicelib.routing.ports import RoutingStore


@cache
def conversations() -> ConversationPorts:
    """Conversations: table, WebSocket deliveries, and notifications for customers without a device."""
    from chalicelib.aws.delivery import WebSocketDelivery
    from chalicelib.conversations.ports import ConversationPorts
    from chalicelib.conversations.store import DynamoConversationStore
    from chalicelib.kernel.ids import time_sorted_ids

    together = infrastructure.run_parallel()
    return ConversationPorts(
        store=DynamoConversationStore(infrastructure.table("conversations", together)),
        courier=WebSocketDelivery(infrastructure.sockets, together),
        run_parallel=together,
        clock=infrastructure.clock,
        ids=time_sorted_ids(infrastructure.clock),
        on_unreached=_away,
    )


def _away(conversation: Conversation, message: Message) -> None:
    """Queues a push notification. Its modules are loaded only for a message that no device of the customer received."""
    notification_queue().enqueue(conversation.id, conversation.customer.id, message)


@cache
def notification_queue() -> NotificationQueue:
    """The queue of push notifications."""
    from chalicelib.notifications.jobs import NotificationQueue

    return NotificationQueue(infrastructure.queue("notifications").send)


@cache
def notifications() -> PushPorts:
    """Push: its table, SNS, and the insurer's rules."""
    from chalicelib.aws.clients import client
    from chalicelib.aws.push_endpoints import SnsPushEndpoints
    from chalicelib.notifications.ports import PushPorts
    from chalicelib.notifications.rules import push_rules
    from chalicelib.notifications.store import DynamoPushStore

    return PushPorts(
        store=DynamoPushStore(infrastructure.dynamodb(), settings().table("notifications")),
        gateway=SnsPushEndpoints(client("sns")),
        applications={"fcm": settings().fcm_application, "apns": settings().apns_application},
        rules=push_rules(),
        clock=infrastructure.clock,
    )


@cache
def presence() -> PresenceStore:
    """Connections by person."""
    from chalicelib.presence.store import DynamoPresenceStore

    return DynamoPresenceStore(infrastructure.table("presence"))


@cache
def routing() -> RoutingStore:
    """Queues and agents."""
    from chalicelib.routing.store import DynamoRoutingStore

    return DynamoRoutingStore(infrastructure.dynamodb(), settings().table("routing"))


@cache
def dialogue_store() -> BotStateStore:
    """The bot's state of each conversation."""
    from chalicelib.dialogue.store import DynamoBotStateStore

    return DynamoBotStateStore(infrastructure.table("bot"), settings().table("outbox"))


@cache
def draft_store() -> DraftStore:
    """Customers' drafts: accident forms that are not registered yet."""
    from chalicelib.dialogue.store import DynamoDraftStore

    return DynamoDraftStore(infrastructure.table("bot"))


@cache
def contracts() -> PolicyholderStore:
    """Contracts, as the core system reported them."""
    from chalicelib.contracts.store import DynamoPolicyholderStore

    return DynamoPolicyholderStore(infrastructure.table("contracts"))


@cache
def routing_jobs() -> SqsRoutingJobs:
    """Deferred work of routing."""
    from chalicelib.routing.jobs import SqsRoutingJobs

    return SqsRoutingJobs(infrastructure.queue("agent-work").send)


@cache
def on_call() -> SnsSms:
    """Text messages to the persons on call."""
    from chalicelib.aws.clients import client
    from chalicelib.aws.sms import SnsSms

    return SnsSms(client("sns"))


@cache
def outbox() -> DynamoOutbox:
    """Published events that their subscribers haven't been sent yet."""
    from chalicelib.aws.outbox import DynamoOutbox

    return DynamoOutbox(infrastructure.dynamodb(), settings().table("outbox"), infrastructure.run_parallel())


@cache
def event_jobs() -> EventQueue:
    """The queue of the events' relay."""
    from chalicelib.processes.event_jobs import EventQueue

    return EventQueue(infrastructure.queue("event-work").send)


@cache
def claims() -> ClaimPorts:
    """Claims, and the insurer's rules for them."""
    from chalicelib.claims.ports import ClaimPorts
    from chalicelib.claims.rules import claim_rules
    from chalicelib.claims.store import DynamoClaimStore
    from chalicelib.kernel.ids import random_digits

    table, run_parallel = settings().table("claims"), infrastructure.run_parallel()
    store = DynamoClaimStore(infrastructure.dynamodb(), table, outbox(), run_parallel)
    return ClaimPorts(store, claim_rules(), infrastructure.clock, random_digits)


@cache
def core_system() -> OutboundQueue:
    """The queue of events for the insurer's core system."""
    from chalicelib.claims.core_outbound import OutboundQueue

    return OutboundQueue(infrastructure.queue("core-events").send)


@cache
def files() -> FilePorts:
    """Files: their table, their bucket, and the insurer's rules."""
    from chalicelib.aws.blobs import Bucket
    from chalicelib.aws.clients import client
    from chalicelib.files.jobs import CheckQueue
    from chalicelib.files.ports import FilePorts
    from chalicelib.files.rules import file_rules
    from chalicelib.files.store import DynamoUploadStore
    from chalicelib.kernel.ids import time_sorted_ids

    return FilePorts(
        store=DynamoUploadStore(
            infrastructure.dynamodb(), settings().table("uploads"), outbox(), infrastructure.run_parallel()
        ),
        objects=Bucket(client("s3"), settings().bucket("uploads")),
        rules=file_rules(),
        clock=infrastructure.clock,
        ids=time_sorted_ids(infrastructure.clock),
        place_name_near=_place_near,
        request_check=CheckQueue(infrastructure.queue("uploads").send),
        scanner=settings().scanner,
    )


def _place_near(latitude: float, longitude: float) -> str:
    from chalicelib.nlu.gazetteer import nearest_landmark

    return nearest_landmark(latitude, longitude)
