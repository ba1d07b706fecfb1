"""Work lists of departments."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from chalicelib.access.decisions import require_allowed
from chalicelib.claims.model import WorkItem
from chalicelib.claims.roadside_help import work_priority
from chalicelib.claims.views import work_item_view
from chalicelib.content.claim_views import WorkItemView
from chalicelib.content.configuration import Texts, queues, texts
from chalicelib.kernel.actors import Actor
from chalicelib.kernel.parallel import gather
from chalicelib.queries.relations import relation_to_department

if TYPE_CHECKING:
    from chalicelib.service_ports import WithClaims, WithMessaging

    class Needs(WithClaims, WithMessaging, Protocol): ...


MAX_WORK_ITEMS = 500


def work_list(services: Needs, actor: Actor, department: str | None) -> tuple[WorkItemView, ...]:
    """Open work of a department, or of all departments of the actor. Order: emergencies, then customers who wait for
    help by waiting time, then exposures by due date. Raises NotAllowed."""
    if department is not None:
        require_allowed("work_list:department", relation_to_department(actor, department))
    store, now = services.claims().store, services.claims().clock()
    names = (department,) if department else actor.departments
    found = gather(services.messaging.run_parallel, [partial(store.open_work, name) for name in names])
    words = texts(actor.locale)
    items = {item.conversation or (item.department, item.key): item for listed in found for item in listed}
    rows = [_emergency_row(item, words) if item.queue else work_item_view(item, words, now) for item in items.values()]
    return tuple(sorted(rows, key=work_priority)[:MAX_WORK_ITEMS])


def _emergency_row(item: WorkItem, words: Texts) -> WorkItemView:
    """A customer in an emergency who waits in a queue: they are on every work list until an agent takes them, and of
    no department."""
    return WorkItemView(
        claim="",
        coverage="",
        label=queues(words.locale)[item.queue].label,
        department="",
        stage=item.stage,
        stage_label=words.render("claims", "waiting_in_queue"),
        customer=item.customer,
        since=item.since,
        emergency=True,
        waiting_since=item.waiting_since,
        conversation=item.conversation,
    )
