"""Calls due: their table and the insurer's rules."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from chalicelib.settings import settings
from chalicelib.wiring import infrastructure

if TYPE_CHECKING:
    from chalicelib.calls.ports import CallPorts


@cache
def calls() -> CallPorts:
    """Calls due."""
    from chalicelib.calls.ports import CallPorts
    from chalicelib.calls.rules import call_rules
    from chalicelib.calls.store import DynamoCallStore
    from chalicelib.wiring.events import event_jobs, outbox

    return CallPorts(
        store=DynamoCallStore(infrastructure.dynamodb(), settings().table("calls"), outbox()),
        rules=call_rules(),
        clock=infrastructure.clock,
        on_published=event_jobs().relay,
    )
