"""Commands of claims: registration, transitions, corrections, appointments. Each is published afterwards."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from chalicelib.access.decisions import require_allowed
from chalicelib.access.relations import Relation
from chalicelib.claims import registration, roadside_help, service
from chalicelib.claims.appointments import AppointmentRequest
from chalicelib.claims.core_inbound import InboundDecision
from chalicelib.claims.events import claim_subject
from chalicelib.claims.fnol import AccidentReport
from chalicelib.claims.model import SEOUL, Claim
from chalicelib.claims.requests import TransitionRequest
from chalicelib.content.claim_views import ClaimView
from chalicelib.content.configuration import bot_rules, flows
from chalicelib.content.views import Named
from chalicelib.kernel.actors import Actor
from chalicelib.kernel.errors import NotAllowed
from chalicelib.queries.claims import ACCIDENT_FORM, ClaimAccess, access_claim, customer_view, view_for_actor
from chalicelib.queries.contracts import customer_contracts
from chalicelib.queries.relations import relation_to_department

if TYPE_CHECKING:  # not loaded for decisions of the core system
    from chalicelib.dialogue.state import CompletedFlow
    from chalicelib.queries.claims import Needs as ClaimsNeeds
    from chalicelib.service_ports import WithContracts, WithEventJobs

    class Needs(ClaimsNeeds, WithContracts, WithEventJobs, Protocol): ...


def register_report(
    services: Needs,
    customer: Named,
    conversation: str,
    key: str,
    facts: dict[str, str],
    by: Named | None = None,
) -> Claim:
    """Registers the accident form and publishes the claim; idempotent by `key`. `by` is the agent who registers it,
    None for the customer. Raises Conflict."""
    contracts = customer_contracts(services, customer.id)
    emergency = _is_emergency(services, conversation, facts)
    form = AccidentReport(key, customer, conversation, facts, contracts, emergency, by)
    claim, _ = registration.register_claim(services.claims(), form)
    _relay_linked(services, claim)
    services.event_jobs().relay(claim_subject(claim.id))
    return claim


def _relay_linked(services: Needs, claim: Claim) -> None:
    """Requests the relay of claims that may have been linked to this one."""
    for number in claim.linked:
        services.event_jobs().relay(claim_subject(number))


def _is_emergency(services: Needs, conversation_id: str, facts: dict[str, str]) -> bool:
    """Whether the driver is in danger now, according to the conversation or the form."""
    from chalicelib.dialogue.stranded import form_shows_stranded  # loaded only for a registration

    conversation = services.messaging.store.get(conversation_id)
    now = datetime.fromtimestamp(services.claims().clock() / 1000, SEOUL)
    return (conversation is not None and conversation.emergency) or form_shows_stranded(facts, now, bot_rules())


def assist_claim(services: Needs, actor: Actor, number: str, department: str, *, done: bool) -> ClaimView:
    """Takes on the help of a department that has no coverage, or records that it is done. Raises NotAllowed,
    Conflict."""
    require_allowed("assist", relation_to_department(actor, department))
    found = access_claim(services, actor, number, "claim")
    claim = roadside_help.record_help(services.claims(), number, department, named_actor(actor), done=done)
    return publish_change(services, actor, found, claim)


def apply_for_actor(
    services: Needs, actor: Actor, found: ClaimAccess, coverage: str, version: int, request: TransitionRequest
) -> ClaimView:
    """Applies a transition to an accessed claim, as the actor. Raises what `service.apply_transition_to` raises."""
    return publish_change(
        services,
        actor,
        found,
        service.apply_transition_to(services.claims(), found.claim.id, coverage, version, request),
    )


def book_for_customer(
    services: Needs, customer: Named, number: str, coverage: str, request: AppointmentRequest, locale: str
) -> ClaimView:
    """Books a customer's call or letter about their own claim; idempotent by `request.key`. Raises NotAllowed,
    Conflict."""
    found = services.claims().store.get(number)
    if found is None:
        raise NotAllowed
    require_allowed("book_appointment", Relation.OWNER if found.customer.id == customer.id else Relation.NOBODY)
    claim = service.book_appointment(services.claims(), number, coverage, customer, request)
    services.event_jobs().relay(claim_subject(number))
    return customer_view(services, claim, locale)


def booking_request(key: str, form: CompletedFlow) -> AppointmentRequest:
    """The booking that a form requests."""
    facts = form.facts
    contact = facts.get("phone", "") if facts["channel"] == "call" else facts.get("address", "")
    window, grounds = facts.get("window", ""), facts.get("grounds", "")
    return AppointmentRequest(key, form.booking, facts["channel"], window, contact, grounds)  # type: ignore[arg-type]


def carry_out_decision(services: Needs, decision: InboundDecision) -> Claim:
    """Applies a decision of the insurer's core system; a repeat changes nothing. Raises what
    `service.apply_decision` raises."""
    claim = service.apply_decision(services.claims(), decision)
    services.event_jobs().relay(claim_subject(claim.id))
    return claim


def correct_claim(services: Needs, actor: Actor, number: str, version: int, facts: dict[str, str]) -> ClaimView:
    """Corrects the accident form."""
    found = access_claim(services, actor, number, "amend_claim")
    contracts = customer_contracts(services, found.claim.customer.id)
    claim = registration.amend_facts(
        services.claims(), number, version, named_actor(actor), facts, flows()[ACCIDENT_FORM], contracts
    )
    _relay_linked(services, claim)
    return publish_change(services, actor, found, claim)


def publish_change(services: Needs, actor: Actor, found: ClaimAccess, claim: Claim) -> ClaimView:
    """Publishes a change of the actor's and returns their view."""
    services.event_jobs().relay(claim_subject(claim.id))
    return view_for_actor(services, actor, ClaimAccess(claim, found.party))


def named_actor(actor: Actor) -> Named:
    """The actor as others see them."""
    return Named(actor.id, actor.name)
