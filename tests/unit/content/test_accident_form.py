"""The agents' accident form follows flows.toml and the texts."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from chalicelib.content.accident_form import AccidentFormField, accident_form
from chalicelib.content.configuration import flows
from chalicelib.content.forms import fits_step
from tests.config_copy import config_copy


@pytest.fixture
def config(tmp_path: Path) -> Iterator[Path]:
    with config_copy(tmp_path) as copy:
        yield copy


def edit(file: Path, *changes: tuple[str, str]) -> None:
    words = file.read_text("utf-8")
    for old, new in changes:
        assert old in words
        words = words.replace(old, new, 1)
    file.write_text(words, "utf-8")


def fields(locale: str = "ko") -> dict[str, AccidentFormField]:
    return {field.slot: field for field in accident_form(locale).fields}


def test_it_has_every_slot_of_the_flow_that_registers_claims() -> None:
    steps = flows()["accident_report"].steps
    assert set(fields()) == {step.slot for step in steps}
    assert [slot for slot, field in fields().items() if field.only_if_known] == ["own_plate"]
    assert [slot for slot, field in fields().items() if field.narrative] == ["description"]


def test_labels_are_in_the_language_and_options_in_the_words_of_agents() -> None:
    assert [fields(locale)["place"].label for locale in ("ko", "en")] == ["사고 장소", "Place of the accident"]
    labels = [{option.value: option.label for option in fields(locale)["driver"].options} for locale in ("ko", "en")]
    assert [label["self"] for label in labels] == ["본인", "Policyholder"]
    assert [label["family"] for label in labels] == ["가족", "Family"]


def test_it_follows_changed_flows(config: Path) -> None:
    edit(
        config / "flows.toml",
        ('"occurred_at", "place", ', '"place", "occurred_at", '),
        (', "hit_and_run"] },', ', "hit_and_run", "animal"] },'),
        ("steps = [", 'steps = [ { slot = "weather", kind = "choice", ask = "ask_weather", options = ["rain"] },'),
        ('slot = "hospital"', 'slot = "clinic"'),
        ('"injured_count", "hospital"', '"injured_count", "clinic"'),
    )
    edit(
        config / "texts" / "ko.toml",
        ("[options.accident_type]", '[options.weather]\nrain = "비"\n\n[options.accident_type]\nanimal = "동물"'),
        ("[fields]", '[fields]\nweather = "날씨"\nclinic = "의원"'),
    )
    changed = fields()
    assert [*changed][:2] == ["place", "occurred_at"]
    assert [*changed][-1] == "weather", "a slot without a place in desk_order comes last"
    assert (changed["weather"].label, changed["weather"].options[0].label) == ("날씨", "비")
    assert changed["accident_type"].options[-1].label == "동물"
    assert changed["clinic"].label == "의원"
    assert "hospital" not in changed


@pytest.mark.parametrize(
    "slot, valid, invalid",
    [
        ("counterparty_plate", ("12가3456", "서울12가3456"), ("가3456", "12가 3456", "12가3456\n")),
        ("counterparty_phone", ("01012345678", "15881234"), ("0101234", "010-1234-5678")),
        ("injured_count", ("1", "99", "02"), ("0", "100", "-1", "many")),
        ("occurred_at", ("2026-11-22", "2026-11-22T19:30+09:00"), ("20261122", "2026-11-22T10")),
    ],
)
def test_its_patterns_are_those_of_the_validation(slot: str, valid: tuple[str, ...], invalid: tuple[str, ...]) -> None:
    step = next(step for step in flows()["accident_report"].steps if step.slot == slot)
    for value in (*valid, *invalid):
        matches = bool(re.fullmatch(fields()[slot].pattern, value)) and not value.endswith("\n")
        assert (matches, fits_step(step, value)) == (value in valid, value in valid), value
