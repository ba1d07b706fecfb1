"""Questions from a file, through a centre of their own."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from local.ask import Questions, read_lines

ROOT = Path(__file__).parents[2]
CONTRACT: dict[str, Any] = {
    "number": "12345678901234567890", "product": "standard", "plate": "123가4567", "car": "현대 아반떼",
    "from": "2026-06-17", "to": "2027-03-10T00:00:00.0000000+09:00", "status": "in_force",
    "coverages": [{"code": "own_damage", "deductible_percent": 20, "deductible_min_won": 200000}, {"code": "glass"}],
    "annual_won": 730_000, "surcharge_limit_won": 500_000, "grade": "11Z",
    "instalments": [
        {"due": "2026-06-17", "won": won, "paid_on": "2026-06-17"} for won in (730_000, "730000", 730_000.0)
    ] + [{"due": "2026-12-17", "won": 10_000}],
    "discounts": [{"code": "dashcam", "percent": 3, "active": True}],
}  # fmt: skip
PER_MILE = {
    "number": "2", "product": "per_mile", "plate": "45나8901", "car": "기아 쏘렌토", "from": "2026-01-01",
    "to": "2026-12-31", "base_won": 240_000, "won_per_km": 10, "yearly_km_cap": 24_000,
    "trips": [
        {"id": "t1", "start": "2026-11-03T08:00:00.0000000+09:00", "end": "2026-11-03T10:00+09:00", "metres": 800_000}
    ],
    "plug_missing": [],
}  # fmt: skip
HIT = {**CONTRACT, "annual_won": 500_000, "accidents": [{"on": "2026-11-20", "damage_won": 1_000_000}]}


def line(name: str, contracts: list[Any], *say: str, language: str = "ko") -> bytes:
    holder = {"id": "c1", "name": "김서연", "language": language, "contracts": contracts, "coupons": []}
    asked = {"id": name, "now": "2026-11-30T10:00:00+09:00", "holder": holder, "say": say}
    return json.dumps(asked, ensure_ascii=False).encode()


AGAIN = {
    **PER_MILE,
    "trips": [
        {"id": "t8", "start": "2026-11-04T08:00+09:00", "end": "2026-11-04T09:00+09:00", "metres": 60_000},
        {"id": "t9", "start": "2026-11-04T08:30+09:00", "end": "2026-11-04T09:30+09:00", "metres": 40_000},
    ],
}
"""A contract of another customer under the same number, with trips at the same time."""

LINES = (
    line(
        "standard",
        [CONTRACT],
        "침수되면 보상돼요?",
        "할인 뭐 받고 있어요?",
        "다음 납입일이 언제예요?",
        "해지하면 얼마 돌려받아요?",
    ),
    line("hit", [HIT], "할증되나요?"),
    line("per mile", [PER_MILE], "이번 달 보험료 얼마 나와요?"),
    line("the same number", [AGAIN], "이번 달 보험료 얼마 나와요?"),
    line("two", [CONTRACT, PER_MILE], "보험 만기 언제예요?", "아반떼요", "123가4567 만기 언제예요?"),
    line("english", [CONTRACT], "When does my insurance expire?", language="en"),
    json.dumps({"id": "nobody", "now": "2026-11-30T10:00:00Z", "say": ["다른 보험사랑 비교해줘요"]}).encode(),
)


@pytest.fixture(scope="module")
def answers() -> dict[str, Any]:
    """The answers by the id of their line."""
    run = subprocess.run(
        [sys.executable, "-m", "local.ask"],
        input=b"\n".join((b"{}", *LINES)), capture_output=True, cwd=ROOT, timeout=280, check=False,
    )  # fmt: skip
    assert run.returncode == 2, run.stderr.decode()[-3000:]
    return {each["id"]: each for each in map(json.loads, run.stdout.splitlines())}


def test_facts_cards_and_handoffs_of_a_contract(answers: dict[str, Any]) -> None:
    flood, discounts, payments, ending = answers["standard"]["answers"]
    assert flood["facts"] == {"covered": True, "deductible_percent": 20, "deductible_min_won": 200_000}
    assert flood["intent"] == "coverage_question"
    assert ["고객님 계약", "자기차량손해로 보상돼요."] in flood["cards"][0]["rows"]
    assert discounts["facts"]["discounts"] == ["dashcam"]
    assert payments["facts"] == {"next_due_on": "2026-12-17", "next_due_won": 10_000, "paid_year_won": 730_000}
    assert ending["facts"] == {"refund_won": 219_000, "refund_by": "2026-12-03"}
    assert (payments["handed_to"], ending["handed_to"]) == ("", "contract")
    assert any("code: unknown code 'glass'" in problem for problem in answers["standard"]["problems"])


def test_amounts_follow_from_the_data(answers: dict[str, Any]) -> None:
    (hit,), (driven,) = answers["hit"]["answers"], answers["per mile"]["answers"]
    assert hit["facts"] == {"surcharge_insured_won": 635_250, "surcharge_own_pocket_won": 500_000}
    assert (driven["facts"]["month_km"], driven["facts"]["month_won"]) == (800, 28_000)


def test_contracts_of_the_same_number_in_two_lines_are_two_and_no_metre_counts_twice(answers: dict[str, Any]) -> None:
    (driven,) = answers["the same number"]["answers"]
    assert (driven["facts"]["month_km"], driven["facts"]["month_won"]) == (80, 20_800)
    assert [each.rpartition(": ")[2] for each in answers["the same number"]["problems"]] == [
        "20000 of 40000 metres count"
    ]


def test_of_several_contracts_the_customer_chooses(answers: dict[str, Any]) -> None:
    which, chosen, named = answers["two"]["answers"]
    assert (which["facts"], which["cards"]) == ({}, [])
    assert chosen["facts"]["expires_on"] == named["facts"]["expires_on"] == "2027-03-10"


def test_english_and_nobody(answers: dict[str, Any]) -> None:
    (english,), (nobody,) = answers["english"]["answers"], answers["nobody"]["answers"]
    assert english["cards"][0]["title"] == "End and renewal"
    assert (nobody["intent"], nobody["handed_to"]) == ("new_insurance", "contract")


@pytest.mark.parametrize(
    "malformed",
    [b"x", b"[]", b'{"id": "a"}', b'{"now": "soon", "say": []}', b'{"now": "2026-11-30T10:00Z", "say": [1]}'],
)
def test_a_malformed_line_is_named(malformed: bytes) -> None:
    good, bad = read_lines([LINES[0], malformed])
    assert isinstance(good, Questions)
    assert isinstance(bad, dict)
    assert bad["error"].startswith("line 2: ")


def test_the_lines_after_a_malformed_one_are_answered(answers: dict[str, Any]) -> None:
    assert answers[""]["error"].startswith("line 1: ")
    assert len(answers) == 8
