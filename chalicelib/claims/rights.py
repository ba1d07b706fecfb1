"""Who may apply which transition to an exposure. Views and commands both use `permitted_transitions`."""

import unicodedata
from dataclasses import dataclass
from typing import Literal, NoReturn

from chalicelib.claims.errors import NotYourCoverage, SecondPerson, TransitionUnavailable, UnknownTransition
from chalicelib.claims.model import Claim, Exposure, RequiredDocument
from chalicelib.claims.workflow import (
    DEPARTMENT,
    SUPERVISING,
    TRANSITIONS,
    ClaimTransition,
    Relation,
    available_transitions,
)
from chalicelib.content.views import Named
from chalicelib.kernel.errors import NotAllowed

Side = Literal["customer", "desk", "staff", "supervisor", "core"]


@dataclass(frozen=True, slots=True)
class Party:
    """A person's role towards a claim. `side`: the customer; `desk`, staff who only serve the customer; staff of a
    department concerned, or an adjuster of an exposure; supervisor; the core system, in which `id` is a person.
    `departments` are the person's; `serves`: serves the customer in a conversation now."""

    id: str
    side: Side
    departments: frozenset[str] = frozenset()
    serves: bool = False


def same_person(one: Named | None, person: str) -> bool:
    """Whether an id is this person's. A person may be in the core system's list and in ours under one id, with
    different capitals."""
    return one is not None and _bare(one.id) == _bare(person)


def _bare(person: str) -> str:
    return unicodedata.normalize("NFKC", person).strip().casefold()


def relation_to(exposure: Exposure, party: Party) -> Relation:
    """The relation of a person to an exposure."""
    if party.side != "staff":
        return party.side
    if exposure.adjuster is not None and exposure.adjuster.id == party.id:
        return "adjuster"
    if exposure.department in party.departments:
        return "colleague" if exposure.adjuster is not None else "adjuster"
    return "desk" if party.serves else "other"


def permitted_transitions(exposure: Exposure, party: Party) -> tuple[str, ...]:
    """The transitions that this person may apply now."""
    return tuple(name for name in available_transitions(exposure) if _is_permitted(name, exposure, party))


def _is_permitted(name: str, exposure: Exposure, party: Party) -> bool:
    rule = TRANSITIONS[name]
    if relation_to(exposure, party) not in rule.allowed_for:
        return False
    if rule.needs_second_person:
        return _represents_department(exposure, party) and not same_person(_first_signatory(name, exposure), party.id)
    return name != "withdraw_denial" or same_person(_first_signatory(name, exposure), party.id)


def _represents_department(exposure: Exposure, party: Party) -> bool:
    """Whether somebody may give a signature of the coverage's department. An adjuster from another department may
    not."""
    return party.side in SUPERVISING or exposure.department in party.departments


def _first_signatory(name: str, exposure: Exposure) -> Named | None:
    """The person whose signature the transition is the second to."""
    if name == "approve":
        return exposure.assessed_by
    return exposure.proposal.by if exposure.proposal else None


def authorise_transition(name: str, exposure: Exposure, party: Party) -> None:
    """Raises UnknownTransition, NotAllowed, NotYourCoverage, TransitionUnavailable or SecondPerson unless this
    person may apply the transition now. The error names available transitions only to those concerned."""
    rule = TRANSITIONS.get(name)
    if rule is None:
        raise UnknownTransition(transition=name)
    who = relation_to(exposure, party)
    if who not in rule.allowed_for:
        _refuse(rule, exposure, party)
    if name not in available_transitions(exposure):
        names = available_transitions(exposure) if who in DEPARTMENT else permitted_transitions(exposure, party)
        raise TransitionUnavailable(transition=name, stage=exposure.stage, allowed=", ".join(names))
    if name in permitted_transitions(exposure, party):
        return
    if rule.needs_second_person and _represents_department(exposure, party):
        raise SecondPerson(coverage=exposure.coverage)
    _refuse(rule, exposure, party)


def _refuse(rule: ClaimTransition, exposure: Exposure, party: Party) -> NoReturn:
    """Raises NotYourCoverage with the coverage for staff, NotAllowed for anyone else."""
    theirs = relation_to(exposure, party) == "adjuster" and not rule.needs_second_person
    if party.side != "staff" or theirs:
        raise NotAllowed
    raise NotYourCoverage(coverage=exposure.coverage, department=exposure.department)


def may_review(claim: Claim, document: RequiredDocument, party: Party) -> bool:
    """Whether somebody reviews this document: departments and adjusters of the coverages that need it; of all
    coverages for a document that none needs any more."""
    concerned = (
        tuple(exposure for exposure in claim.exposures if exposure.coverage in document.coverages) or claim.exposures
    )
    return any(relation_to(exposure, party) in DEPARTMENT for exposure in concerned)


def authorise_review(claim: Claim, item: str, party: Party) -> None:
    """Raises NotAllowed or NotYourCoverage unless this person reviews this document. An unknown document is refused
    elsewhere."""
    document = next((each for each in claim.documents if each.item == item), None)
    if document is None or may_review(claim, document, party):
        return
    exposure = next((exposure for exposure in claim.exposures if exposure.coverage in document.coverages), None)
    if exposure is None or party.side != "staff":
        raise NotAllowed
    raise NotYourCoverage(coverage=exposure.coverage, department=exposure.department)
