"""English messages: their words are no Korean typed on an English keyboard, and what may happen has not happened."""

from datetime import datetime

import pytest

from chalicelib.content.configuration import bot_rules
from chalicelib.dialogue.emergency_detection import downgrade_emergency
from chalicelib.nlu import read_message
from chalicelib.nlu.text import repair_typos

NOW = datetime.fromisoformat("2026-12-01T08:25+09:00")


@pytest.mark.parametrize(
    "written, read",
    [
        ("they turned right and hit me", "they turned right and hit me"),
        ("would you pay for a stolen wheel?", "would you pay for a stolen wheel?"),
        ("right", "right"),
        ("tkrhrk skTdjdy", "사고가 났어요"),
        ("상대가 BMW인데 qkrdkTdjdy", "상대가 bmw인데 박았어요"),
    ],
)
def test_only_korean_words_are_taken_for_a_wrong_keyboard(written: str, read: str) -> None:
    assert repair_typos(written) == read


@pytest.mark.parametrize(
    "said, alarm",
    [
        ("Am I covered if my car is flooded?", False),
        ("If someone is hurt, who pays?", False),
        ("my car is flooded and I'm inside", True),
        ("someone is hurt, please help", True),
    ],
)
def test_a_question_about_cover_is_no_alarm(said: str, alarm: bool) -> None:
    assert downgrade_emergency(read_message(said, NOW), bot_rules()).is_emergency is alarm
