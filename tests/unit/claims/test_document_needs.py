"""Documents by step: only those needed now, each with where to get it, and nothing that the insurer has already."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from chalicelib.claims.document_needs import document_needs, documents_complete, documents_due, newly_due_documents
from chalicelib.claims.model import Claim, DocumentSubmission
from chalicelib.claims.rules import STAGES
from chalicelib.claims.transitions import apply_transition
from tests.unit.claims.people import NOW, REAR_END, RULES, claim, contract, request_for

FORMS = ("claim_form", "consent")
PARKED = {**REAR_END, "accident_type": "parked", "driver": "nobody"}


def due_of(made: Claim) -> tuple[str, ...]:
    return documents_due(made, document_needs(made, RULES))


def at_stage(made: Claim, stage: str, coverage: str = "own_damage") -> Claim:
    return replace(
        made,
        exposures=tuple(
            replace(each, stage=stage, reached={**each.reached, stage: NOW}) if each.coverage == coverage else each
            for each in made.exposures
        ),
    )


@pytest.mark.parametrize(
    "facts, now",
    [
        (REAR_END, {*FORMS, "damage_photos"}),
        (PARKED, {*FORMS, "damage_photos"}),
        ({**REAR_END, "accident_type": "single"}, {*FORMS, "damage_photos"}),
        ({**REAR_END, "accident_type": "single", "injured": "true"}, {*FORMS, "health_consent", "damage_photos"}),
        ({**REAR_END, "accident_type": "hit_and_run"}, {*FORMS, "damage_photos", "police_report"}),
        ({**REAR_END, "police_reported": "true"}, {*FORMS, "damage_photos"}),
    ],
)
def test_a_registered_accident_asks_for_what_its_first_step_needs(facts: dict[str, str], now: set[str]) -> None:
    assert set(due_of(claim(facts))) == now


@pytest.mark.parametrize(
    "stage, more",
    [
        ("assigned", set()),
        ("investigating", {"repair_estimate", "driving_licence"}),
        ("assessed", {"repair_estimate", "driving_licence", "repair_receipt"}),
        ("identity_hold", set()),
        ("withdrawn", set()),
    ],
)
def test_each_step_adds_what_it_needs(stage: str, more: set[str]) -> None:
    alone = replace(claim({**REAR_END, "accident_type": "single"}), flags=())
    made = replace(alone, exposures=tuple(each for each in alone.exposures if each.coverage == "own_damage"))
    due = set(due_of(at_stage(made, stage)))
    assert due == (set() if stage == "withdrawn" else {*FORMS, "damage_photos"} | more)


def test_the_insurer_asks_for_nothing_that_it_has() -> None:
    made = at_stage(claim(), "assessed")
    needs = document_needs(made, RULES)
    assert (needs["registration"], needs["bank_book"], needs["identity_card"]) == ("none", "none", "none")
    unknown = replace(made, contract="")
    assert document_needs(unknown, RULES)["registration"] == "now", "no contract has the car"


def test_documents_of_the_other_sides_repair_shop_are_not_the_customers() -> None:
    made = claim()
    only_property = replace(
        made, exposures=tuple(each for each in made.exposures if each.coverage == "property_damage")
    )
    needs = document_needs(at_stage(only_property, "assessed", "property_damage"), RULES)
    assert (needs["repair_estimate"], needs["repair_receipt"]) == ("none", "none")


def test_optional_documents_are_apart_and_never_missing() -> None:
    made = claim({**REAR_END, "injured": "true"})
    needs = document_needs(made, RULES)
    assert {item for item, need in needs.items() if need == "optional"} == {
        "income_proof", "settlement", "medical_receipts",
    }  # fmt: skip
    assert not {"income_proof", "settlement"} & set(due_of(made))


def test_what_an_adjuster_asks_for_is_needed_now() -> None:
    assigned, _ = apply_transition(claim(), "own_damage", request_for("assign"), RULES, NOW)
    listed = tuple(replace(each, requested=each.item == "bank_book") for each in assigned.documents)
    assert "bank_book" in due_of(replace(assigned, documents=listed))


def test_a_step_that_makes_documents_due_asks_for_all_of_them_at_once() -> None:
    made, events = apply_transition(claim(), "own_damage", request_for("assign"), RULES, NOW)
    assert [event.code for event in events] == ["assign"]
    made, events = apply_transition(made, "own_damage", request_for("investigate"), RULES, NOW)
    assert [event.code for event in events] == ["investigate", "documents_due"]
    assert (events[1].data, events[1].notify_customer) == ({"items": "repair_estimate,driving_licence"}, True)


def submitted(made: Claim, status: str) -> Claim:
    documents = tuple(replace(each, submissions=(DocumentSubmission("up1", status),)) for each in made.documents)  # type: ignore[arg-type]
    return replace(made, documents=documents)


def test_all_that_is_needed_now_is_complete_without_what_comes_later() -> None:
    made = claim()
    assert not documents_complete(made, RULES)
    now = set(due_of(made))
    accepted = tuple(
        replace(each, submissions=(DocumentSubmission("up1", "accepted"),)) if each.item in now else each
        for each in made.documents
    )
    done = replace(made, documents=accepted)
    assert documents_complete(done, RULES)
    assert not documents_complete(at_stage(done, "investigating"), RULES)


@given(st.sampled_from(STAGES), st.sampled_from(STAGES), st.sampled_from(["missing", "review", "accepted", "rejected"]))
def test_whatever_the_stages_what_is_due_is_open_needed_now_and_configured(
    first: str, second: str, status: str
) -> None:
    made = at_stage(at_stage(claim({**REAR_END, "injured": "true"}), first), second, "bodily_injury")
    made = submitted(made, status) if status != "missing" else made
    needs, due = document_needs(made, RULES), due_of(made)
    assert all(needs[item] == "now" for item in due)
    assert due == () or status in ("missing", "rejected")
    assert newly_due_documents(made, made, RULES) == ()
    assert all(rule.source for rule in RULES.documents)


def test_a_car_of_another_contract_is_known_from_it() -> None:
    other = claim(REAR_END, contract(plate="45나6789"))
    assert document_needs(replace(at_stage(other, "investigating"), contract="x"), RULES)["registration"] == "none"
