"""Registers accident reports, and corrects them: both match the contract and other claims about the same accident."""

from collections.abc import Iterable

from msgspec.structs import replace

from chalicelib.claims import documents
from chalicelib.claims.errors import InvalidFact
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
    new_exposures,
    normalise_facts,
    with_event_of_type,
    with_matched_contract,
    with_possible_duplicates,
)
from chalicelib.claims.model import Claim, ClaimEvent, seoul_date
from chalicelib.claims.optimistic_update import update_claim
from chalicelib.claims.ports import ClaimPorts
from chalicelib.claims.requests import EventDraft
from chalicelib.claims.rules import FactValues
from chalicelib.claims.transitions import documents_due_draft, with_events
from chalicelib.content.configuration import Flow
from chalicelib.content.contract_views import ContractView
from chalicelib.content.forms import fits_step, is_partial_plate
from chalicelib.content.views import Named
from chalicelib.kernel.errors import Conflict

MAX_NUMBERS_DRAWN = 5
"""Maximum claim numbers that are tried for a claim; each may be taken."""


def register_claim(ports: ClaimPorts, form: AccidentReport) -> tuple[Claim, bool]:
    """The claim of an accident form, and whether it is new. Raises Conflict.

    Its attempts are no optimistic updates: each draws another random number, and none depends on what was read.
    """
    known = ports.store.number_for_key(form.key)
    now, form = ports.clock(), replace(form, facts=normalise_facts(form.facts, form.contracts))
    earlier = _known_incidents(ports, form.facts, form.contracts)
    for _ in range(MAX_NUMBERS_DRAWN if not known else 0):
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
    _link_back(ports, found)  # the first attempt may have crashed before this
    return found, False


def _known_incidents(
    ports: ClaimPorts, facts: FactValues, contracts: Iterable[ContractView]
) -> tuple[IncidentRef, ...]:
    """Accidents of these cars in other claims."""
    cars = {facts.get("counterparty_plate", ""), facts.get("own_plate", "")}
    cars |= {contract.vehicle.plate for contract in contracts}
    whole = sorted(plate for plate in cars if plate and not is_partial_plate(plate))
    return ports.store.incident_refs(whole)


def _plate_of(claim: Claim, contracts: Iterable[ContractView]) -> str:
    return next((each.vehicle.plate for each in contracts if each.number == claim.contract), "")


def _link_back(ports: ClaimPorts, claim: Claim) -> None:
    for other in claim.linked:

        def link(seen: Claim) -> tuple[Claim, tuple[ClaimEvent, ...]] | None:
            if claim.id in seen.linked:
                return None
            flags = tuple(dict.fromkeys((*seen.flags, "possible_duplicate")))
            after = replace(seen, linked=(*seen.linked, claim.id), flags=flags)
            draft = EventDraft("linked", {"other": claim.id}, notify_customer=False, internal=True)
            return with_events(after, (draft,), ports.clock(), None)

        update_claim(ports, other, link)


def amend_facts(
    ports: ClaimPorts,
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
        merged = with_event_of_type(
            normalise_facts(merge_corrections(claim.facts, facts), ()), ports.rules, claim.facts
        )
        had = {exposure.coverage for exposure in claim.exposures}
        # The adjuster checks whether the contract covers it: its terms may have changed since.
        missing = (each for each in coverages_to_open(merged, ports.rules) if each not in had)
        more = new_exposures(missing, merged, None, ports.rules, now)
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
        drafts += documents_due_draft(claim, after, ports.rules)
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
