"""The knowledge base: questions as people write them find their entry or go to a person, never to another's answer."""

from pathlib import Path

import pytest

from chalicelib.content.configuration import LOCALES
from chalicelib.contracts.coverage_answers import find_entry
from chalicelib.contracts.coverage_rules import coverage_rules, coverage_texts
from chalicelib.contracts.driver_scopes import may_drive
from chalicelib.contracts.holder import DriverScope, InsuranceContract, InsuredDriver

QUESTIONS = [
    tuple(line.split("\t"))
    for line in (Path(__file__).parent / "coverage_questions.tsv").read_text("utf-8").splitlines()
]
"""A question and its entry; "" for one that a person answers."""


def found(words: str) -> str:
    entry = find_entry(words, coverage_rules())
    return entry.id if entry else ""


def test_a_question_never_gets_another_entrys_answer() -> None:
    assert [(words, found(words)) for words, entry in QUESTIONS if found(words) not in ("", entry)] == []


def test_nine_of_ten_questions_that_an_entry_answers_find_it() -> None:
    answered = [(words, entry) for words, entry in QUESTIONS if entry]
    right = sum(found(words) == entry for words, entry in answered)
    assert right >= 0.9 * len(answered)


def test_every_entry_is_asked_about_in_the_sample() -> None:
    assert {entry.id for entry in coverage_rules().entries} == {entry for _, entry in QUESTIONS} - {""} | {
        "war",
        "drugs",
    }


def test_every_entry_names_its_source_and_is_said_in_both_languages() -> None:
    rules = coverage_rules()
    assert len(rules.entries) >= 40
    for entry in rules.entries:
        assert entry.articles or entry.rider
        assert all(entry.id in coverage_texts(locale) for locale in LOCALES)
        assert found(entry.id) == entry.id


@pytest.mark.parametrize(
    "scope, covered",
    [
        ("anyone", {"친구", "남편", "아들", "동생"}),
        ("family", {"남편", "아들"}),
        ("couple", {"남편"}),
        ("named", set()),
    ],
)
def test_who_may_drive_follows_from_the_contract(scope: DriverScope, covered: set[str]) -> None:
    contract = InsuranceContract("1", drivers=(InsuredDriver("김서연", scope=scope),))
    for who in ("친구", "남편", "아들", "동생"):
        assert may_drive(f"{who} 운전해도 되나요?", contract) is (who in covered)
    assert may_drive("친구가 운전해도 되나요?", InsuranceContract("1")) is None
