"""Catching up: whole where it can be, anew where it is too far, and never past what an answer may weigh."""

from dataclasses import replace

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.content.bodies import Notice, Text
from chalicelib.content.messages import Message
from chalicelib.conversations.head import Head
from chalicelib.conversations.reading import MOST_BYTES, NEWEST, RESYNC_AFTER, history, missed
from chalicelib.conversations.talking import say
from tests.unit.conversations.test_states import KIM, Life


def spoken(messages: int, text: str = "네") -> Life:
    """A conversation of so many messages."""
    life = Life()
    for number in range(1, messages + 1):
        life.now += 1000
        say(life.ports, life.says(text, number))
    return life


def seqs(messages: tuple[Message, ...]) -> list[int]:
    return [message.seq for message in messages]


def test_up_to_500_missed_messages_come_whole() -> None:
    life = spoken(RESYNC_AFTER + 1)
    stretch = missed(life.ports, life.head, 1)
    assert (stretch.resync, stretch.more) == (False, True)
    caught_up = stretch.messages[-1].seq
    rest = history(life.ports, life.head, KIM.id, may_also=False, before=None, after=caught_up, limit=100)
    assert seqs(stretch.messages + rest.messages) == list(range(2, RESYNC_AFTER + 2))
    assert not rest.more


@pytest.mark.parametrize("cursor", [0, None, RESYNC_AFTER + 2, 9_999_999_999])
def test_who_is_further_behind_or_knows_what_never_was_starts_anew(cursor: int | None) -> None:
    life = spoken(RESYNC_AFTER + 1)
    stretch = missed(life.ports, life.head, cursor)
    assert seqs(stretch.messages) == list(range(RESYNC_AFTER + 2 - NEWEST, RESYNC_AFTER + 2))
    assert (stretch.resync, stretch.more) == (True, True)


def test_who_has_everything_gets_nothing() -> None:
    life = spoken(3)
    stretch = missed(life.ports, life.head, 3)
    assert (stretch.messages, stretch.resync, stretch.more) == ((), False, False)


def test_an_answer_stays_within_its_weight_and_says_that_there_is_more() -> None:
    life = spoken(40, "가" * 2000)
    stretch = missed(life.ports, life.head, 0)
    assert stretch.more
    assert seqs(stretch.messages) == list(range(1, len(stretch.messages) + 1))
    assert sum(len(msgspec.json.encode(message)) for message in stretch.messages) <= MOST_BYTES


@given(
    length=st.integers(0, 30),
    before=st.none() | st.integers(1, 40),
    after=st.none() | st.integers(0, 40),
    limit=st.integers(1, 40),
)
@settings(max_examples=150, deadline=None)
def test_a_page_is_the_stretch_that_was_asked_for(
    length: int, before: int | None, after: int | None, limit: int
) -> None:
    life = spoken(length)
    page = history(life.ports, life.head, KIM.id, may_also=False, before=before, after=after, limit=limit)
    wanted = [seq for seq in range(1, length + 1) if (after or 0) < seq < (before or length + 1)]
    assert seqs(page.messages) == (wanted[-limit:] if after is None else wanted[:limit])
    assert page.more == (len(wanted) > limit)


def test_what_a_dead_writer_left_in_its_slot_is_found(life: Life) -> None:
    del life.store.logs[life.id][3]
    stretch = missed(life.ports, life.head, 0)
    assert seqs(stretch.messages) == [1, 2, 3]
    assert stretch.messages[2].client_id == "phone001:3"


def test_a_hole_that_nothing_can_fill_is_closed_with_a_notice(life: Life) -> None:
    del life.store.logs[life.id][2]
    stretch = missed(life.ports, forgetful(life.head), 0)
    assert seqs(stretch.messages) == [1, 2, 3]
    assert isinstance(stretch.messages[1].body, Notice)
    assert isinstance(stretch.messages[2].body, Text)


def forgetful(head: Head) -> Head:
    return replace(head, slots={})


@pytest.fixture
def life() -> Life:
    return spoken(3)
