"""English is distinguished from Korean, from Korean typed on Latin keys, and from names."""

import pytest

from chalicelib.nlu.english import is_english


@pytest.mark.parametrize(
    "text",
    [
        "I would like to speak with someone about the letter",
        "my wife broke her arm",
        "What’s the deductible?",
        "Where can I park tonight",
        "help me",
    ],
)
def test_english_sentences(text: str) -> None:
    assert is_english(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "KB",
        "BMW X5",
        "help",
        "010-1234-5678",
        "tkrhskTdjdy",
        "dkssud gktpdy",
        "SUV 타요",
        "I am 김서연",
        "ㅋㅋ ok no",
    ],
)
def test_everything_else(text: str) -> None:
    assert not is_english(text)
