"""Access to claims, and their views for each viewer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from chalicelib.access.decisions import is_allowed
from chalicelib.access.relations import Relation
from chalicelib.claims.deadlines import stage_due_date
from chalicelib.claims.model import Claim, ClaimEvent
from chalicelib.claims.rights import Party, party_of
from chalicelib.claims.views import ViewContext, claim_view, view_context
from chalicelib.content.claim_views import ClaimView
from chalicelib.content.configuration import flows, texts
from chalicelib.kernel.actors import Actor
from chalicelib.kernel.audit import audit
from chalicelib.kernel.errors import NotAllowed
from chalicelib.queries.relations import is_serving, relation_to_customer

if TYPE_CHECKING:
    from chalicelib.queries.relations import Needs as RelationsNeeds
    from chalicelib.service_ports import WithClaims

    class Needs(RelationsNeeds, WithClaims, Protocol): ...


ACCIDENT_FORM = "accident_report"
"""The flow of the accident form."""


@dataclass(frozen=True, slots=True)
class ClaimAccess:
    """A claim and its viewer's relation to it."""

    claim: Claim
    party: Party


def customer_claim_views(services: Needs, customer: str, locale: str = "ko") -> tuple[ClaimView, ...]:
    """A customer's claims as the customer sees them, open ones first, then the newest."""
    context = _view_context(services, Party(customer, Relation.OWNER), locale)
    return tuple(claim_view(claim, history, context) for claim, history in _histories(services, customer))


def claims_of_customer(services: Needs, customer: str) -> list[Claim]:
    """A customer's claims, open ones first, then the newest."""
    return sorted(services.claims().store.of_customer(customer), key=lambda claim: not claim.is_open)


def _histories(services: Needs, customer: str) -> list[tuple[Claim, tuple[ClaimEvent, ...]]]:
    """As `claims_of_customer`, each with its events."""
    return sorted(services.claims().store.histories_of_customer(customer), key=lambda found: not found[0].is_open)


def access_claim(services: Needs, actor: Actor, number: str, action: str) -> ClaimAccess:
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


def view_for_actor(services: Needs, actor: Actor, found: ClaimAccess) -> ClaimView:
    """The claim as the actor sees it."""
    return view_for_party(services, found.claim, found.party, actor.locale)


def view_after_registration(services: Needs, actor: Actor, number: str) -> ClaimView:
    """A claim as the agent who has just registered it sees it. Raises NotAllowed."""
    claim = services.claims().store.get(number)
    if claim is None:
        raise NotAllowed
    return view_for_actor(services, actor, ClaimAccess(claim, party_of(actor, claim, serving=True)))


def view_for_party(services: Needs, claim: Claim, party: Party, locale: str = "ko") -> ClaimView:
    """The claim as this party sees it."""
    return claim_view(claim, services.claims().store.history(claim), _view_context(services, party, locale))


def customer_view(services: Needs, claim: Claim, locale: str = "ko") -> ClaimView:
    """The claim as its customer sees it."""
    return view_for_party(services, claim, Party(claim.customer.id, Relation.OWNER), locale)


def adjuster_due(services: Needs) -> str:
    """The day (ISO) by which a claim that is registered now gets an adjuster."""
    ports = services.claims()
    return stage_due_date("received", ports.rules, ports.clock())


def _view_context(services: Needs, party: Party, locale: str) -> ViewContext:
    ports = services.claims()
    return view_context(party, ports.rules, flows(locale)[ACCIDENT_FORM], texts(locale), ports.clock())


def list_claims(services: Needs, actor: Actor, customer: str) -> tuple[ClaimView, ...]:
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
