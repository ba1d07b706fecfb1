"""Push notifications: their table, SNS and their queue."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from chalicelib.settings import settings
from chalicelib.wiring import infrastructure

if TYPE_CHECKING:
    from chalicelib.notifications.jobs import NotificationQueue
    from chalicelib.notifications.ports import PushGateway, PushPorts


@cache
def notifications() -> PushPorts:
    """Push: its table, SNS, and the insurer's rules."""
    from chalicelib.aws.clients import client
    from chalicelib.aws.push_endpoints import SnsPushEndpoints
    from chalicelib.notifications.gateways import PushGateways
    from chalicelib.notifications.ports import PushPorts
    from chalicelib.notifications.rules import push_rules
    from chalicelib.notifications.store import DynamoPushStore
    from chalicelib.wiring.events import event_jobs, outbox

    return PushPorts(
        store=DynamoPushStore(infrastructure.dynamodb(), settings().table("notifications"), outbox()),
        gateway=PushGateways(SnsPushEndpoints(client("sns")), _web_push()),
        applications={
            "fcm": settings().fcm_application,
            "apns": settings().apns_application,
            "web": settings().vapid_subject,
        },
        rules=push_rules(),
        clock=infrastructure.clock,
        on_published=event_jobs().relay,
    )


def _web_push() -> PushGateway | None:
    if not settings().vapid_key:
        return None
    from chalicelib.aws.web_push import WebPush, https_post, private_key
    from chalicelib.notifications.rules import push_rules

    return WebPush(private_key(settings().vapid_key), settings().vapid_subject, push_rules().web_push_hosts, https_post)


@cache
def notification_queue() -> NotificationQueue:
    """The queue of push notifications."""
    from chalicelib.notifications.jobs import NotificationQueue

    return NotificationQueue(infrastructure.queue("notifications").send)
