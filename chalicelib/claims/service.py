"""Use cases of claims. Each change is one transaction with its events, which are published afterwards. Callers check
permissions."""

import dataclasses
from collections.abc import Iterable

from msgspec.structs import replace

from chalicelib.claims import appointments, documents
from chalicelib.claims.appointments import AppointmentRequest
from chalicelib.claims.core_inbound import InboundDecision, transition_request
from chalicelib.claims.errors import HolderDiffers, InvalidFact, UnknownCoverage
from chalicelib.claims.fnol import (
    CONTRACT_FACTS,
    INCIDENT_FACTS,
    AccidentReport,
    IncidentRef,
    claim_from_report,
    coverages_to_open,
    departments_to_notify,
    incident_refs,
    merge_corrections,
    new_exposure,
    normalise_facts,
    with_matched_contract,
    with_possible_duplicates,
)
from chalicelib.claims.model import BankAccount, Claim, ClaimEvent, seoul_date
from chalicelib.claims.optimistic_update import MAX_ATTEMPTS, update_claim
from chalicelib.claims.ports import Ports
from chalicelib.claims.requests import EventDraft, TransitionRequest
from chalicelib.claims.rights import Party, authorise_review
from chalicelib.claims.rules import FactValues
from chalicelib.claims.transitions import apply_transition, with_events
from chalicelib.content.configuration import Flow
from chalicelib.content.forms import fits_step
from chalicelib.content.views import ContractView, Named
from chalicelib.kernel.errors import Conflict
from chalicelib.kernel.masking import mask_resident_numbers


def register_claim(ports: Ports, form: AccidentReport) -> tuple[Claim, bool]:
    """The claim of an accident form, and whether it is new. Raises Conflict."""
    known = ports.store.number_for_key(form.key)
    now = ports.clock()
    earlier = _known_incidents(ports, normalise_facts(form.facts, form.contracts), form.contracts)
    for _ in range(MAX_ATTEMPTS if not known else 0):
        number = f"{seoul_date(now):%Y%m%d}-{ports.digits(6)}"
        claim = claim_from_report(form, number, earlier, ports.rules, now)
        claim, events = with_events(
            replace(claim, version=0), (EventDraft("registered", {"claim": number}),), now, form.by
        )
        known = ports.store.register(claim, form.key, events, incident_refs(claim, _plate_of(claim, form.contracts)))
        if known == number:
            _link_back(ports, claim)
            return claim, True
        if known:
            break
    found = ports.store.get(known) if known else None
    if found is None:
        raise Conflict
    _link_back(ports, found)  # the first attempt may have died before it
    return found, False


def _known_incidents(ports: Ports, facts: FactValues, contracts: Iterable[ContractView]) -> tuple[IncidentRef, ...]:
    """Accidents of these cars in other claims."""
    cars = {facts.get("counterparty_plate", ""), facts.get("own_plate", "")}
    cars |= {contract.vehicle.plate for contract in contracts}
    return tuple(seen for plate in sorted(cars - {""}) for seen in ports.store.incident_refs(plate))


def _plate_of(claim: Claim, contracts: Iterable[ContractView]) -> str:
    return next((each.vehicle.plate for each in contracts if each.number == claim.contract), "")


def _link_back(ports: Ports, claim: Claim) -> None:
    for other in claim.linked:

        def link(seen: Claim) -> tuple[Claim, tuple[ClaimEvent, ...]] | None:
            if claim.id in seen.linked:
                return None
            flags = tuple(dict.fromkeys((*seen.flags, "possible_duplicate")))
            after = replace(seen, linked=(*seen.linked, claim.id), flags=flags)
            draft = EventDraft("linked", {"other": claim.id}, notify_customer=False, internal=True)
            return with_events(after, (draft,), ports.clock(), None)

        update_claim(ports, other, link)


def apply_transition_to(ports: Ports, number: str, coverage: str, version: int, request: TransitionRequest) -> Claim:
    """Applies a transition. Raises what `transitions.apply_transition` raises, UnknownDocument, NotAllowed,
    ClaimChanged, Conflict."""
    cleaned = dataclasses.replace(
        request, note=mask_resident_numbers(request.note), grounds=mask_resident_numbers(request.grounds)
    )
    return update_claim(ports, number, lambda claim: _after_transition(ports, claim, coverage, cleaned), version)


def _after_transition(
    ports: Ports, claim: Claim, coverage: str, request: TransitionRequest
) -> tuple[Claim, tuple[ClaimEvent, ...]]:
    """The claim after a transition. Requested documents become required ones."""
    after, events = apply_transition(claim, coverage, request, ports.rules, ports.clock())
    if request.transition != "request_documents":
        return after, events
    covers = tuple(exposure.coverage for exposure in after.exposures)
    asked = documents.required_documents(
        after.facts, covers, after.documents, ports.rules, _configured_items(request.items, ports)
    )
    return replace(after, documents=asked), events


def _configured_items(items: tuple[str, ...], ports: Ports) -> tuple[str, ...]:
    return tuple(documents.document_rule(item, ports.rules).item for item in items)


def apply_decision(ports: Ports, decision: InboundDecision) -> Claim:
    """Applies a decision of the core system; a repeat changes nothing.

    Raises what `transitions.apply_transition` raises, UnknownDocument, NotAllowed, Conflict.
    """
    request = transition_request(decision)

    def plan(claim: Claim) -> tuple[Claim, tuple[ClaimEvent, ...]] | None:
        if ports.store.has_decision(decision.id):
            return None
        return _after_transition(ports, claim, decision.coverage, request)

    return update_claim(ports, decision.claim, plan, decision=decision.id)


def amend_facts(
    ports: Ports,
    number: str,
    version: int,
    by: Named,
    facts: dict[str, str],
    form: Flow,
    contracts: tuple[ContractView, ...],
) -> Claim:
    """Corrects the form. Exposures that the accident now opens are added, none is removed. After a change of day or car
    the contract is matched again by the customer's `contracts`, and so are possible duplicates.

    Raises InvalidFact, NotAllowed, ClaimChanged, Conflict.
    """
    steps = {each.slot: each for each in form.steps}
    reseen = bool(INCIDENT_FACTS & facts.keys())
    for slot, value in facts.items():
        if slot not in steps or (value and not fits_step(steps[slot], value)):
            raise InvalidFact(field=slot)

    def plan(claim: Claim) -> tuple[Claim, tuple[ClaimEvent, ...]]:
        now = ports.clock()
        merged = normalise_facts(merge_corrections(claim.facts, facts), ())
        had = {exposure.coverage for exposure in claim.exposures}
        # The adjuster checks whether the contract covers it: its terms may have changed since.
        more = tuple(
            new_exposure(each, merged, None, ports.rules, now)
            for each in coverages_to_open(merged, ports.rules)
            if each not in had
        )
        # A proposed denial was based on the old facts.
        kept = tuple(replace(exposure, proposal=None) for exposure in claim.exposures)
        exposures = (*kept, *(replace(exposure, flags=()) for exposure in more))
        covers = tuple(exposure.coverage for exposure in exposures)
        notified = departments_to_notify(merged, ports.rules, claim.notified_departments)
        after = replace(claim, facts=merged, exposures=exposures, notified_departments=notified)
        after = replace(after, documents=documents.required_documents(merged, covers, claim.documents, ports.rules))
        after = with_matched_contract(after, contracts) if CONTRACT_FACTS & facts.keys() else after
        after = (
            with_possible_duplicates(after, _known_incidents(ports, merged, contracts), ports.rules)
            if reseen
            else after
        )
        changed = ",".join(facts)
        drafts = [EventDraft("amended", {"fields": changed}, notify_customer=False)]
        drafts += [EventDraft("exposure_added", {"coverage": exposure.coverage}) for exposure in more]
        void = [exposure.coverage for exposure in claim.exposures if exposure.proposal]
        drafts += [EventDraft("denial_void", {"coverage": each}, notify_customer=False, internal=True) for each in void]
        return with_events(after, tuple(drafts), now, by)

    if not reseen:
        return update_claim(ports, number, plan, version)
    claim = update_claim(
        ports, number, plan, version, incidents_of=lambda after: incident_refs(after, _plate_of(after, contracts))
    )
    _link_back(ports, claim)
    return claim


def add_exposure(ports: Ports, number: str, version: int, by: Named, coverage: str) -> Claim:
    """Opens a further coverage. Raises UnknownCoverage, NotAllowed, ClaimChanged, Conflict."""
    if coverage not in ports.rules.coverages:
        raise UnknownCoverage(coverage=coverage)

    def plan(claim: Claim) -> tuple[Claim, tuple[ClaimEvent, ...]] | None:
        if claim.exposure(coverage) is not None:
            return None
        now = ports.clock()
        exposure = replace(new_exposure(coverage, claim.facts, None, ports.rules, now), flags=())
        exposures = (*claim.exposures, exposure)
        covers = tuple(each.coverage for each in exposures)
        listed = documents.required_documents(claim.facts, covers, claim.documents, ports.rules)
        draft = EventDraft("exposure_added", {"coverage": coverage})
        return with_events(replace(claim, exposures=exposures, documents=listed), (draft,), now, by, coverage)

    return update_claim(ports, number, plan, version)


def book_appointment(ports: Ports, number: str, coverage: str, by: Named, request: AppointmentRequest) -> Claim:
    """Books a call or a letter; idempotent by `request.key`. Raises UnknownCoverage, NotAllowed, Conflict."""
    cleaned = dataclasses.replace(
        request, contact=mask_resident_numbers(request.contact), grounds=mask_resident_numbers(request.grounds)
    )
    return update_claim(
        ports,
        number,
        lambda claim: appointments.with_appointment(claim, coverage, cleaned, by, ports.rules, ports.clock()),
    )


def add_claim_note(ports: Ports, number: str, by: Named, text: str) -> Claim:
    """Adds an internal note. Raises NotAllowed, Conflict."""
    draft = EventDraft("note", {"text": mask_resident_numbers(text)}, notify_customer=False, internal=True)
    return update_claim(ports, number, lambda claim: with_events(claim, (draft,), ports.clock(), by))


def set_bank_account(ports: Ports, number: str, by: Named, account: BankAccount, holder: str) -> Claim:
    """Sets the account for payments; `holder` is the customer's name in the core system.

    Raises HolderDiffers, NotAllowed, Conflict.
    """
    if _bare(account.holder) != _bare(holder):
        raise HolderDiffers

    def plan(claim: Claim) -> tuple[Claim, tuple[ClaimEvent, ...]] | None:
        if claim.account == account:
            return None
        draft = EventDraft("account", {"account": account.masked})
        return with_events(replace(claim, account=account), (draft,), ports.clock(), by)

    return update_claim(ports, number, plan)


def _bare(name: str) -> str:
    return "".join(name.split()).casefold()


def review_document(
    ports: Ports, number: str, version: int, by: Named, party: Party, item: str, upload: str, *, accept: bool,
    reason: str,
) -> Claim:  # fmt: skip
    """Accepts or refuses a submission. Raises UnknownDocument, NothingToReview, InvalidFact (no reason), NotAllowed,
    NotYourCoverage, ClaimChanged, Conflict."""
    if not accept and not reason.strip():
        raise InvalidFact(field="reason")

    def plan(claim: Claim) -> tuple[Claim, tuple[ClaimEvent, ...]]:
        authorise_review(claim, item, party)
        status = "accepted" if accept else "refused"
        after = documents.with_review(
            claim, item, upload, "accepted" if accept else "refused", mask_resident_numbers(reason)
        )
        drafts = [EventDraft(f"document_{status}", {"item": item, "reason": mask_resident_numbers(reason)})]
        if accept and documents.documents_complete(after) and not documents.documents_complete(claim):
            drafts.append(EventDraft("documents_complete", {}))
        return with_events(after, tuple(drafts), ports.clock(), by)

    return update_claim(ports, number, plan, version)
