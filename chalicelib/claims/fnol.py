"""First notice of loss: from an accident form to a claim with its exposures, contract and flags."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime

from msgspec import Struct
from msgspec.structs import replace

from chalicelib.claims.deadlines import stage_due_date
from chalicelib.claims.documents import required_documents
from chalicelib.claims.model import SEOUL, Claim, Exposure, seoul_date
from chalicelib.claims.place_matching import may_be_same_place
from chalicelib.claims.rules import ClaimRules, Coverage, FactValues, matches
from chalicelib.content.configuration import flows
from chalicelib.content.contract_views import ContractView
from chalicelib.content.forms import cut_to_seconds, is_partial_plate
from chalicelib.content.sanitising import sanitised
from chalicelib.content.views import Named

_MAX_APART = 12
"""Letters between who is hurt and the word for it."""
MAX_LINKED_CLAIMS = 8
"""Maximum number of linked claims. Each link also changes the other claim."""

POLICY_FLAGS = frozenset({"vehicle_unmatched", "policy_unmatched", "policy_expired"})
"""Flags about the matched contract."""
CONTRACT_FACTS = frozenset({"occurred_at", "own_plate"})
"""Facts that determine the contract."""
INCIDENT_FACTS = frozenset({"occurred_at", "place", "counterparty_plate", "own_plate"})
"""Facts by which two claims are matched as one accident."""


class AccidentReport(Struct, frozen=True):
    """An accident form to register. `key` makes registration idempotent. `emergency`: the driver is in danger now. `by`
    is the agent who registers it, None for the bot."""

    key: str
    customer: Named
    conversation: str
    facts: dict[str, str]
    contracts: tuple[ContractView, ...] = ()
    emergency: bool = False
    by: Named | None = None


class IncidentRef(Struct, frozen=True, omit_defaults=True):
    """A car in an accident, to find other claims about the same accident."""

    claim: str
    plate: str
    occurred_at: str
    place: str = ""


def claim_from_report(
    form: AccidentReport, number: str, earlier: Iterable[IncidentRef], rules: ClaimRules, now: int
) -> Claim:
    """The claim of an accident form with normalised facts. `earlier` are its cars in other claims."""
    facts = with_event_of_type(form.facts, rules)
    contract, flags = match_contract(form.contracts, facts, now)
    exposures = new_exposures(coverages_to_open(facts, rules), facts, contract, rules, now)
    linked = tuple(sorted(possible_duplicates(facts, earlier, rules))[:MAX_LINKED_CLAIMS])
    if linked:
        flags = (*flags, "possible_duplicate")
    return Claim(
        id=number,
        customer=form.customer,
        conversation=form.conversation,
        registered_at=now,
        facts=facts,
        exposures=exposures,
        contract=contract.number if contract else "",
        vehicle=vehicle_label(contract),
        flags=flags,
        linked=linked,
        notified_departments=departments_to_notify(facts, rules),
        documents=required_documents(facts, tuple(exposure.coverage for exposure in exposures), (), rules),
        emergency=form.emergency,
    )


def departments_to_notify(facts: FactValues, rules: ClaimRules, already: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Departments that are notified without a coverage of their own, and those notified `already`."""
    return tuple(
        dict.fromkeys(
            (*already, *(each.department for each in rules.department_notifications if matches(each.when, facts)))
        )
    )


def vehicle_label(contract: ContractView | None) -> str:
    """Model and plate of a contract's car."""
    return f"{contract.vehicle.model} · {contract.vehicle.plate}" if contract else ""


def with_matched_contract(claim: Claim, contracts: tuple[ContractView, ...]) -> Claim:
    """The claim after a correction of its day or car, with the contract of that day and car."""
    contract, flags = match_contract(contracts, claim.facts, claim.registered_at)
    kept = tuple(flag for flag in claim.flags if flag not in POLICY_FLAGS)
    number = contract.number if contract else ""
    return replace(claim, contract=number, vehicle=vehicle_label(contract), flags=(*flags, *kept))


def with_possible_duplicates(claim: Claim, earlier: Iterable[IncidentRef], rules: ClaimRules) -> Claim:
    """The claim after a correction of incident facts, with further possible duplicates. Existing links stay for
    people to check."""
    found = possible_duplicates(claim.facts, (seen for seen in earlier if seen.claim != claim.id), rules)
    more = sorted(found - set(claim.linked))[:MAX_LINKED_CLAIMS]
    if not more:
        return claim
    flags = tuple(dict.fromkeys((*claim.flags, "possible_duplicate")))
    return replace(claim, linked=(*claim.linked, *more), flags=flags)


def merge_corrections(known: FactValues, facts: FactValues) -> dict[str, str]:
    """The form with corrected facts, without facts that were derived from the old values."""
    outdated = {other for fact, other in _inverse_facts() if fact in facts} - facts.keys()
    return {slot: value for slot, value in {**known, **facts}.items() if slot not in outdated}


def _inverse_facts() -> tuple[tuple[str, str], ...]:
    """Pairs of facts of which one is true where the other is false (`inverse_of` in the accident form's flow)."""
    form = next(flow for flow in flows().values() if flow.registers_claim)
    return tuple((step.slot, step.inverse_of) for step in form.steps if step.inverse_of)


def normalise_facts(facts: FactValues, contracts: Iterable[ContractView]) -> dict[str, str]:
    """The form with derived facts: an own car isn't the counterparty's, a car that drives needs no tow."""
    known = sanitised(
        {slot: unicodedata.normalize("NFC", value).strip() for slot, value in facts.items() if value.strip()}
    )
    if "occurred_at" in known:
        known["occurred_at"] = cut_to_seconds(known["occurred_at"])
    if known.get("counterparty_plate") in {contract.vehicle.plate for contract in contracts}:
        known.setdefault("own_plate", known["counterparty_plate"])
        del known["counterparty_plate"]
    other = {"true": "false", "false": "true"}
    for fact, inverse in _inverse_facts():
        if known.get(fact) in other:
            known.setdefault(inverse, other[known[fact]])
    return known


def with_event_of_type(facts: dict[str, str], rules: ClaimRules, before: FactValues | None = None) -> dict[str, str]:
    """The form with what the accident happened with, as its type says where nothing else does. `before` it was
    corrected, the type may have said something else."""
    of_type = rules.event_with_of_type
    known = facts.get("event_with", "")
    if before and before.get("accident_type") != facts.get("accident_type"):
        followed = known == before.get("event_with") == of_type.get(before.get("accident_type", ""))
        known = "" if followed else known
    known = known or of_type.get(facts.get("accident_type", ""), "")
    rest = {slot: value for slot, value in facts.items() if slot != "event_with"}
    return {**rest, "event_with": known} if known else rest


def coverages_to_open(facts: FactValues, rules: ClaimRules) -> tuple[str, ...]:
    """The coverages that an accident opens, in the configuration's order. Conditions may also use `counterparty`
    (known), `property` (third-party damage is described) and `own_people_hurt` (so is somebody in one's own car)."""
    is_known = any(facts.get(slot) for slot in ("counterparty_plate", "counterparty_phone", "counterparty_insurer"))
    described = "".join(facts.get("description", "").split())
    property_hit = any(word in described for word in rules.third_party_property_words)
    own, others, hurt = (
        "|".join(words) for words in (rules.own_people_words, rules.other_people_words, rules.hurt_words)
    )
    own_hurt = re.search(f"(?:{own})(?:(?!{others}).){{0,{_MAX_APART}}}?(?:{hurt})", described)
    circumstances = {
        **facts,
        "counterparty": "true" if is_known else "",
        "property": "true" if property_hit else "",
        "own_people_hurt": "true" if own_hurt else "",
    }
    return tuple(dict.fromkeys(each.coverage for each in rules.exposures if matches(each.when, circumstances)))


def new_exposures(
    coverages: Iterable[str], facts: FactValues, contract: ContractView | None, rules: ClaimRules, now: int
) -> tuple[Exposure, ...]:
    """The new exposures of coverages. One that the contract lacks is opened and flagged: only people deny."""
    due_on = stage_due_date("received", rules, now)
    alone = any(matches(condition, facts) for condition in rules.without_counterparty)
    return tuple(
        Exposure(
            coverage=coverage,
            department=rules.coverages[coverage].department,
            stage="received",
            since=now,
            due_on=due_on,
            liability_shared=rules.coverages[coverage].shared_liability and not alone,
            flags=() if _is_insured(rules.coverages[coverage], contract) else ("not_insured",),
            reached={"received": now},
        )
        for coverage in coverages
    )


def _is_insured(rule: Coverage, contract: ContractView | None) -> bool:
    return contract is not None and any(
        label.startswith(name) for label, _ in contract.coverages for name in rule.insured_as
    )


def match_contract(
    contracts: tuple[ContractView, ...], facts: FactValues, now: int
) -> tuple[ContractView | None, tuple[str, ...]]:
    """The contract in force on the day of the loss, and flags. The first and last day of a contract count as covered
    (they usually begin and end at 24:00; the adjuster checks)."""
    flags: list[str] = []
    own = facts.get("own_plate", "")
    mine = tuple(contract for contract in contracts if not own or contract.vehicle.plate == own)
    if own and not mine:
        flags.append("vehicle_unmatched")
        mine = contracts
    if not mine:
        return None, (*flags, "policy_unmatched")
    day = _day_of_loss(facts, now).isoformat()
    in_force = [contract for contract in mine if contract.starts_on <= day <= contract.ends_on]
    if in_force:
        return in_force[0], tuple(flags)
    return max(mine, key=lambda contract: contract.ends_on), (*flags, "policy_expired")


def _day_of_loss(facts: FactValues, now: int) -> date:
    return date.fromisoformat(facts["occurred_at"][:10]) if facts.get("occurred_at") else seoul_date(now)


def incident_refs(claim: Claim, contract_plate: str) -> tuple[IncidentRef, ...]:
    """The cars of a claim."""
    plates = (claim.facts.get("counterparty_plate", ""), claim.facts.get("own_plate") or contract_plate)
    moment = claim.facts.get("occurred_at") or seoul_date(claim.registered_at).isoformat()
    place = claim.facts.get("place", "")
    whole = (plate for plate in dict.fromkeys(plates) if plate and not is_partial_plate(plate))
    return tuple(IncidentRef(claim.id, plate, moment, place) for plate in whole)


def possible_duplicates(facts: FactValues, earlier: Iterable[IncidentRef], rules: ClaimRules) -> frozenset[str]:
    """Claims with the same car, about the same time, and no other place."""
    if not facts.get("occurred_at"):
        return frozenset()
    return frozenset(
        seen.claim
        for seen in earlier
        if _same_time(facts["occurred_at"], seen.occurred_at, rules.duplicate_hours)
        and may_be_same_place(facts.get("place", ""), seen.place, rules)
    )


def _same_time(one: str, other: str, hours: int) -> bool:
    """A date without a time matches all times of that day."""
    if len(one) == 10 or len(other) == 10:
        return one[:10] == other[:10]
    apart = _parse_moment(one) - _parse_moment(other)
    return abs(apart.total_seconds()) <= hours * 3600


def _parse_moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=SEOUL)
