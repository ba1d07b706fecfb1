"""The knowledge base: questions as people write them find their entry or go to a person, never to another's answer."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from chalicelib.content.configuration import LOCALES
from chalicelib.contracts.coverage_rules import CoverageEntry, coverage_rules, coverage_texts
from chalicelib.contracts.coverage_search import find_entry, near_entries
from chalicelib.contracts.driver_scopes import may_drive
from chalicelib.contracts.holder import DriverScope, InsuranceContract, InsuredDriver
from chalicelib.nlu.coverage_model import NO_ENTRY, load_coverage_model
from chalicelib.nlu.coverage_subjects import FILE
from local.nlu.corpus import digest
from local.nlu.coverage import DATA, known_words, read_questions


def questions(path: Path) -> list[tuple[str, set[str]]]:
    """Each question with the entries that may answer it; "" where a person may."""
    lines = (line.split("\t") for line in path.read_text("utf-8").splitlines())
    return [(words, {"" if name == NO_ENTRY else name for name in entries.split("|")}) for entries, words in lines]


QUESTIONS = questions(DATA / "questions.tsv")
UNSEEN = questions(Path(__file__).with_name("unseen_questions.tsv"))
"""Questions that the model is not trained with."""


def found(words: str) -> str:
    entry = find_entry(words, coverage_rules())
    return entry.id if entry else ""


@pytest.mark.parametrize("asked, share", [(QUESTIONS, 0.9), (UNSEEN, 0.7)])
def test_a_question_finds_its_entry_or_a_person_and_never_another_entry(
    asked: list[tuple[str, set[str]]], share: float
) -> None:
    answers = [(words, entries, found(words)) for words, entries in asked]
    assert [(words, entry) for words, entries, entry in answers if entry and entry not in entries] == []
    answered = [entry for _, entries, entry in answers if "" not in entries]
    assert sum(map(bool, answered)) >= share * len(answered)


def test_the_model_knows_every_entry_and_is_made_of_the_data() -> None:
    header = load_coverage_model().header
    assert set(header.labels) == {entry.id for entry in coverage_rules().entries} | {NO_ENTRY}
    assert header.data_hash == digest(read_questions())
    assert FILE.read_text("utf-8") == known_words(read_questions())


def test_an_entry_that_the_model_does_not_know_is_found_by_its_words() -> None:
    new = CoverageEntry("meteorite", (("운석",),), articles=(21,), coverages=("own_damage",))
    rules = replace(coverage_rules(), entries=(*coverage_rules().entries, new), unanswered=())
    assert find_entry("운석이 떨어지면 보상되나요", rules) == new


def test_entries_that_are_near_are_offered_and_none_for_what_no_entry_answers() -> None:
    assert [each.id for each in near_entries("차가 물에 잠겼어요", coverage_rules())][:1] == ["flood"]
    assert near_entries("킥보드 타다 다치면 보상돼요?", coverage_rules()) == ()


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
