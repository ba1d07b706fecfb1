"""Queries of claims: access to a claim, its view for each viewer, and work lists."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from chalicelib.access.decisions import is_allowed, require_allowed
from chalicelib.access.relations import Relation
from chalicelib.claims.deadlines import stage_due_date
from chalicelib.claims.model import Claim, ClaimEvent
from chalicelib.claims.rights import Party, party_of
from chalicelib.claims.roadside_help import work_priority
from chalicelib.claims.views import ViewContext, claim_view, work_item_view
from chalicelib.content.claim_views import ClaimView, WorkItemView
from chalicelib.content.configuration import flows, queues, texts
from chalicelib.content.views import Named
from chalicelib.kernel.actors import Actor
from chalicelib.kernel.audit import audit
from chalicelib.kernel.errors import NotAllowed
from chalicelib.kernel.parallel import PendingCall
from chalicelib.processes.relations import is_serving, relation_to_customer, relation_to_department
from chalicelib.processes.services import Services

if TYPE_CHECKING:  # most functions that load claims don't need routing
    from chalicelib.routing.model import QueueEntry

ACCIDENT_FORM = "accident_report"
"""The flow of the accident form."""


MAX_WORK_ITEMS = 500


MAX_EMERGENCIES_PER_QUEUE = 50


@dataclass(frozen=True, slots=True)
class ClaimAccess:
    """A claim and its viewer's relation to it."""

    claim: Claim
    party: Party


def customer_claim_views(services: Services, customer: str, locale: str = "ko") -> tuple[ClaimView, ...]:
    """A customer's claims as the customer sees them, open ones first, then the newest."""
    context = _view_context(services, Party(customer, Relation.OWNER), locale)
    return tuple(claim_view(claim, history, context) for claim, history in _histories(services, customer))


def claims_of_customer(services: Services, customer: str) -> list[Claim]:
    """A customer's claims, open ones first, then the newest."""
    return sorted(services.claims().store.of_customer(customer), key=lambda claim: not claim.is_open)


def _histories(services: Services, customer: str) -> list[tuple[Claim, tuple[ClaimEvent, ...]]]:
    """As `claims_of_customer`, each with its events."""
    return sorted(services.claims().store.histories_of_customer(customer), key=lambda found: not found[0].is_open)


def access_claim(services: Services, actor: Actor, number: str, action: str) -> ClaimAccess:
    """A claim, if the actor's relation to it allows the action.

    Access by staff and refusals are audited. Raises NotAllowed.
    """
    claim = services.claims().store.get(number)
    party = party_of(actor, claim, is_serving(services, actor, claim.customer.id)) if claim is not None else None
    if claim is None or party is None or not is_allowed(action, party.relation):
        audit("claim_refused", actor.id, claim=number)
        raise NotAllowed
    if party.relation is not Relation.OWNER:
        audit("claim_seen", actor.id, claim=number, customer=claim.customer.id)
    return ClaimAccess(claim, party)


def view_for_actor(services: Services, actor: Actor, found: ClaimAccess) -> ClaimView:
    """The claim as the actor sees it."""
    return view_for_party(services, found.claim, found.party, actor.locale)


def view_after_registration(services: Services, actor: Actor, number: str) -> ClaimView:
    """A claim as the agent who has just registered it sees it. Raises NotAllowed."""
    claim = services.claims().store.get(number)
    if claim is None:
        raise NotAllowed
    return view_for_actor(services, actor, ClaimAccess(claim, party_of(actor, claim, serving=True)))


def view_for_party(services: Services, claim: Claim, party: Party, locale: str = "ko") -> ClaimView:
    """The claim as this party sees it."""
    return claim_view(claim, services.claims().store.history(claim), _view_context(services, party, locale))


def customer_view(services: Services, claim: Claim, locale: str = "ko") -> ClaimView:
    """The claim as its customer sees it."""
    return view_for_party(services, claim, Party(claim.customer.id, Relation.OWNER), locale)


def adjuster_due(services: Services) -> str:
    """The day (ISO) by which a claim that is registered now gets an adjuster."""
    ports = services.claims()
    return stage_due_date("received", ports.rules, ports.clock())


def _view_context(services: Services, party: Party, locale: str) -> ViewContext:
    ports = services.claims()
    return ViewContext(party, ports.rules, flows(locale)[ACCIDENT_FORM], texts(locale), ports.clock())


def list_claims(services: Services, actor: Actor, customer: str) -> tuple[ClaimView, ...]:
    """Claims of a customer: the actor's own, all claims of a customer whom the actor serves, or those of the actor's
    departments. Raises NotAllowed."""
    relation = relation_to_customer(services, actor, customer)
    if relation is Relation.OWNER:
        return customer_claim_views(services, customer, actor.locale)
    histories = _histories(services, customer) if actor.role.is_staff else []
    serving = relation is Relation.SERVES_CUSTOMER
    found = [(party_of(actor, claim, serving), claim, history) for claim, history in histories]
    if not is_allowed("claims", relation, *(party.relation for party, _, _ in found)):
        audit("claims_refused", actor.id, customer=customer)
        raise NotAllowed
    audit("claims_seen", actor.id, customer=customer)
    return tuple(
        claim_view(claim, history, _view_context(services, party, actor.locale))
        for party, claim, history in found
        if is_allowed("claims", party.relation)
    )


def work_list(services: Services, actor: Actor, department: str | None) -> tuple[WorkItemView, ...]:
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
    claims = {claim.id: claim for claim in store.get_many(item.claim for item in items)}
    context = _view_context(services, Party(actor.id, Relation.COLLEAGUE, frozenset(actor.departments)), actor.locale)
    rows = [work_item_view(item, claims[item.claim], context) for item in items if item.claim in claims]
    emergencies = _emergency_rows([entry for call in waiting for entry in call.result if entry.emergency], context)
    return tuple(sorted([*emergencies, *rows], key=work_priority)[:MAX_WORK_ITEMS])


def _emergency_rows(entries: list[QueueEntry], context: ViewContext) -> list[WorkItemView]:
    """Customers in an emergency who wait in any queue: they are on every work list until an agent takes them."""
    label, labels = context.texts.render("claims", "waiting_in_queue"), queues(context.texts.locale)
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
