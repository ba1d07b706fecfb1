"""Changes of contracts: their table, the insurer's rules, the core system's queue."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from chalicelib.settings import settings
from chalicelib.wiring import infrastructure

if TYPE_CHECKING:
    from chalicelib.amendments.ports import AmendmentPorts


@cache
def amendments() -> AmendmentPorts:
    """Changes of contracts."""
    from chalicelib.amendments.core_orders import OrderQueue
    from chalicelib.amendments.ports import AmendmentPorts
    from chalicelib.amendments.rules import amendment_rules
    from chalicelib.amendments.store import DynamoAmendmentStore
    from chalicelib.wiring.events import event_jobs, outbox

    return AmendmentPorts(
        store=DynamoAmendmentStore(infrastructure.dynamodb(), settings().table("amendments"), outbox()),
        orders=OrderQueue(infrastructure.queue("core-events").send),
        rules=amendment_rules(),
        clock=infrastructure.clock,
        on_published=event_jobs().relay,
    )
