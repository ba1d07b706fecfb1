"""Coverages that an accident opens, the contract that applies, and flags."""

import pytest
from msgspec.structs import replace

from chalicelib.claims.documents import suggest_document, with_submission
from chalicelib.claims.fnol import (
    MAX_LINKED_CLAIMS,
    IncidentRef,
    claim_from_report,
    coverages_to_open,
    merge_corrections,
    normalise_facts,
    possible_duplicates,
)
from chalicelib.claims.rules import claim_rules
from tests.unit.claims.people import NOW, REAR_END, RULES, claim, contract, form

BOTH = ("property_damage", "own_damage")
HURT = {"accident_type": "rear_end", "event_with": "car", "own_moving": "true", "injured": "true"}


@pytest.mark.parametrize(
    "facts, coverages",
    [
        ({"accident_type": "rear_end", "injured": "false"}, BOTH),
        ({"accident_type": "rear_end", "injured": "true"}, ("bodily_injury", *BOTH)),
        ({"accident_type": "rear_end"}, BOTH),
        ({"accident_type": "parked"}, BOTH),
        ({"accident_type": "two_wheeler", "injured": "true"}, ("bodily_injury", *BOTH)),
        ({"accident_type": "pedestrian"}, ("bodily_injury",)),
        ({"accident_type": "pedestrian", "injured": "true"}, ("bodily_injury",)),
        ({"accident_type": "single", "injured": "false"}, ("own_damage",)),
        ({"accident_type": "single", "injured": "true"}, ("own_damage", "own_injury")),
        ({"accident_type": "single", "description": "빗길에 가드 레일을 박았어요"}, BOTH),
        ({"accident_type": "single", "description": "가로수길에서 연석을 긁었어요"}, ("own_damage",)),
        ({"accident_type": "hit_and_run"}, ("own_damage",)),
        ({"accident_type": "hit_and_run", "injured": "true"}, ("own_damage", "uninsured")),
        ({"event_with": "water"}, ("own_damage",)),
        ({"event_with": "thief"}, ("own_damage",)),
        ({"event_with": "thing", "injured": "true"}, ("own_damage", "own_injury")),
        ({"event_with": "door"}, BOTH),
        ({"event_with": "car"}, BOTH),
        ({"accident_type": "reversing", "event_with": "thing"}, ("own_damage",)),
        ({"accident_type": "reversing", "event_with": "thing", "injured": "true"}, ("own_damage", "own_injury")),
        ({"accident_type": "reversing", "event_with": "thing", "description": "후진하다 담장을 받았어요"}, BOTH),
        (HURT | {"description": "제가 앞차를 박아서 아내랑 저 둘 다 다쳤어요"}, ("bodily_injury", *BOTH, "own_injury")),
        (HURT | {"description": "제가 앞차를 박았고 앞차 기사님만 다쳤어요"}, ("bodily_injury", *BOTH)),
        (HURT | {"own_moving": "false", "description": "제 허리가 아파요"}, ("bodily_injury", *BOTH)),
        ({}, ("own_damage",)),
        ({"counterparty_phone": "01000001234"}, BOTH),
    ],
)
def test_an_accident_opens_its_coverages(facts: dict[str, str], coverages: tuple[str, ...]) -> None:
    assert coverages_to_open(facts, claim_rules()) == coverages


def test_a_tow_is_requested_from_roadside_without_a_coverage() -> None:
    towed = claim({**REAR_END, "drivable": "false"})
    assert towed.notified_departments == ("roadside",)
    assert towed.facts["tow_needed"] == "true"
    assert claim(REAR_END).notified_departments == ()
    assert claim({**REAR_END, "drivable": "false", "tow_needed": "false"}).notified_departments == ()


@pytest.mark.parametrize(
    "occurred, flags",
    [
        ("2026-03-18", ()),
        ("2026-03-17T23:59+09:00", ("policy_expired",)),
        ("2027-03-18T23:59+09:00", ()),
        ("2027-03-19", ("policy_expired",)),
    ],
)
def test_the_contract_must_be_in_force_on_the_day_of_the_loss(occurred: str, flags: tuple[str, ...]) -> None:
    assert claim({**REAR_END, "occurred_at": occurred}).flags == flags


def test_the_contract_of_the_day_is_found_among_several() -> None:
    old, new = contract("2025-03-18", "2026-03-17"), contract("2026-03-18", "2027-03-17", plate="77나7777")
    assert claim({**REAR_END, "occurred_at": "2025-06-01"}, new, old).vehicle.endswith("123가4567")
    assert claim({**REAR_END, "own_plate": "77나7777"}, old, new).vehicle.endswith("77나7777")


def test_a_missing_contract_is_flagged_and_not_refused() -> None:
    unmatched = claim_from_report(replace(form(), contracts=()), "20261123-000001", (), RULES, NOW)
    assert (unmatched.contract, unmatched.flags) == ("", ("policy_unmatched",))
    assert len(unmatched.exposures) == 2


def test_a_car_without_a_contract_is_flagged() -> None:
    wrong = claim({**REAR_END, "own_plate": "99허9999"})
    assert wrong.flags == ("vehicle_unmatched",)
    assert wrong.contract == "2026-0318-77120"


def test_a_coverage_the_contract_lacks_is_opened_and_flagged() -> None:
    basic = claim(REAR_END, contract("2026-03-18", "2027-03-18", "대인배상Ⅰ", "대물배상"))
    assert {exposure.coverage: exposure.flags for exposure in basic.exposures} == {
        "property_damage": (),
        "own_damage": ("not_insured",),
    }


def test_the_customers_plate_is_never_the_counterpartys() -> None:
    facts = normalise_facts({"counterparty_plate": "123가4567"}, (contract(),))
    assert facts == {"own_plate": "123가4567"}


def test_resident_numbers_are_masked_before_storage() -> None:
    assert (
        claim({**REAR_END, "description": "상대 900101-1234567 이라고 함"}).facts["description"]
        == "상대 900101-******* 이라고 함"
    )


@pytest.mark.parametrize(
    "moment, place, linked",
    [
        ("2026-11-22T20:30+09:00", "강남역 사거리", True),
        ("2026-11-22T22:31+09:00", "강남역 사거리", False),
        ("2026-11-22", "강남역", True),
        ("2026-11-23", "강남역", False),
        ("2026-11-22T19:40+09:00", "부산 해운대", False),
        ("2026-11-22T19:40+09:00", "", True),
        ("2026-11-22T19:40+09:00", "현재 위치 (35.11520,129.04220)", True),
    ],
)
def test_the_same_car_at_about_the_same_time_and_place_is_linked(moment: str, place: str, linked: bool) -> None:
    seen = IncidentRef("20261123-000009", "12가3456", moment, place)
    assert possible_duplicates(REAR_END, (seen,), RULES) == (frozenset({"20261123-000009"}) if linked else frozenset())


def test_two_positions_325_km_apart_are_two_accidents() -> None:
    seen = IncidentRef("20261123-000009", "12가3456", "2026-11-22T19:40+09:00", "현재 위치 (35.11520,129.04220)")
    here = {**REAR_END, "place": "현재 위치 (37.49790,127.02760)"}
    assert possible_duplicates(here, (seen,), RULES) == frozenset()
    assert possible_duplicates({**here, "place": "현재 위치 (35.11600,129.04300)"}, (seen,), RULES) == {seen.claim}


def test_the_checklist_follows_coverage_and_circumstances() -> None:
    plain = {document.item for document in claim(REAR_END).documents}
    assert {"claim_form", "repair_estimate", "damage_photos"} <= plain
    assert not {"diagnosis", "police_report"} & plain
    hurt = {document.item for document in claim({**REAR_END, "injured": "true", "police_reported": "true"}).documents}
    assert {"diagnosis", "medical_receipts", "police_report", "repair_estimate"} <= hurt
    fled = [document.item for document in claim({"accident_type": "hit_and_run", "police_reported": "true"}).documents]
    assert fled.count("police_report") == 1


@pytest.mark.parametrize(
    "name, kind, item",
    [
        ("김서연_진단서.pdf", "pdf", "diagnosis"),
        ("통장 사본.jpg", "photo", "bank_book"),
        ("IMG_2041.jpg", "photo", "damage_photos"),
        ("scan0001.pdf", "pdf", ""),
        ("블랙박스.mp4", "video", ""),
    ],
)
def test_a_document_is_suggested_by_file_name_and_kind(name: str, kind: str, item: str) -> None:
    documents = claim({**REAR_END, "injured": "true"}).documents
    assert suggest_document(name, kind, documents, RULES) == item


def test_a_further_page_is_suggested_for_the_document_under_review() -> None:
    sent = with_submission(claim({**REAR_END, "injured": "true"}), "diagnosis", "upload000001")
    assert suggest_document("진단서 2쪽.jpg", "photo", sent.documents, RULES) == "diagnosis"
    assert suggest_document("진단서와 영수증 medical.jpg", "photo", sent.documents, RULES) == "medical_receipts"


def test_of_many_possible_duplicates_the_first_are_linked_and_the_flag_stays() -> None:
    plate, moment = REAR_END["counterparty_plate"], REAR_END["occurred_at"]
    seen = [IncidentRef(f"20261122-{number:06}", plate, moment) for number in range(60)]
    made = claim_from_report(form(), "20261123-000001", seen, RULES, NOW)
    assert made.linked == tuple(one.claim for one in seen[:MAX_LINKED_CLAIMS])
    assert "possible_duplicate" in made.flags


def test_derived_facts_follow_a_correction() -> None:
    towed = {"drivable": "false", "tow_needed": "true"}
    assert normalise_facts(merge_corrections(towed, {"drivable": "true"}), ()) == {
        "drivable": "true",
        "tow_needed": "false",
    }
    at_a_garage = {"drivable": "false", "tow_needed": "false"}
    assert normalise_facts(merge_corrections(towed, at_a_garage), ()) == at_a_garage
