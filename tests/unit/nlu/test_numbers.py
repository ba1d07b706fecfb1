"""Number words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.nlu.numbers import parse_native_korean, parse_number, parse_sino_korean, parse_spoken_digits

_DIGITS = "영일이삼사오육칠팔구"


def _in_words(value: int) -> str:
    words = ""
    for unit, name in ((1000, "천"), (100, "백"), (10, "십"), (1, "")):
        digit = value // unit % 10
        if digit:
            words += ("" if digit == 1 and name else _DIGITS[digit]) + name
    return words


@given(st.integers(1, 9999))
def test_every_sino_korean_number_is_parsed(value: int) -> None:
    assert parse_sino_korean(_in_words(value)) == value


@given(st.text(alphabet="0123456789", min_size=1, max_size=12))
def test_digits_spoken_one_by_one_are_parsed(digits: str) -> None:
    assert parse_spoken_digits("".join(_DIGITS[int(d)] for d in digits)) == digits


@pytest.mark.parametrize("word, value", [("열두", 12), ("스물셋", 23), ("네", 4), ("열한", 11), ("여덜", 8)])
def test_native_korean_numbers_are_parsed(word: str, value: int) -> None:
    assert parse_native_korean(word) == value


@pytest.mark.parametrize("word", ["", "사고", "십십", "이백천", "hello"])
def test_other_texts_are_no_number(word: str) -> None:
    assert parse_number(word) is None
