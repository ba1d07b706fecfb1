"""Push notifications: their table, SNS and their queue."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from chalicelib.settings import settings
from chalicelib.wiring import infrastructure

if TYPE_CHECKING:
    from chalicelib.notifications.jobs import NotificationQueue
    from chalicelib.notifications.ports import PushPorts


@cache
def notifications() -> PushPorts:
    """Push: its table, SNS, and the insurer's rules."""
    from chalicelib.aws.clients import client
    from chalicelib.aws.push_endpoints import SnsPushEndpoints
    from chalicelib.notifications.ports import PushPorts
    from chalicelib.notifications.rules import push_rules
    from chalicelib.notifications.store import DynamoPushStore
    from chalicelib.wiring.events import event_jobs, outbox

    return PushPorts(
        store=DynamoPushStore(infrastructure.dynamodb(), settings().table("notifications"), outbox()),
        gateway=SnsPushEndpoints(client("sns")),
        applications={"fcm": settings().fcm_application, "apns": settings().apns_application},
        rules=push_rules(),
        clock=infrastructure.clock,
        on_published=event_jobs().relay,
    )


@cache
def notification_queue() -> NotificationQueue:
    """The queue of push notifications."""
    from chalicelib.notifications.jobs import NotificationQueue

    return NotificationQueue(infrastructure.queue("notifications").send)
