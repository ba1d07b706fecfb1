"""Who may take which step of a coverage. What pages offer and what the server accepts ask the same `allowed`."""

import unicodedata
from dataclasses import dataclass
from typing import Literal, NoReturn

from chalicelib.claims.errors import IllegalStep, NoSuchStep, NotYourCoverage, SecondPerson
from chalicelib.claims.model import Claim, Line, Paper
from chalicelib.claims.workflow import DEPARTMENT, STEPS, SUPERVISING, Relation, Rule, possible
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


def relation(line: Line, party: Party) -> Relation:
    """What somebody is to a coverage."""
    if party.side != "staff":
        return party.side
    if line.handler is not None and line.handler.id == party.id:
        return "handler"
    if line.department in party.departments:
        return "colleague" if line.handler is not None else "handler"
    return "desk" if party.serves else "other"


def allowed(line: Line, party: Party) -> tuple[str, ...]:
    """The steps this person may take now."""
    return tuple(name for name in possible(line) if _may(name, line, party))


def _may(name: str, line: Line, party: Party) -> bool:
    rule = STEPS[name]
    if relation(line, party) not in rule.who:
        return False
    if rule.second:
        return _of_department(line, party) and not same_person(_first(name, line), party.id)
    return name != "withdraw_denial" or same_person(_first(name, line), party.id)


def _of_department(line: Line, party: Party) -> bool:
    """A handler from elsewhere works on the coverage, but isn't one of the two its department answers with."""
    return party.side in SUPERVISING or line.department in party.departments


def _first(name: str, line: Line) -> Named | None:
    """Whose signature the step is the second to."""
    if name == "approve":
        return line.assessed_by
    return line.proposal.by if line.proposal else None


def check(name: str, line: Line, party: Party) -> None:
    """Raises NoSuchStep, NotAllowed, NotYourCoverage, IllegalStep, SecondPerson unless this person may take the step
    now. Who has no business with a step isn't told what the coverage waits for."""
    rule = STEPS.get(name)
    if rule is None:
        raise NoSuchStep(step=name)
    who = relation(line, party)
    if who not in rule.who:
        _refuse(rule, line, party)
    if name not in possible(line):
        names = possible(line) if who in DEPARTMENT else allowed(line, party)
        raise IllegalStep(step=name, stage=line.stage, allowed=", ".join(names))
    if name in allowed(line, party):
        return
    if rule.second and _of_department(line, party):
        raise SecondPerson(coverage=line.coverage)
    _refuse(rule, line, party)


def _refuse(rule: Rule, line: Line, party: Party) -> NoReturn:
    """Staff are told that the coverage is another's; all others only that it isn't theirs to do."""
    theirs = relation(line, party) == "handler" and not rule.second
    if party.side != "staff" or theirs:
        raise NotAllowed
    raise NotYourCoverage(coverage=line.coverage, department=line.department)


def reviews(claim: Claim, paper: Paper, party: Party) -> bool:
    """Whether somebody judges this paper: the departments and handlers of a coverage that needs it. A paper that no
    coverage needs any more is every coverage's."""
    concerned = tuple(line for line in claim.lines if line.coverage in paper.coverages) or claim.lines
    return any(relation(line, party) in DEPARTMENT for line in concerned)


def check_review(claim: Claim, item: str, party: Party) -> None:
    """Raises NotAllowed or NotYourCoverage unless this person judges this paper; a paper that isn't there is refused
    elsewhere."""
    paper = next((each for each in claim.papers if each.item == item), None)
    if paper is None or reviews(claim, paper, party):
        return
    line = next((line for line in claim.lines if line.coverage in paper.coverages), None)
    if line is None or party.side != "staff":
        raise NotAllowed
    raise NotYourCoverage(coverage=line.coverage, department=line.department)
