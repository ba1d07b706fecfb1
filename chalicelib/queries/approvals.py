"""What awaits a second person in departments."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from chalicelib.access.decisions import require_allowed
from chalicelib.claims.model import PendingApproval, WorkItem
from chalicelib.claims.rights import same_person
from chalicelib.content.claim_views import ApprovalView
from chalicelib.content.configuration import Texts, texts
from chalicelib.kernel.actors import Actor
from chalicelib.kernel.parallel import gather
from chalicelib.queries.relations import relation_to_department

if TYPE_CHECKING:
    from chalicelib.service_ports import WithClaims, WithMessaging

    class Needs(WithClaims, WithMessaging, Protocol): ...


MAX_APPROVALS = 500


def pending_approvals(services: Needs, actor: Actor, department: str | None) -> tuple[ApprovalView, ...]:
    """The decisions of a department, or of all departments of the actor, that await their second person, oldest first.
    Raises NotAllowed."""
    if department is not None:
        require_allowed("work_list:department", relation_to_department(actor, department))
    store, names = services.claims().store, (department,) if department else actor.departments
    found = gather(services.messaging.run_parallel, [partial(store.open_work, name) for name in names])
    words = texts(actor.locale)
    views = [_approval_view(item, item.approval, actor, words) for items in found for item in items if item.approval]
    return tuple(sorted(views, key=lambda view: (view.at, view.claim, view.coverage))[:MAX_APPROVALS])


def _approval_view(item: WorkItem, approval: PendingApproval, actor: Actor, words: Texts) -> ApprovalView:
    return ApprovalView(
        claim=item.claim,
        coverage=item.coverage,
        label=words.label("coverages", item.coverage),
        department=item.department,
        customer=item.customer,
        transition=approval.transition,
        transition_label=words.label("transitions", approval.transition),
        at=approval.at,
        amount=approval.amount,
        by=approval.by,
        own=same_person(approval.by, actor.id),
    )
