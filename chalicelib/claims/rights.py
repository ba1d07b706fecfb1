"""The relations of persons to claims and exposures, and whether the table of rights allows what they ask for. Views and
commands both use `permitted_transitions`."""

import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import NoReturn

from chalicelib.access.decisions import is_allowed
from chalicelib.access.relations import Relation, relation_of_outsider
from chalicelib.access.table import DEPARTMENT, SIGNATURES, SUPERVISING, TABLE
from chalicelib.claims.errors import NotYourCoverage, SecondPerson, TransitionUnavailable, UnknownTransition
from chalicelib.claims.model import Claim, Exposure, RequiredDocument
from chalicelib.claims.workflow import TRANSITIONS, available_transitions
from chalicelib.content.views import Named
from chalicelib.kernel.actors import Actor, Role
from chalicelib.kernel.errors import NotAllowed


@dataclass(frozen=True, slots=True)
class Party:
    """A person and their relation to a claim; for the core system, `id` is a person in it.

    `departments` are the person's; `serves`: serves the customer in a conversation now.
    """

    id: str
    relation: Relation
    departments: frozenset[str] = frozenset()
    serves: bool = False

    @property
    def is_department_staff(self) -> bool:
        """Whether they see the claim because they work on it, without supervising it."""
        return self.relation in (Relation.ADJUSTER, Relation.COLLEAGUE)


def party_of(actor: Actor, claim: Claim, serving: bool) -> Party:
    """The actor's relation to a claim. `serving`: the actor serves the customer in a conversation now."""
    departments = frozenset(actor.departments)
    if not actor.role.is_staff:
        own = actor.role is Role.CUSTOMER and actor.id == claim.customer.id
        return Party(actor.id, Relation.OWNER if own else relation_of_outsider(actor.role))
    if any(exposure.adjuster is not None and exposure.adjuster.id == actor.id for exposure in claim.exposures):
        relation = Relation.ADJUSTER
    elif claim.departments & departments:
        relation = Relation.COLLEAGUE
    else:
        return Party(actor.id, Relation.SERVES_CUSTOMER if serving else Relation.OTHER_STAFF, departments, serving)
    return Party(actor.id, Relation.SUPERVISOR if actor.role is Role.SUPERVISOR else relation, departments, serving)


def same_person(one: Named | None, person: str) -> bool:
    """Whether an id is this person's. A person may be in the core system's list and in ours under one id, with
    different capitals."""
    return one is not None and _bare(one.id) == _bare(person)


def _bare(person: str) -> str:
    return unicodedata.normalize("NFKC", person).strip().casefold()


def relation_to(exposure: Exposure, party: Party) -> Relation:
    """The closest relation of a person to an exposure."""
    if not party.is_department_staff:
        return party.relation
    if exposure.adjuster is not None and exposure.adjuster.id == party.id:
        return Relation.ADJUSTER
    if exposure.department in party.departments:
        return Relation.COLLEAGUE if exposure.adjuster is not None else Relation.ADJUSTER
    return Relation.SERVES_CUSTOMER if party.serves else Relation.OTHER_STAFF


def permitted_transitions(exposure: Exposure, party: Party) -> tuple[str, ...]:
    """The transitions that this person may apply now."""
    who = relation_to(exposure, party)
    return tuple(
        name
        for name in available_transitions(exposure, _transitions_of(who))
        if who not in DEPARTMENT or _is_permitted(name, exposure, party, who)
    )


@cache
def _transitions_of(who: Relation) -> frozenset[str]:
    """The transitions that somebody with this relation to an exposure may apply, those of a department with the right
    signature."""
    granted = {who} | SIGNATURES if who in DEPARTMENT else {who}
    return frozenset(name for name in TRANSITIONS if is_allowed(transition_action(name), *granted))


def transition_action(name: str) -> str:
    """The name of a transition in the table of rights."""
    return f"apply_transition:{name}"


def _is_permitted(name: str, exposure: Exposure, party: Party, who: Relation) -> bool:
    """Whether a person whose relation to the exposure is `who` may apply the transition."""
    return is_allowed(transition_action(name), who, *_signature_relations(name, exposure, party, who))


def _signature_relations(name: str, exposure: Exposure, party: Party, who: Relation) -> tuple[Relation, ...]:
    """The relation of a person to the first signature that a transition of the department is about."""
    if who not in DEPARTMENT:
        return ()
    if same_person(_first_signatory(name, exposure), party.id):
        return (Relation.FIRST_PERSON,)
    return (Relation.SECOND_PERSON,) if _represents_department(exposure, party) else ()


def _represents_department(exposure: Exposure, party: Party) -> bool:
    """Whether somebody may give a signature of the coverage's department. An adjuster from another department may
    not."""
    return party.relation in SUPERVISING or exposure.department in party.departments


def _first_signatory(name: str, exposure: Exposure) -> Named | None:
    """The person whose signature the transition is the second to, or withdraws."""
    if name == "approve":
        return exposure.assessed_by
    return exposure.proposal.by if exposure.proposal else None


def authorise_transition(name: str, exposure: Exposure, party: Party) -> None:
    """Raises UnknownTransition, NotAllowed, NotYourCoverage, TransitionUnavailable or SecondPerson unless this
    person may apply the transition now. The error names available transitions only to those concerned."""
    if name not in TRANSITIONS:
        raise UnknownTransition(transition=name)
    who, relations = relation_to(exposure, party), TABLE[transition_action(name)].relations
    permitted = _is_permitted(name, exposure, party, who)
    if not permitted and not (relations & SIGNATURES and who in DEPARTMENT):
        _refuse(name, exposure, party)
    if name not in available_transitions(exposure):
        knows = is_allowed("claim:proposal", who)
        names = available_transitions(exposure) if knows else permitted_transitions(exposure, party)
        raise TransitionUnavailable(transition=name, stage=exposure.stage, allowed=", ".join(names))
    if permitted:
        return
    if Relation.SECOND_PERSON in relations and _represents_department(exposure, party):
        raise SecondPerson(coverage=exposure.coverage)
    _refuse(name, exposure, party)


def _refuse(name: str, exposure: Exposure, party: Party) -> NoReturn:
    """Raises NotYourCoverage with the coverage for staff, NotAllowed for anyone else."""
    second = Relation.SECOND_PERSON in TABLE[transition_action(name)].relations
    theirs = relation_to(exposure, party) is Relation.ADJUSTER and not second
    if not party.is_department_staff or theirs:
        raise NotAllowed
    raise NotYourCoverage(coverage=exposure.coverage, department=exposure.department)


def may_review(claim: Claim, document: RequiredDocument, party: Party) -> bool:
    """Whether somebody reviews this document, because of a coverage that needs it; of any coverage for a document that
    none needs any more."""
    return document.item in reviewable_items(claim, (document,), party)


def reviewable_items(claim: Claim, documents: tuple[RequiredDocument, ...], party: Party) -> frozenset[str]:
    """The documents among these that somebody reviews."""
    if not party.is_department_staff:  # one relation to all exposures
        allowed = is_allowed("review", party.relation)
        return frozenset(document.item for document in documents if allowed)
    relations = {exposure.coverage: relation_to(exposure, party) for exposure in claim.exposures}
    return frozenset(
        document.item
        for document in documents
        if is_allowed(
            "review",
            *([relations[each] for each in document.coverages if each in relations] or relations.values()),
        )
    )


def authorise_review(claim: Claim, item: str, party: Party) -> None:
    """Raises NotAllowed or NotYourCoverage unless this person reviews this document. An unknown document is refused
    elsewhere."""
    document = next((each for each in claim.documents if each.item == item), None)
    if document is None or may_review(claim, document, party):
        return
    exposure = next((exposure for exposure in claim.exposures if exposure.coverage in document.coverages), None)
    if exposure is None or not party.is_department_staff:
        raise NotAllowed
    raise NotYourCoverage(coverage=exposure.coverage, department=exposure.department)
