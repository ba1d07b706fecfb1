"""Who may apply which transition: offered transitions are exactly the accepted ones, for everybody in every stage."""

import dataclasses
from itertools import product
from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.access.relations import Relation
from chalicelib.claims.errors import NotYourCoverage, SecondPerson, TransitionUnavailable
from chalicelib.claims.event_texts import event_text
from chalicelib.claims.model import Claim, DenialProposal, Exposure, RequiredDocument
from chalicelib.claims.rights import (
    Party,
    authorise_transition,
    may_review,
    permitted_transitions,
    relation_to,
    same_person,
)
from chalicelib.claims.rules import STAGES
from chalicelib.claims.transitions import apply_transition
from chalicelib.claims.workflow import TRANSITIONS, available_transitions
from chalicelib.content.configuration import texts
from chalicelib.content.views import Named
from chalicelib.kernel.errors import BaroError, NotAllowed
from tests.unit.claims.people import ACCOUNT, DOYUN, KIM, NOW, REAR_END, RULES, SORA, claim, read, request_for

OWN = "own_damage"
HANA = Named("agent-hana", "강하나")
INSIDE, OUTSIDE = frozenset({"own_car"}), frozenset({"injury", "dispute"})
PARTIES = {
    "customer": Party(KIM.id, Relation.OWNER),
    "serving": Party(HANA.id, Relation.SERVES_CUSTOMER, OUTSIDE, serves=True),
    "adjuster": Party(DOYUN.id, Relation.COLLEAGUE, INSIDE),
    "adjuster from elsewhere": Party(DOYUN.id, Relation.COLLEAGUE, OUTSIDE),
    "colleague": Party(SORA.id, Relation.COLLEAGUE, INSIDE),
    "adjuster of another coverage": Party(HANA.id, Relation.COLLEAGUE, OUTSIDE),
    "the same, serving the customer": Party(HANA.id, Relation.COLLEAGUE, OUTSIDE, serves=True),
    "informed": Party(HANA.id, Relation.COLLEAGUE, frozenset({"roadside"})),
    "supervisor": Party(HANA.id, Relation.SUPERVISOR, OUTSIDE),
    "assessor above": Party(DOYUN.id, Relation.SUPERVISOR, INSIDE),
    "core": Party("core-7", Relation.CORE),
    "core under the same id": Party(DOYUN.id.upper(), Relation.CORE),
}
FILLED: dict[str, Any] = {
    "note": "메모",
    "grounds": "사유",
    "amount": 1_000,
    "liability_percent": 10,
    "day": "2027-11-01",
    "items": ("diagnosis",),
}


def exposures() -> list[Exposure]:
    """The coverage in every stage, with and without an adjuster, an assessor and a proposal."""
    bare = next(exposure for exposure in claim({**REAR_END}).exposures if exposure.coverage == OWN)
    return [
        replace(
            bare,
            stage=stage,
            adjuster=adjuster,
            assessed=10_000,
            assessed_by=assessed_by,
            liability_percent=10,
            proposal=proposal,
            appeal_until="2027-01-01",
        )
        for stage, adjuster, assessed_by, proposal in product(
            STAGES, (None, DOYUN), (None, DOYUN), (None, DenialProposal(1, DOYUN, NOW, "면책 사유"))
        )
    ]


def accepted(made: Claim, party: Party) -> set[str]:
    """The steps that the server takes of this person, everything filled in."""
    exposure = made.exposure(OWN)
    assert exposure is not None
    fields = FILLED | ({"proposal": read(made)} if exposure.proposal else {})
    taken = set()
    for step in TRANSITIONS:
        wanted = dataclasses.replace(request_for(step, Named(party.id, party.id), **fields), party=party)
        try:
            after, events = apply_transition(made, OWN, wanted, RULES, NOW)
        except BaroError:
            continue
        assert all(event_text(event, after, texts("ko")) for event in events), "it is read out"
        taken.add(step)
    return taken


@pytest.mark.parametrize("party", PARTIES.values(), ids=PARTIES)
def test_what_is_offered_is_what_is_accepted(party: Party) -> None:
    whole = replace(claim(REAR_END), account=ACCOUNT)
    for exposure in exposures():
        made = replace(whole, exposures=tuple(exposure if each.coverage == OWN else each for each in whole.exposures))
        offered = set(permitted_transitions(exposure, party)) - {"request_account"}  # the claim has one
        assert accepted(made, party) == offered, exposure


def exposure_at(stage: str, **fields: object) -> Exposure:
    return replace(
        exposures()[0], **{"stage": stage, "adjuster": DOYUN, "assessed_by": None, "proposal": None, **fields}
    )


@pytest.mark.parametrize(
    "who, steps",
    [
        ("customer", {"dispute", "withdraw"}),
        ("serving", {"dispute", "withdraw"}),
        ("colleague", {"assign"}),
        ("adjuster of another coverage", set()),
        ("the same, serving the customer", {"dispute", "withdraw"}),
        ("informed", set()),
    ],
)
def test_only_the_adjuster_or_a_supervisor_advances_an_exposure(who: str, steps: set[str]) -> None:
    exposure = exposure_at("investigating")
    assert set(permitted_transitions(exposure, PARTIES[who])) == steps
    everything = set(available_transitions(exposure))
    assert set(permitted_transitions(exposure, PARTIES["adjuster"])) == everything - {"advance"}
    assert set(permitted_transitions(exposure, PARTIES["adjuster from elsewhere"])) == everything - {"advance"}
    for above in ("supervisor", "core"):
        assert set(permitted_transitions(exposure, PARTIES[above])) == everything


def test_an_unassigned_exposure_may_be_taken_by_its_department() -> None:
    exposure = exposure_at("received", adjuster=None)
    assert relation_to(exposure, PARTIES["colleague"]) == "adjuster"
    assert "assign" in permitted_transitions(exposure, PARTIES["colleague"])
    assert "assign" not in permitted_transitions(exposure, PARTIES["adjuster of another coverage"])


@pytest.mark.parametrize(
    "who, step, error",
    [
        ("colleague", "assess", NotYourCoverage),
        ("adjuster of another coverage", "assess", NotYourCoverage),
        ("adjuster of another coverage", "fly", BaroError),
        ("the same, serving the customer", "assess", NotYourCoverage),
        ("informed", "assign", NotYourCoverage),
        ("adjuster", "advance", NotAllowed),
        ("serving", "assess", NotAllowed),
        ("customer", "assign", NotAllowed),
        ("adjuster", "close", TransitionUnavailable),
    ],
)
def test_a_refused_transition_names_coverage_and_department(who: str, step: str, error: type[BaroError]) -> None:
    with pytest.raises(error) as refused:
        authorise_transition(step, exposure_at("investigating"), PARTIES[who])
    if error is NotYourCoverage:
        assert refused.value.details == {"coverage": OWN, "department": "own_car"}


def test_an_amount_is_approved_by_another_person_of_the_department_or_a_supervisor() -> None:
    exposure = exposure_at("assessed", assessed_by=DOYUN)
    for who in ("colleague", "supervisor", "core"):
        assert "approve" in permitted_transitions(exposure, PARTIES[who])
    for who in ("adjuster", "assessor above", "core under the same id"):
        with pytest.raises(SecondPerson):
            authorise_transition("approve", exposure, PARTIES[who])
    given_away = exposure_at("assessed", assessed_by=SORA)
    with pytest.raises(NotYourCoverage):
        authorise_transition("approve", given_away, PARTIES["adjuster from elsewhere"])


def test_a_refusal_does_not_reveal_a_proposal() -> None:
    exposure = exposure_at("investigating", proposal=DenialProposal(1, DOYUN, NOW, "면책 사유"))
    for who in ("customer", "serving"):
        with pytest.raises(TransitionUnavailable) as refused:
            authorise_transition("appeal", exposure, PARTIES[who])
        assert refused.value.details["allowed"] == "dispute, withdraw"


@pytest.mark.parametrize("name", ["agent-doyun", "AGENT-DOYUN", " agent-doyun ", "ａｇｅｎｔ-doyun"])
def test_ids_in_another_notation_are_the_same_person(name: str) -> None:
    assert same_person(DOYUN, name)
    assert not same_person(DOYUN, f"{name}2")
    assert not same_person(None, name)


def test_a_document_is_reviewed_by_the_departments_of_its_coverage() -> None:
    made = claim({**REAR_END, "injured": "true"})
    diagnosis, estimate = (
        RequiredDocument("diagnosis", ("bodily_injury",)),
        RequiredDocument("repair_estimate", (OWN, "property_damage")),
    )
    assert not may_review(made, diagnosis, PARTIES["colleague"])
    assert may_review(made, estimate, PARTIES["colleague"])
    assert may_review(made, diagnosis, PARTIES["adjuster of another coverage"])
    assert not may_review(made, estimate, PARTIES["adjuster of another coverage"])
    assert not any(may_review(made, diagnosis, PARTIES[who]) for who in ("customer", "serving", "informed"))
