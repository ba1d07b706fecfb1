"""Normalisation of spelling before classification."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.nlu.jamo import compose_syllables, to_keystrokes
from chalicelib.nlu.text import MAX_HEAD_LENGTH, MAX_TAIL_LENGTH, clean_text, has_words, repair_typos


@given(st.text(alphabet=st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), max_size=20))
def test_keystrokes_compose_to_their_syllables(text: str) -> None:
    assert compose_syllables(to_keystrokes(text)) == text


@pytest.mark.parametrize(
    "typed, repaired",
    [
        ("사곡ㅏ 났어요", "사고가 났어요"),
        ("tkrh 접수", "사고 접수"),
        ("rlsrmqcnfehd", "긴급출동"),
        ("ㅋㅋㅋㅋㅋ", "ㅋ"),
        ("네네네네네", "네네"),
        ("battery 나감!!!", "battery 나감!"),
        ("ＡＢＣ１２３", "abc123"),
        (unicodedata.normalize("NFD", "사고"), "사고"),
    ],
)
def test_typos_of_the_keyboard_are_repaired(typed: str, repaired: str) -> None:
    assert repair_typos(clean_text(typed)) == repaired


@given(st.text(alphabet=st.characters(), max_size=4000))
def test_any_text_becomes_clean_short_and_encodable(text: str) -> None:
    tidy = clean_text(text)
    assert len(tidy) <= 4 * (MAX_HEAD_LENGTH + MAX_TAIL_LENGTH)
    tidy.encode()
    repair_typos(tidy)


@pytest.mark.parametrize("text", ["", "   ", "😀👍", "\x00\x01", "안ㄱ", "...", "你好", "привет"])
def test_only_hangul_latin_and_digits_are_readable(text: str) -> None:
    assert has_words(text) is (text == "안ㄱ")
