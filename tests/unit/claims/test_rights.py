"""Who may take which step of a coverage: what is offered is what is accepted, for everybody in every stage."""

import dataclasses
from itertools import product
from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.claims.errors import IllegalStep, NotYourCoverage, SecondPerson
from chalicelib.claims.event_texts import event_text
from chalicelib.claims.model import Claim, Line, Paper, Proposal
from chalicelib.claims.rights import Party, allowed, check, relation, reviews, same_person
from chalicelib.claims.transitions import take
from chalicelib.claims.workflow import STEPS, possible
from chalicelib.content.claim_rules import STAGES
from chalicelib.content.configuration import texts
from chalicelib.content.views import Named
from chalicelib.kernel.errors import BaroError, NotAllowed
from tests.unit.claims.people import ACCOUNT, DOYUN, KIM, NOW, REAR_END, RULES, SORA, claim, read, taking

OWN = "own_damage"
HANA = Named("agent-hana", "강하나")
INSIDE, OUTSIDE = frozenset({"own_car"}), frozenset({"injury", "dispute"})
PARTIES = {
    "customer": Party(KIM.id, "customer"),
    "serving": Party(HANA.id, "desk", OUTSIDE, serves=True),
    "handler": Party(DOYUN.id, "staff", INSIDE),
    "handler from elsewhere": Party(DOYUN.id, "staff", OUTSIDE),
    "colleague": Party(SORA.id, "staff", INSIDE),
    "handler of another coverage": Party(HANA.id, "staff", OUTSIDE),
    "the same, serving the customer": Party(HANA.id, "staff", OUTSIDE, serves=True),
    "informed": Party(HANA.id, "staff", frozenset({"roadside"})),
    "supervisor": Party(HANA.id, "supervisor", OUTSIDE),
    "assessor above": Party(DOYUN.id, "supervisor", INSIDE),
    "core": Party("core-7", "core"),
    "core under the same id": Party(DOYUN.id.upper(), "core"),
}
FILLED: dict[str, Any] = {
    "note": "메모",
    "grounds": "사유",
    "amount": 1_000,
    "fault": 10,
    "day": "2027-11-01",
    "items": ("diagnosis",),
}


def lines() -> list[Line]:
    """The coverage in every stage, with and without a handler, an assessor and a proposal."""
    bare = next(line for line in claim({**REAR_END}).lines if line.coverage == OWN)
    return [
        replace(
            bare, stage=stage, handler=handler, assessed=10_000, assessed_by=assessed_by, fault=10, proposal=proposal,
            appeal_until="2027-01-01",
        )
        for stage, handler, assessed_by, proposal in product(
            STAGES, (None, DOYUN), (None, DOYUN), (None, Proposal(1, DOYUN, NOW, "면책 사유"))
        )
    ]  # fmt: skip


def accepted(made: Claim, party: Party) -> set[str]:
    """The steps that the server takes of this person, everything filled in."""
    line = made.line(OWN)
    assert line is not None
    fields = FILLED | ({"proposal": read(made)} if line.proposal else {})
    taken = set()
    for step in STEPS:
        wanted = dataclasses.replace(taking(step, Named(party.id, party.id), **fields), party=party)
        try:
            after, events = take(made, OWN, wanted, RULES, NOW)
        except BaroError:
            continue
        assert all(event_text(event, after, texts("ko")) for event in events), "it is read out"
        taken.add(step)
    return taken


@pytest.mark.parametrize("party", PARTIES.values(), ids=PARTIES)
def test_what_is_offered_is_what_is_accepted(party: Party) -> None:
    whole = replace(claim(REAR_END), account=ACCOUNT)
    for line in lines():
        made = replace(whole, lines=tuple(line if each.coverage == OWN else each for each in whole.lines))
        assert accepted(made, party) == set(allowed(line, party)), line


def standing(stage: str, **fields: object) -> Line:
    return replace(lines()[0], **{"stage": stage, "handler": DOYUN, "assessed_by": None, "proposal": None, **fields})


@pytest.mark.parametrize(
    "who, steps",
    [
        ("customer", {"dispute", "withdraw"}),
        ("serving", {"dispute", "withdraw"}),
        ("colleague", {"assign"}),
        ("handler of another coverage", set()),
        ("the same, serving the customer", {"dispute", "withdraw"}),
        ("informed", set()),
    ],
)
def test_only_the_handler_or_one_above_moves_a_coverage_on(who: str, steps: set[str]) -> None:
    line = standing("investigating")
    assert set(allowed(line, PARTIES[who])) == steps
    everything = set(possible(line))
    assert set(allowed(line, PARTIES["handler"])) == everything - {"advance"}
    assert set(allowed(line, PARTIES["handler from elsewhere"])) == everything - {"advance"}
    for above in ("supervisor", "core"):
        assert set(allowed(line, PARTIES[above])) == everything


def test_before_anybody_has_it_everybody_of_the_department_may_take_it() -> None:
    line = standing("received", handler=None)
    assert relation(line, PARTIES["colleague"]) == "handler"
    assert "assign" in allowed(line, PARTIES["colleague"])
    assert "assign" not in allowed(line, PARTIES["handler of another coverage"])


@pytest.mark.parametrize(
    "who, step, error",
    [
        ("colleague", "assess", NotYourCoverage),
        ("handler of another coverage", "assess", NotYourCoverage),
        ("handler of another coverage", "fly", BaroError),
        ("the same, serving the customer", "assess", NotYourCoverage),
        ("informed", "assign", NotYourCoverage),
        ("handler", "advance", NotAllowed),
        ("serving", "assess", NotAllowed),
        ("customer", "assign", NotAllowed),
        ("handler", "close", IllegalStep),
    ],
)
def test_a_refusal_says_whose_the_coverage_is(who: str, step: str, error: type[BaroError]) -> None:
    with pytest.raises(error) as refused:
        check(step, standing("investigating"), PARTIES[who])
    if error is NotYourCoverage:
        assert refused.value.details == {"coverage": OWN, "department": "own_car"}


def test_an_amount_is_approved_by_another_of_the_department_or_above() -> None:
    line = standing("assessed", assessed_by=DOYUN)
    for who in ("colleague", "supervisor", "core"):
        assert "approve" in allowed(line, PARTIES[who])
    for who in ("handler", "assessor above", "core under the same id"):
        with pytest.raises(SecondPerson):
            check("approve", line, PARTIES[who])
    given_away = standing("assessed", assessed_by=SORA)
    with pytest.raises(NotYourCoverage):
        check("approve", given_away, PARTIES["handler from elsewhere"])


def test_who_may_not_know_of_a_proposal_does_not_learn_of_it_from_a_refusal() -> None:
    line = standing("investigating", proposal=Proposal(1, DOYUN, NOW, "면책 사유"))
    for who in ("customer", "serving"):
        with pytest.raises(IllegalStep) as refused:
            check("appeal", line, PARTIES[who])
        assert refused.value.details["allowed"] == "dispute, withdraw"


@pytest.mark.parametrize("name", ["agent-doyun", "AGENT-DOYUN", " agent-doyun ", "ａｇｅｎｔ-doyun"])
def test_one_id_written_otherwise_is_the_same_person(name: str) -> None:
    assert same_person(DOYUN, name)
    assert not same_person(DOYUN, f"{name}2")
    assert not same_person(None, name)


def test_a_paper_is_judged_where_its_coverage_is() -> None:
    made = claim({**REAR_END, "injured": "true"})
    diagnosis, estimate = Paper("diagnosis", ("bodily_injury",)), Paper("repair_estimate", (OWN, "property_damage"))
    assert not reviews(made, diagnosis, PARTIES["colleague"])
    assert reviews(made, estimate, PARTIES["colleague"])
    assert reviews(made, diagnosis, PARTIES["handler of another coverage"])
    assert not reviews(made, estimate, PARTIES["handler of another coverage"])
    assert not any(reviews(made, diagnosis, PARTIES[who]) for who in ("customer", "serving", "informed"))
