"""Use cases of claims. Each change is one transaction with its events, which are published afterwards. Callers check
permissions."""

import dataclasses

from msgspec.structs import replace

from chalicelib.claims import appointments, documents
from chalicelib.claims.appointments import AppointmentRequest
from chalicelib.claims.core_inbound import InboundDecision, transition_request
from chalicelib.claims.document_needs import documents_complete
from chalicelib.claims.errors import HolderDiffers, InvalidFact, UnknownCoverage
from chalicelib.claims.fnol import (
    new_exposures,
)
from chalicelib.claims.model import BankAccount, Claim, ClaimEvent
from chalicelib.claims.optimistic_update import update_claim
from chalicelib.claims.ports import ClaimPorts
from chalicelib.claims.requests import EventDraft, TransitionRequest
from chalicelib.claims.rights import Party, authorise_review
from chalicelib.claims.transitions import apply_transition, documents_due_draft, with_events
from chalicelib.content.views import Named
from chalicelib.kernel.masking import mask_resident_numbers


def apply_transition_to(
    ports: ClaimPorts, number: str, coverage: str, version: int, request: TransitionRequest
) -> Claim:
    """Applies a transition. Raises what `transitions.apply_transition` raises, UnknownDocument, NotAllowed,
    ClaimChanged, Conflict."""
    cleaned = dataclasses.replace(
        request, note=mask_resident_numbers(request.note), grounds=mask_resident_numbers(request.grounds)
    )
    return update_claim(ports, number, lambda claim: _after_transition(ports, claim, coverage, cleaned), version)


def _after_transition(
    ports: ClaimPorts, claim: Claim, coverage: str, request: TransitionRequest
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


def _configured_items(items: tuple[str, ...], ports: ClaimPorts) -> tuple[str, ...]:
    return tuple(documents.document_rule(item, ports.rules).item for item in items)


def apply_decision(ports: ClaimPorts, decision: InboundDecision) -> Claim:
    """Applies a decision of the core system; a repeat changes nothing.

    Raises what `transitions.apply_transition` raises, UnknownDocument, NotAllowed, Conflict.
    """
    request = transition_request(decision)

    def plan(claim: Claim) -> tuple[Claim, tuple[ClaimEvent, ...]] | None:
        if ports.store.has_decision(decision.id):
            return None
        return _after_transition(ports, claim, decision.coverage, request)

    return update_claim(ports, decision.claim, plan, decision=decision.id)


def add_exposure(ports: ClaimPorts, number: str, version: int, by: Named, coverage: str) -> Claim:
    """Opens a further coverage. Raises UnknownCoverage, NotAllowed, ClaimChanged, Conflict."""
    if coverage not in ports.rules.coverages:
        raise UnknownCoverage(coverage=coverage)

    def plan(claim: Claim) -> tuple[Claim, tuple[ClaimEvent, ...]] | None:
        if claim.exposure(coverage) is not None:
            return None
        now = ports.clock()
        (opened,) = new_exposures((coverage,), claim.facts, None, ports.rules, now)
        exposures = (*claim.exposures, replace(opened, flags=()))
        covers = tuple(each.coverage for each in exposures)
        listed = documents.required_documents(claim.facts, covers, claim.documents, ports.rules)
        after = replace(claim, exposures=exposures, documents=listed)
        drafts = (EventDraft("exposure_added", {"coverage": coverage}), *documents_due_draft(claim, after, ports.rules))
        return with_events(after, drafts, now, by, coverage)

    return update_claim(ports, number, plan, version)


def book_appointment(ports: ClaimPorts, number: str, coverage: str, by: Named, request: AppointmentRequest) -> Claim:
    """Books a call or a letter; idempotent by `request.key`. Raises UnknownCoverage, NotAllowed, Conflict."""
    cleaned = dataclasses.replace(
        request, contact=mask_resident_numbers(request.contact), grounds=mask_resident_numbers(request.grounds)
    )
    return update_claim(
        ports,
        number,
        lambda claim: appointments.with_appointment(claim, coverage, cleaned, by, ports.rules, ports.clock()),
    )


def add_claim_note(ports: ClaimPorts, number: str, by: Named, text: str) -> Claim:
    """Adds an internal note. Raises NotAllowed, Conflict."""
    draft = EventDraft("note", {"text": mask_resident_numbers(text)}, notify_customer=False, internal=True)
    return update_claim(ports, number, lambda claim: with_events(claim, (draft,), ports.clock(), by))


def set_bank_account(ports: ClaimPorts, number: str, by: Named, account: BankAccount, holder: str) -> Claim:
    """Sets the account for payments; `holder` is the customer's name in the core system.

    Raises HolderDiffers, NotAllowed, Conflict.
    """
    if _bare(account.holder) != _bare(holder):
        raise HolderDiffers

    def plan(claim: Claim) -> tuple[Claim, tuple[ClaimEvent, ...]] | None:
        if claim.account == account:
            return None
        draft = EventDraft("account", {"bank": account.bank, "account": account.masked})
        return with_events(replace(claim, account=account), (draft,), ports.clock(), by)

    return update_claim(ports, number, plan)


def _bare(name: str) -> str:
    return "".join(name.split()).casefold()


def review_document(
    ports: ClaimPorts, number: str, version: int, by: Named, party: Party, item: str, upload: str, *, accept: bool,
    reason: str,
) -> Claim:  # fmt: skip
    """Accepts or rejects a submission. Raises UnknownDocument, NothingToReview, InvalidFact (no reason), NotAllowed,
    NotYourCoverage, ClaimChanged, Conflict."""
    if not accept and not reason.strip():
        raise InvalidFact(field="reason")

    def plan(claim: Claim) -> tuple[Claim, tuple[ClaimEvent, ...]]:
        authorise_review(claim, item, party)
        status = "accepted" if accept else "rejected"
        after = documents.with_review(
            claim, item, upload, "accepted" if accept else "rejected", mask_resident_numbers(reason)
        )
        drafts = [EventDraft(f"document_{status}", {"item": item, "reason": mask_resident_numbers(reason)})]
        if accept and documents_complete(after, ports.rules) and not documents_complete(claim, ports.rules):
            drafts.append(EventDraft("documents_complete", {}))
        return with_events(after, tuple(drafts), ports.clock(), by)

    return update_claim(ports, number, plan, version)
