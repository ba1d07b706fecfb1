"""Claims between the people concerned: who may see and do what, and registering what the bot has gathered."""

from dataclasses import dataclass
from datetime import datetime

from chalicelib.claims import roadside_help, service
from chalicelib.claims.appointments import AppointmentRequest
from chalicelib.claims.core_inbound import InboundDecision
from chalicelib.claims.fnol import AccidentReport
from chalicelib.claims.model import SEOUL, BankAccount, Claim
from chalicelib.claims.requests import TransitionRequest
from chalicelib.claims.rights import Party, Side
from chalicelib.claims.roadside_help import work_priority
from chalicelib.claims.views import ViewContext, claim_view, work_item_view
from chalicelib.content.claim_views import ClaimView, WorkItemView
from chalicelib.content.configuration import bot_rules, flows, queues, texts
from chalicelib.content.views import Named
from chalicelib.kernel.actors import Actor, Role
from chalicelib.kernel.audit import audit
from chalicelib.kernel.errors import NotAllowed
from chalicelib.processes.services import Services

ACCIDENT_FORM = "accident_report"
"""The flow whose steps are the accident form."""

MAX_WORK_ITEMS = 500
MAX_IN_DANGER_PER_QUEUE = 50


@dataclass(frozen=True, slots=True)
class ClaimAccess:
    """A claim and who its viewer is to it."""

    claim: Claim
    party: Party


def register_report(
    services: Services,
    customer: Named,
    conversation: str,
    key: str,
    facts: dict[str, str],
    by: Named | None = None,
    locale: str = "ko",
) -> ClaimView:
    """The claim of a form, told to everybody; once for every `key`. `by` is the agent who registers it, if it isn't the
    customer. Raises Conflict."""
    holder = services.contracts().get(customer.id)
    danger = _in_danger(services, conversation, facts)
    form = AccidentReport(key, customer, conversation, facts, holder.contracts if holder else (), danger, by)
    claim, _ = service.register_claim(services.claims(), form)
    services.claim_jobs().publish_events(claim.id)
    return customer_view(services, claim, locale)


def _in_danger(services: Services, conversation_id: str, facts: dict[str, str]) -> bool:
    """Whether the driver is in danger now: told so in the conversation, or by the form itself."""
    from chalicelib.dialogue.stranded import form_shows_stranded  # only where something is registered

    conversation = services.messaging.store.get(conversation_id)
    now = datetime.fromtimestamp(services.claims().clock() / 1000, SEOUL)
    return (conversation is not None and conversation.danger) or form_shows_stranded(facts, now, bot_rules())


def customer_claim_views(services: Services, customer: str, locale: str = "ko") -> tuple[ClaimView, ...]:
    """A customer's claims as he is shown them, the open ones first, then the newest."""
    return tuple(customer_view(services, claim, locale) for claim in claims_of_customer(services, customer))


def claims_of_customer(services: Services, customer: str) -> list[Claim]:
    """A customer's claims, the open ones first, then the newest."""
    store = services.claims().store
    found = [claim for number in store.of_customer(customer) if (claim := store.get(number)) is not None]
    return sorted(found, key=lambda claim: not claim.is_open)


def access_claim(services: Services, actor: Actor, number: str) -> ClaimAccess:
    """A claim, for one who may see it: its customer, who serves him, and the departments concerned.

    Staff's looking is written down, everybody's refusal too. Raises NotAllowed.
    """
    claim = services.claims().store.get(number)
    party = party_of(actor, claim, is_serving(services, actor, claim.customer.id)) if claim is not None else None
    if claim is None or party is None:
        audit("claim_refused", actor.id, claim=number)
        raise NotAllowed
    if party.side != "customer":
        audit("claim_seen", actor.id, claim=number, customer=claim.customer.id)
    return ClaimAccess(claim, party)


def party_of(actor: Actor, claim: Claim, serving: bool) -> Party | None:
    """Who somebody is to a claim; None where it is none of their business."""
    departments = frozenset(actor.departments)
    if not actor.role.is_staff:
        return Party(actor.id, "customer") if actor.id == claim.customer.id else None
    if works_on(actor, claim):
        side: Side = "supervisor" if actor.role is Role.SUPERVISOR else "staff"
        return Party(actor.id, side, departments, serving)
    return Party(actor.id, "desk", departments, serves=True) if serving else None


def works_on(actor: Actor, claim: Claim) -> bool:
    """Whether a claim is an actor's work: his department's, or given to himself by another's."""
    given = any(exposure.adjuster is not None and exposure.adjuster.id == actor.id for exposure in claim.exposures)
    return given or bool(claim.departments & set(actor.departments))


def is_serving(services: Services, actor: Actor, customer: str) -> bool:
    """Whether an agent serves a conversation of this customer now, and so may see what is his."""
    desk = services.routing().agent(actor.id) if actor.role.is_staff else None
    return desk is not None and customer in desk.serving.values()


def view_for_actor(services: Services, actor: Actor, found: ClaimAccess) -> ClaimView:
    """The claim as this person is shown it."""
    return view_for_party(services, found.claim, found.party, actor.locale)


def view_after_registration(services: Services, actor: Actor, number: str) -> ClaimView:
    """A claim that an agent has just registered, as they are shown it. Raises NotAllowed."""
    claim = services.claims().store.get(number)
    if claim is None:
        raise NotAllowed
    party = party_of(actor, claim, serving=True)
    return view_for_actor(services, actor, ClaimAccess(claim, party or Party(actor.id, "desk", serves=True)))


def view_for_party(services: Services, claim: Claim, party: Party, locale: str = "ko") -> ClaimView:
    """The claim as this party is shown it."""
    return claim_view(claim, services.claims().store.history(claim.id), _view_context(services, party, locale))


def customer_view(services: Services, claim: Claim, locale: str = "ko") -> ClaimView:
    """The claim as its customer is shown it."""
    return view_for_party(services, claim, Party(claim.customer.id, "customer"), locale)


def _view_context(services: Services, party: Party, locale: str) -> ViewContext:
    ports = services.claims()
    return ViewContext(party, ports.rules, flows(locale)[ACCIDENT_FORM], texts(locale), ports.clock())


def list_claims(services: Services, actor: Actor, customer: str) -> tuple[ClaimView, ...]:
    """Claims of a customer: his own, those of one he serves, or, of anyone, those of the actor's departments."""
    if customer == actor.id:
        return customer_claim_views(services, customer, actor.locale)
    if not actor.role.is_staff:
        audit("claims_refused", actor.id, customer=customer)
        raise NotAllowed
    serving = is_serving(services, actor, customer)
    parties = ((claim, party_of(actor, claim, serving)) for claim in claims_of_customer(services, customer))
    found = [ClaimAccess(claim, party) for claim, party in parties if party is not None]
    if not serving and not found:
        audit("claims_refused", actor.id, customer=customer)
        raise NotAllowed
    audit("claims_seen", actor.id, customer=customer)
    return tuple(view_for_actor(services, actor, each) for each in found)


def work_list(services: Services, actor: Actor, department: str | None) -> tuple[WorkItemView, ...]:
    """Open coverages of a department, or of all departments of the actor. Order: customers who wait in danger, then
    tows by waiting time, then coverages by promised date. Raises NotAllowed."""
    if department is not None and department not in actor.departments:
        raise NotAllowed
    store = services.claims().store
    items = [item for name in ([department] if department else actor.departments) for item in store.open_work(name)]
    claims = {number: store.get(number) for number in {item.claim for item in items}}
    context = _view_context(services, Party(actor.id, "staff", frozenset(actor.departments)), actor.locale)
    rows = [work_item_view(item, claim, context) for item in items if (claim := claims[item.claim]) is not None]
    waiting = _emergency_rows(services, context) if actor.departments else []
    return tuple(sorted([*waiting, *rows], key=work_priority)[:MAX_WORK_ITEMS])


def _emergency_rows(services: Services, context: ViewContext) -> list[WorkItemView]:
    """Who waits in line in danger, whatever the queue: every handler's business until somebody has taken them."""
    label = context.texts.render("claims", "waiting_in_queue")
    return [
        WorkItemView(
            claim="",
            coverage="",
            label=queue.label,
            department="",
            stage="waiting",
            stage_label=label,
            customer=Named(place.customer, place.name),
            since=place.since,
            danger=True,
            waiting_since=place.since,
            conversation=place.conversation,
        )
        for name, queue in queues(context.texts.locale).items()
        for place in services.routing().list_waiting(name, MAX_IN_DANGER_PER_QUEUE)
        if place.danger
    ]


def assist_claim(services: Services, actor: Actor, number: str, department: str, *, done: bool) -> ClaimView:
    """Takes on what a department of the actor's was told of without a coverage, or says that it is done. Raises
    NotAllowed, Conflict."""
    if department not in actor.departments:
        raise NotAllowed
    found = access_claim(services, actor, number)
    claim = roadside_help.record_help(services.claims(), number, department, named_actor(actor), done=done)
    return publish_change(services, actor, found, claim)


def apply_step(
    services: Services, actor: Actor, found: ClaimAccess, coverage: str, version: int, request: TransitionRequest
) -> ClaimView:
    """Takes a step of a claim that was `seen`. Raises what `service.step` raises."""
    return publish_change(
        services,
        actor,
        found,
        service.apply_transition_to(services.claims(), found.claim.id, coverage, version, request),
    )


def book_for_customer(
    services: Services, customer: Named, number: str, coverage: str, wanted: AppointmentRequest, locale: str
) -> ClaimView:
    """A customer's call or letter about a claim of his; once for every `wanted.key`. Raises NotAllowed, Conflict."""
    found = services.claims().store.get(number)
    if found is None or found.customer.id != customer.id:
        raise NotAllowed
    claim = service.book_appointment(services.claims(), number, coverage, customer, wanted)
    services.claim_jobs().publish_events(number)
    return customer_view(services, claim, locale)


def carry_out_decision(services: Services, decision: InboundDecision) -> Claim:
    """A decision of the insurer's core system. May come twice. Raises what `service.decide` raises."""
    claim = service.apply_decision(services.claims(), decision)
    services.claim_jobs().publish_events(claim.id)
    return claim


def correct_claim(services: Services, actor: Actor, number: str, version: int, facts: dict[str, str]) -> ClaimView:
    """Corrects the form."""
    found = access_claim(services, actor, number)
    holder = services.contracts().get(found.claim.customer.id)
    contracts = holder.contracts if holder else ()
    claim = service.amend_facts(
        services.claims(), number, version, named_actor(actor), facts, flows()[ACCIDENT_FORM], contracts
    )
    return publish_change(services, actor, found, claim)


def set_claim_account(services: Services, actor: Actor, number: str, account: BankAccount) -> ClaimView:
    """Where the customer is paid: an account of his own."""
    found = access_claim(services, actor, number)
    holder = services.contracts().get(found.claim.customer.id)
    name = holder.name if holder else found.claim.customer.name
    return publish_change(
        services, actor, found, service.set_bank_account(services.claims(), number, named_actor(actor), account, name)
    )


def publish_change(services: Services, actor: Actor, found: ClaimAccess, claim: Claim) -> ClaimView:
    """What the actor is shown after a change of his; the others are told by the queue."""
    services.claim_jobs().publish_events(claim.id)
    return view_for_actor(services, actor, ClaimAccess(claim, found.party))


def named_actor(actor: Actor) -> Named:
    """The actor as others may see him."""
    return Named(actor.id, actor.name)
