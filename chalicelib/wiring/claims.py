"""Claims: their table, the insurer's rules, and the queue for the core system."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from chalicelib.settings import settings
from chalicelib.wiring import infrastructure
from chalicelib.wiring.events import outbox

if TYPE_CHECKING:
    from chalicelib.claims.core_outbound import OutboundQueue
    from chalicelib.claims.ports import ClaimPorts


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
