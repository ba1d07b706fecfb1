"""The composition root: the one place that knows which adapter stands behind which port.

Every factory is cached and imports what it makes when it is first called, so that a Lambda loads only what its event
needs: a ticket never loads pynamodb, a message never loads cryptography.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from chalicelib.kernel.clock import system_clock
from chalicelib.settings import settings

if TYPE_CHECKING:
    from chalicelib.aws.queue import SqsQueue
    from chalicelib.aws.sms import SnsSms
    from chalicelib.aws.sockets import Sockets
    from chalicelib.aws.table import Table
    from chalicelib.claims.core_outbound import OutboundQueue
    from chalicelib.claims.jobs import ClaimQueueJobs as ClaimQueues
    from chalicelib.claims.ports import Ports as ClaimPorts
    from chalicelib.content.messages import Message
    from chalicelib.contracts.ports import Store as ContractStore
    from chalicelib.conversations.model import Conversation
    from chalicelib.conversations.ports import Ports as ConversationPorts
    from chalicelib.dialogue.ports import BotStateStore as BotStore
    from chalicelib.dialogue.ports import DraftStore
    from chalicelib.files.ports import Ports as UploadPorts
    from chalicelib.identity.tickets import TicketStore
    from chalicelib.identity.tokens import TokenVerifier
    from chalicelib.notifications.jobs import NotificationQueue
    from chalicelib.notifications.ports import Ports as NotificationPorts
    from chalicelib.presence.ports import Store as PresenceStore
    from chalicelib.processes.services import Services
    from chalicelib.routing.jobs import SqsRoutingJobs
    from chalicelib.routing.ports import Store as RoutingStore

clock = system_clock

TYPING_EVERY_MS = 2_000
"""A person's typing is passed on at most so often; pages forget it after 6 s."""


@cache
def dynamodb() -> Any:
    """The process's DynamoDB client."""
    from chalicelib.aws.clients import client

    return client("dynamodb")


_sockets_endpoints: list[str] = []


def set_sockets_endpoint(domain: str, stage: str) -> None:
    """Remembers where this deployment's WebSocket API is, from an event of it.

    Its own handlers can't be told by a setting: the API refers to them, they can't refer to the API.
    """
    if not _sockets_endpoints:
        _sockets_endpoints.append(f"https://{domain}/{stage}")


@cache
def sockets() -> Sockets:
    """`@connections` of this deployment."""
    from chalicelib.aws.hot_path import connections_client
    from chalicelib.aws.sockets import Sockets

    return Sockets(connections_client(settings().sockets_endpoint or _sockets_endpoints[0]))


@cache
def conversations() -> ConversationPorts:
    """Everything for talking."""
    from chalicelib.aws.delivery import WebSocketDelivery
    from chalicelib.conversations.ports import Ports
    from chalicelib.conversations.store import DynamoStore
    from chalicelib.kernel.ids import time_sorted_ids
    from chalicelib.kernel.parallel import parallel_runner, thread_pool

    together = parallel_runner(thread_pool())
    return Ports(
        store=DynamoStore(_table("conversations")),
        courier=WebSocketDelivery(sockets, together),
        run_parallel=together,
        clock=clock,
        ids=time_sorted_ids(clock),
        on_unreached=_away,
    )


def _away(conversation: Conversation, message: Message) -> None:
    """Nothing of this is loaded while customers are there."""
    notification_queue().enqueue(conversation.id, conversation.customer.id, message)


@cache
def notification_queue() -> NotificationQueue:
    """The queue of push notifications."""
    from chalicelib.notifications.jobs import NotificationQueue

    return NotificationQueue(_queue("notifications").send)


@cache
def notifications() -> NotificationPorts:
    """Push: its table, SNS, and the insurer's rules."""
    from chalicelib.aws.clients import client
    from chalicelib.aws.push_endpoints import SnsPushEndpoints
    from chalicelib.notifications.ports import Ports
    from chalicelib.notifications.rules import push_rules
    from chalicelib.notifications.store import DynamoStore

    return Ports(
        store=DynamoStore(dynamodb(), settings().table("notifications")),
        gateway=SnsPushEndpoints(client("sns")),
        applications={"fcm": settings().fcm_application, "apns": settings().apns_application},
        rules=push_rules(),
        clock=clock,
    )


@cache
def presence() -> PresenceStore:
    """Connections by person."""
    from chalicelib.presence.store import DynamoStore

    return DynamoStore(_table("presence"))


@cache
def routing() -> RoutingStore:
    """Lines and desks."""
    from chalicelib.routing.store import DynamoStore

    return DynamoStore(dynamodb(), settings().table("routing"))


@cache
def dialogue_store() -> BotStore:
    """What the bot remembers."""
    from chalicelib.dialogue.store import DynamoBotStateStore

    return DynamoBotStateStore(_table("bot"))


@cache
def draft_store() -> DraftStore:
    """Customers' accident forms that are not registered yet."""
    from chalicelib.dialogue.store import DynamoDraftStore

    return DynamoDraftStore(_table("bot"))


@cache
def contracts() -> ContractStore:
    """What the core system has told."""
    from chalicelib.contracts.store import DynamoStore

    return DynamoStore(_table("contracts"))


@cache
def tickets() -> TicketStore:
    """Where tickets wait."""
    from chalicelib.aws.hot_path import dynamodb_client
    from chalicelib.identity.store import DynamoTicketStore

    return DynamoTicketStore(dynamodb_client(), settings().table("identity"))


@cache
def verifier() -> TokenVerifier:
    """Checks the insurer's tokens."""
    from pathlib import Path

    from chalicelib.identity.tokens import JwksFile, JwksUrl, TokenVerifier

    where = settings().jwks
    keys = JwksUrl(where) if where.startswith("https://") else JwksFile(Path(where))
    return TokenVerifier(keys, settings().issuer, settings().audience)


@cache
def routing_jobs() -> SqsRoutingJobs:
    """Work for later."""
    from chalicelib.routing.jobs import SqsRoutingJobs

    return SqsRoutingJobs(_queue("agent-work").send)


@cache
def on_call() -> SnsSms:
    """Text messages to who is on call."""
    from chalicelib.aws.clients import client
    from chalicelib.aws.sms import SnsSms

    return SnsSms(client("sns"))


@cache
def claims() -> ClaimPorts:
    """Claims, and the insurer's rules for them."""
    from chalicelib.claims.ports import Ports
    from chalicelib.claims.rules import claim_rules
    from chalicelib.claims.store import DynamoStore
    from chalicelib.kernel.ids import random_digits

    store = DynamoStore(dynamodb(), settings().table("claims"))
    return Ports(store, claim_rules(), clock, random_digits)


@cache
def claim_jobs() -> ClaimQueues:
    """What is to be told of claims, and the departments' work."""
    from chalicelib.claims.jobs import ClaimQueueJobs

    return ClaimQueueJobs(_queue("claim-work").send, _queue("departments").send)


@cache
def core_system() -> OutboundQueue:
    """The insurer's core system."""
    from chalicelib.claims.core_outbound import OutboundQueue

    return OutboundQueue(_queue("core-events").send)


@cache
def files() -> UploadPorts:
    """Files: their table, their bucket, and the insurer's rules."""
    from chalicelib.aws.blobs import Bucket
    from chalicelib.aws.clients import client
    from chalicelib.files.jobs import CheckQueue
    from chalicelib.files.ports import Ports
    from chalicelib.files.rules import file_rules
    from chalicelib.files.store import DynamoStore
    from chalicelib.kernel.ids import time_sorted_ids

    return Ports(
        store=DynamoStore(dynamodb(), settings().table("uploads")),
        objects=Bucket(client("s3"), settings().bucket("uploads")),
        rules=file_rules(),
        clock=clock,
        ids=time_sorted_ids(clock),
        place_name_near=_place_near,
        request_check=CheckQueue(_queue("uploads").send),
        scanner=settings().scanner,
    )


def _place_near(latitude: float, longitude: float) -> str:
    from chalicelib.nlu.gazetteer import nearest_landmark

    return nearest_landmark(latitude, longitude)


def _table(context: str) -> Table:
    from chalicelib.aws.hot_path import dynamodb_client
    from chalicelib.aws.table import Table

    return Table(dynamodb_client(), settings().table(context))


def _queue(name: str) -> SqsQueue:
    from chalicelib.aws.hot_path import sqs_client
    from chalicelib.aws.queue import SqsQueue

    return SqsQueue(sqs_client(), settings().queue(name))


@cache
def services() -> Services:
    """All contexts together, for what happens between them."""
    from chalicelib.kernel.throttle import Throttle
    from chalicelib.processes.services import Services

    return Services(
        messaging=conversations(),
        presence=presence,
        routing=routing,
        dialogue_store=dialogue_store,
        draft_store=draft_store,
        contracts=contracts,
        routing_jobs=routing_jobs,
        on_call=on_call,
        claims=claims,
        claim_jobs=claim_jobs,
        core_system=core_system,
        files=files,
        notifications=notifications,
        understand=_understand,
        typing_throttle=Throttle(TYPING_EVERY_MS, clock),
    )


def _understand(text: str, now: Any) -> Any:
    """The bot's understanding, loaded with the first sentence."""
    from chalicelib.nlu import understand

    return understand(text, now)
