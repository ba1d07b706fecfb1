"""What follows a move of a customer in an emergency: the work lists of all departments show them while they wait.

Events may come twice and in any order: the rows are written as the entry is now, under the number of its last move.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from msgspec.structs import replace

from chalicelib.claims.model import WorkItem
from chalicelib.content.views import Named
from chalicelib.routing.events import Move
from chalicelib.routing.model import QueueEntry

if TYPE_CHECKING:
    from chalicelib.service_ports import WithClaims, WithMessaging, WithRouting

    class Needs(WithClaims, WithMessaging, WithRouting, Protocol): ...


def update_emergencies_on_work_lists(services: Needs, published: Move) -> None:
    """Writes the row of a customer in an emergency on the work list of each department."""
    if not published.emergency:
        return
    entry, agent = services.routing().find_entry(published.conversation) or (None, "")
    row = _waiting_row(entry) if entry is not None else _no_row(published.conversation, published.number)
    row = replace(row, is_done=entry is None or bool(agent) or not entry.emergency)
    ports = services.claims()
    rows = [replace(row, department=department) for department in ports.rules.departments]
    services.messaging.run_parallel([partial(ports.store.save_work, each, ports.clock()) for each in rows])


def _waiting_row(entry: QueueEntry) -> WorkItem:
    return WorkItem(
        department="",
        claim="",
        coverage="",
        version=entry.number,
        stage="waiting",
        customer=Named(entry.customer, entry.name),
        since=entry.since,
        emergency=True,
        waiting_since=entry.since,
        conversation=entry.conversation,
        queue=entry.queue,
    )


def _no_row(conversation: str, number: int) -> WorkItem:
    """The mark that the conversation doesn't wait any more."""
    return WorkItem("", "", "", number, "waiting", Named("", ""), 0, conversation=conversation)
