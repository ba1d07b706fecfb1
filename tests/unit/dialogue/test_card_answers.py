"""Answers to each question in people's own words: read as a person would choose, and filling nothing else."""

import tomllib
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.unit.dialogue.test_act_responses import CARD, KNOWN, at_question, reply_to

ANSWERS: dict[str, dict[str, list[str]]] = tomllib.loads(
    Path(__file__).with_name("answers.toml").read_text(encoding="utf-8")
)
MAY_FOLLOW = {
    "injured": {"injured_count", "hospital"},
    "drivable": {"tow_needed"},
    "tow_needed": {"drivable"},
    "dashcam": {"police_reported"},
    "counterparty_plate": {"accident_type", "own_plate", "police_reported"},
    "counterparty_phone": {"accident_type"},
    "police_reported": {"accident_type"},
    "accident_type": {"driver"},
}
"""What an answer may tell besides: "그냥 도망갔어요" to the plate is a driver who fled."""
OF_EVENT = {"description", "event_with", "event_noun", "own_moving", "other_moving"}


@pytest.mark.parametrize("slot", ANSWERS)
def test_an_answer_in_own_words_is_read_and_fills_nothing_else(slot: str) -> None:
    wrong = []
    for value, lines in ANSWERS[slot].items():
        for words in lines:
            filled = _filled(slot, words)
            others = filled.keys() - {slot} - OF_EVENT - MAY_FOLLOW.get(slot, set())
            if filled.get(slot) != value or others:
                wrong.append((words, filled))
    assert wrong == []


def _filled(slot: str, words: str) -> dict[str, str]:
    """The slots that an answer to the only open question fills, or empties."""
    before = at_question(slot)
    assert before.active_flow is not None
    if slot in CARD:
        before = replace(before, active_flow=replace(before.active_flow, requested_card="circumstances"))
    after = reply_to(before, words).state.active_flow
    assert after is not None, words
    return {each: value for each, value in after.slots.items() if KNOWN.get(each) != value or each == slot}
