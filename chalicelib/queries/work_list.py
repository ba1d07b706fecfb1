"""Work lists of departments."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from chalicelib.access.decisions import require_allowed
from chalicelib.claims.roadside_help import work_priority
from chalicelib.claims.views import work_item_view
from chalicelib.content.claim_views import WorkItemView
from chalicelib.content.configuration import Texts, queues, texts
from chalicelib.content.views import Named
from chalicelib.kernel.actors import Actor
from chalicelib.kernel.parallel import PendingCall
from chalicelib.queries.relations import relation_to_department

if TYPE_CHECKING:
    from chalicelib.routing.model import QueueEntry
    from chalicelib.service_ports import WithClaims, WithMessaging, WithRouting

    class Needs(WithClaims, WithMessaging, WithRouting, Protocol): ...


MAX_WORK_ITEMS = 500

MAX_EMERGENCIES_PER_QUEUE = 50


def work_list(services: Needs, actor: Actor, department: str | None) -> tuple[WorkItemView, ...]:
    """Open work of a department, or of all departments of the actor. Order: emergencies, then customers who wait for
    help by waiting time, then exposures by due date. Raises NotAllowed."""
    if department is not None:
        require_allowed("work_list:department", relation_to_department(actor, department))
    store = services.claims().store
    names = (department,) if department else actor.departments
    listed = [PendingCall(partial(store.open_work, name)) for name in names]
    routing = services.routing()
    waiting = [
        PendingCall(partial(routing.list_waiting, queue, MAX_EMERGENCIES_PER_QUEUE))
        for queue in (queues() if actor.departments else ())
    ]
    services.messaging.run_parallel([*listed, *waiting])
    items = [item for call in listed for item in call.result]
    words, now = texts(actor.locale), services.claims().clock()
    rows = [work_item_view(item, words, now) for item in items]
    emergencies = _emergency_rows([entry for call in waiting for entry in call.result if entry.emergency], words)
    return tuple(sorted([*emergencies, *rows], key=work_priority)[:MAX_WORK_ITEMS])


def _emergency_rows(entries: list[QueueEntry], words: Texts) -> list[WorkItemView]:
    """Customers in an emergency who wait in any queue: they are on every work list until an agent takes them."""
    label, labels = words.render("claims", "waiting_in_queue"), queues(words.locale)
    return [
        WorkItemView(
            claim="",
            coverage="",
            label=labels[entry.queue].label,
            department="",
            stage="waiting",
            stage_label=label,
            customer=Named(entry.customer, entry.name),
            since=entry.since,
            emergency=True,
            waiting_since=entry.since,
            conversation=entry.conversation,
        )
        for entry in entries
    ]
