"""The words by which ended conversations are told apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.content.message_bodies import Answer, Body, Text
from chalicelib.content.messages import By, Message, Speaker
from chalicelib.conversations.first_words import MAX_CHARS, first_words

GREETING = (Speaker.BOT, Text("안녕하세요, 무엇을 도와드릴까요?"))


def log(*said: tuple[Speaker, Body]) -> list[Message]:
    return [Message(seq, seq, By(role), body, f"d:{seq}") for seq, (role, body) in enumerate(said, 1)]


def mine(text: str) -> tuple[Speaker, Body]:
    return Speaker.CUSTOMER, Text(text)


PRESSED = (Speaker.CUSTOMER, Answer(1, "intent:accident_report", "사고 접수"))


@pytest.mark.parametrize(
    "said, words",
    [
        ([], ""),
        ([GREETING], ""),
        ([GREETING, mine("방금 강남역에서\n뒤차가 박았어요")], "방금 강남역에서 뒤차가 박았어요"),
        ([GREETING, mine("안녕하세요"), mine("보험료가 왜 올랐나요?")], "보험료가 왜 올랐나요?"),
        ([GREETING, mine("안녕하세요")], "안녕하세요"),
        ([GREETING, mine("Hello!"), mine("Tow")], "Tow"),
        ([GREETING, mine("사고 접수"), (Speaker.CUSTOMER, Answer(1, "choice:false", "없어요"))], "사고 접수"),
        ([GREETING, PRESSED, mine("어제 저녁 7시 반이에요")], "사고 접수"),
        ([GREETING, mine("보험 기간을 늘리고 싶어요"), PRESSED], "보험 기간을 늘리고 싶어요"),
    ],
)
def test_the_first_words_that_tell_something_are_taken(said: list[tuple[Speaker, Body]], words: str) -> None:
    assert first_words(log(*said)) == words


@given(st.lists(st.text(min_size=1, max_size=80), max_size=4))
def test_they_are_one_short_line(texts: list[str]) -> None:
    words = first_words(log(GREETING, *map(mine, texts)))
    assert len(words) <= MAX_CHARS
    assert words == " ".join(words.split())
    assert bool(words) == any(text.split() for text in texts)
