"""What follows a push: its line in the log, and the end of an endpoint that nobody has."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING

from chalicelib.notifications.events import NotificationDelivered, NotificationFailed
from chalicelib.notifications.service import delete_unused_endpoint

if TYPE_CHECKING:
    from chalicelib.service_ports import WithNotifications


push_log = logging.getLogger("baro.push")
"""The log of pushes: a JSON object per line, ids only."""
push_log.setLevel(logging.INFO)


def record_push(_services: object, published: NotificationDelivered | NotificationFailed) -> None:
    """Logs the push."""
    outcome = "sent" if isinstance(published, NotificationDelivered) else "gone"
    record = {
        "push": published.category,
        "outcome": outcome,
        "customer": published.customer,
        "device": published.device,
        "conversation": published.conversation,
        "seq": published.number,
    }
    push_log.info(json.dumps(record))


def forget_endpoint(services: WithNotifications, published: NotificationFailed) -> None:
    """Deletes the endpoint of a device that was removed, unless its token was registered again."""
    delete_unused_endpoint(services.notifications(), published.endpoint, published.digest)
