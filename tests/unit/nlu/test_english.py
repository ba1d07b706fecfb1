"""English is distinguished from Korean, from Korean typed on Latin keys, and from names."""

import pytest

from chalicelib.nlu.english import is_english, without_korean_words


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


def test_a_question_with_a_plate_is_english_without_it() -> None:
    asked = "Do you know the other car's number? For example 12가3456"
    assert not is_english(asked)
    assert is_english(without_korean_words(asked))
    assert not is_english(without_korean_words("상대 차량의 번호를 알고 계신가요? 예: 12가3456"))
