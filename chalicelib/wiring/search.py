"""The search over conversations: its table and the insurer's rules."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from chalicelib.settings import settings
from chalicelib.wiring import infrastructure

if TYPE_CHECKING:
    from chalicelib.search.ports import SearchPorts


@cache
def search() -> SearchPorts:
    """The index of conversations."""
    from chalicelib.kernel.ids import time_sorted_ids
    from chalicelib.search.ports import SearchPorts
    from chalicelib.search.rules import search_rules
    from chalicelib.search.store import DynamoSearchStore
    from chalicelib.wiring.events import event_jobs, outbox

    return SearchPorts(
        store=DynamoSearchStore(infrastructure.dynamodb(), settings().table("search"), outbox()),
        run_parallel=infrastructure.run_parallel(),
        clock=infrastructure.clock,
        ids=time_sorted_ids(infrastructure.clock),
        rules=search_rules(),
        on_published=event_jobs().relay,
    )
