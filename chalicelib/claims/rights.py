"""Who may take which step of a coverage. What pages offer and what the server accepts ask the same `allowed`."""

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
    """Who somebody is to a claim. `side`: its customer; `desk`, staff who only serve the customer; staff of a
    department concerned or handler of a coverage; supervisor; the core system, in which `id` is a person.
    `departments` are those they work for; `serves`: they serve the customer in a conversation now."""

    id: str
    side: Side
    departments: frozenset[str] = frozenset()
    serves: bool = False


def same_person(one: Named | None, person: str) -> bool:
    """Whether an id is this person's. The core system's people and ours are two lists that somebody may stand in under
    one id, written in capitals here and in small letters there."""
    return one is not None and _bare(one.id) == _bare(person)


def _bare(person: str) -> str:
    return unicodedata.normalize("NFKC", person).strip().casefold()


def relation_to(exposure: Exposure, party: Party) -> Relation:
    """What somebody is to a coverage."""
    if party.side != "staff":
        return party.side
    if exposure.adjuster is not None and exposure.adjuster.id == party.id:
        return "adjuster"
    if exposure.department in party.departments:
        return "colleague" if exposure.adjuster is not None else "adjuster"
    return "desk" if party.serves else "other"


def permitted_transitions(exposure: Exposure, party: Party) -> tuple[str, ...]:
    """The steps this person may take now."""
    return tuple(name for name in available_transitions(exposure) if _is_permitted(name, exposure, party))


def _is_permitted(name: str, exposure: Exposure, party: Party) -> bool:
    rule = TRANSITIONS[name]
    if relation_to(exposure, party) not in rule.allowed_for:
        return False
    if rule.needs_second_person:
        return _represents_department(exposure, party) and not same_person(_first_signatory(name, exposure), party.id)
    return name != "withdraw_denial" or same_person(_first_signatory(name, exposure), party.id)


def _represents_department(exposure: Exposure, party: Party) -> bool:
    """A handler from elsewhere works on the coverage, but isn't one of the two its department answers with."""
    return party.side in SUPERVISING or exposure.department in party.departments


def _first_signatory(name: str, exposure: Exposure) -> Named | None:
    """Whose signature the step is the second to."""
    if name == "approve":
        return exposure.assessed_by
    return exposure.proposal.by if exposure.proposal else None


def authorise_transition(name: str, exposure: Exposure, party: Party) -> None:
    """Raises NoSuchStep, NotAllowed, NotYourCoverage, IllegalStep, SecondPerson unless this person may take the step
    now. Who has no business with a step isn't told what the coverage waits for."""
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
    """Staff are told that the coverage is another's; all others only that it isn't theirs to do."""
    theirs = relation_to(exposure, party) == "adjuster" and not rule.needs_second_person
    if party.side != "staff" or theirs:
        raise NotAllowed
    raise NotYourCoverage(coverage=exposure.coverage, department=exposure.department)


def may_review(claim: Claim, paper: RequiredDocument, party: Party) -> bool:
    """Whether somebody judges this paper: the departments and handlers of a coverage that needs it. A paper that no
    coverage needs any more is every coverage's."""
    concerned = (
        tuple(exposure for exposure in claim.exposures if exposure.coverage in paper.coverages) or claim.exposures
    )
    return any(relation_to(exposure, party) in DEPARTMENT for exposure in concerned)


def authorise_review(claim: Claim, item: str, party: Party) -> None:
    """Raises NotAllowed or NotYourCoverage unless this person judges this paper; a paper that isn't there is refused
    elsewhere."""
    paper = next((each for each in claim.documents if each.item == item), None)
    if paper is None or may_review(claim, paper, party):
        return
    exposure = next((exposure for exposure in claim.exposures if exposure.coverage in paper.coverages), None)
    if exposure is None or party.side != "staff":
        raise NotAllowed
    raise NotYourCoverage(coverage=exposure.coverage, department=exposure.department)
