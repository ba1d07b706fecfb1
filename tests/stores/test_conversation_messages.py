"""The log of a conversation: numbering, repeats, limits, long messages, pages."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from msgspec.structs import replace

from chalicelib.content.message_bodies import Notice, Text
from chalicelib.content.messages import By, Speaker
from chalicelib.conversations.model import LogEntry, OutgoingMessage, Press, StateChange
from chalicelib.conversations.ports import ConversationStore
from chalicelib.conversations.send_rules import REPEATED_PRESS_MS
from chalicelib.conversations.states import State
from tests.stores.conversations_written import K1, T0, Fresh, assigned, notice, opened, said


def test_seqs_rise_by_one_and_the_conversation_keeps_the_message(
    conversations: ConversationStore, fresh: Fresh
) -> None:
    conversation = opened(conversations, fresh)
    for number in (1, 2, 3):
        after = conversations.number_message(said(conversation, number))
        assert after is not None
        assert after.seq == number
        assert after.turn == "agent"
        slot = after.device_entries["phone001"]
        assert (slot.number, slot.seq) == (number, number)
        assert slot.entry == said(conversation, number).entry


def test_the_same_press_at_once_gets_no_second_number(conversations: ConversationStore, fresh: Fresh) -> None:
    conversation = opened(conversations, fresh)

    def presses(number: int, at: int, press: str = "b1") -> bool:
        return (
            conversations.number_message(replace(said(conversation, number, at=T0 + at), press_digest=press))
            is not None
        )

    assert presses(1, 0)
    assert not presses(2, REPEATED_PRESS_MS - 1)
    assert presses(2, REPEATED_PRESS_MS)
    assert presses(3, REPEATED_PRESS_MS + 1, "b2")
    assert presses(4, REPEATED_PRESS_MS + 2)
    assert conversations.number_message(said(conversation, 5, at=T0 + REPEATED_PRESS_MS + 3)) is not None
    assert presses(6, REPEATED_PRESS_MS + 1_100)
    stored = conversations.get(conversation.id)
    assert stored is not None
    assert stored.last_press == Press("b1", T0 + REPEATED_PRESS_MS + 1_100)


def test_a_repeated_or_older_number_is_refused(conversations: ConversationStore, fresh: Fresh) -> None:
    conversation = opened(conversations, fresh)
    assert conversations.number_message(said(conversation, 2)) is not None
    assert conversations.number_message(said(conversation, 2)) is None
    assert conversations.number_message(said(conversation, 1)) is None
    assert conversations.number_message(said(conversation, 1, device="tablet01")) is not None


def test_a_person_outside_the_conversation_is_refused(conversations: ConversationStore, fresh: Fresh) -> None:
    conversation = opened(conversations, fresh)
    stranger = OutgoingMessage(conversation.id, "phone001", 1, said(conversation, 1).entry, "someone-else")
    assert conversations.number_message(stranger) is None
    assert conversations.add_connection(conversation.id, "someone-else", "customer", K1) is None
    assert conversations.advance_receipt(conversation.id, "someone-else", "customer", 0, 1) is None


def test_the_sixth_message_within_a_second_is_refused(conversations: ConversationStore, fresh: Fresh) -> None:
    conversation = opened(conversations, fresh)
    for number in range(1, 6):
        assert conversations.number_message(said(conversation, number, at=T0 + number * 10)) is not None
    assert conversations.number_message(said(conversation, 6, at=T0 + 900)) is None
    assert conversations.number_message(said(conversation, 6, at=T0 + 1010)) is not None


def test_concurrent_writers_get_distinct_seqs(conversations: ConversationStore, fresh: Fresh, threads: int) -> None:
    conversation = opened(conversations, fresh)
    devices = [f"device{n:02}" for n in range(12)]
    with ThreadPoolExecutor(threads) as pool:
        after = list(
            pool.map(
                lambda pair: conversations.number_message(
                    said(conversation, 1, device=pair[1], at=T0 + pair[0] * 1000)
                ),
                enumerate(devices, start=1),
            )
        )
    final = conversations.get(conversation.id)
    assert final is not None
    # Times run on, but threads overtake one another: a refusal by the clock is right, a double number never.
    given = [h.device_entries[d].seq for h, d in zip(after, devices, strict=True) if h is not None]
    assert sorted(given) == list(range(1, final.seq + 1))


def test_a_long_body_is_stored_apart_and_read_complete(conversations: ConversationStore, fresh: Fresh) -> None:
    conversation = opened(conversations, fresh)
    words = "가나다라마바사 " * 100
    utterance = said(conversation, 1, words)
    after = conversations.number_message(utterance)
    assert after is not None
    conversations.write_log(
        conversation.id, 1, utterance.client_id, after.device_entries["phone001"].entry or utterance.entry
    )
    (message,) = conversations.page(conversation.id, 0, 2, 10, newest=False)
    assert message.body == Text(words)
    assert message.client_id == "phone001:1"


def test_a_body_stored_ahead_of_its_message_is_found_at_any_length(
    conversations: ConversationStore, fresh: Fresh
) -> None:
    conversation = opened(conversations, fresh)
    texts = ["가" * length for length in range(55, 95)]
    for number, text in enumerate(texts, start=1):
        outgoing = replace(said(conversation, number, text), is_body_stored=True)
        conversations.store_long_body(conversation.id, replace(outgoing.entry, at=outgoing.entry.at - 1))
        assert conversations.number_message(outgoing) is not None
        conversations.write_log(conversation.id, number, outgoing.client_id, outgoing.entry)
    page = conversations.page(conversation.id, 0, len(texts) + 1, 100, newest=False)
    assert [message.body for message in page] == [Text(text) for text in texts]


def test_a_long_body_cannot_be_altered_by_a_repeat(conversations: ConversationStore, fresh: Fresh) -> None:
    conversation = opened(conversations, fresh)
    first, other = said(conversation, 1, "처음 한 말 " * 100), said(conversation, 1, "나중에 바꾼 말 " * 100)
    after = conversations.number_message(first)
    assert after is not None
    assert conversations.number_message(other) is None
    conversations.write_log(conversation.id, 1, first.client_id, after.device_entries["phone001"].entry or first.entry)
    assert conversations.page(conversation.id, 0, 2, 10, newest=False)[0].body == first.entry.body


def test_a_message_that_must_follow_another_is_refused_later(conversations: ConversationStore, fresh: Fresh) -> None:
    conversation = opened(conversations, fresh)
    conversations.number_message(said(conversation, 1))
    assert conversations.number_message(replace(said(conversation, 1, device="tablet01"), expected_seq=0)) is None
    assert conversations.number_message(replace(said(conversation, 1, device="tablet01"), expected_seq=1)) is not None


def test_a_device_entry_is_cleared_unless_its_device_has_sent_again(
    conversations: ConversationStore, fresh: Fresh
) -> None:
    conversation = opened(conversations, fresh)
    conversations.number_message(said(conversation, 1))
    conversations.number_message(said(conversation, 2))
    for number, kept in ((1, True), (2, False), (2, False)):
        conversations.clear_entry(conversation.id, "phone001", number)
        now = conversations.get(conversation.id)
        assert now is not None
        assert (now.device_entries["phone001"].number, now.device_entries["phone001"].entry is not None) == (2, kept)
    assert conversations.number_message(said(conversation, 2)) is None, "its number is remembered"


def test_the_bot_speaks_only_with_its_fencing_token(conversations: ConversationStore, fresh: Fresh) -> None:
    conversation = opened(conversations, fresh)
    entry = LogEntry(T0, By(Speaker.BOT), Text("무엇을 도와드릴까요?"))
    assert (
        conversations.number_message(OutgoingMessage(conversation.id, "bot", 1, entry, "bot", fencing_token=1))
        is not None
    )
    now = conversations.get(conversation.id)
    assert now is not None
    assigned(conversations, now, "agent-1")
    assert (
        conversations.number_message(OutgoingMessage(conversation.id, "bot", 2, entry, "bot", fencing_token=1)) is None
    )
    assert (
        conversations.number_message(OutgoingMessage(conversation.id, "bot", 2, entry, "bot", fencing_token=2)) is None
    )


def test_a_centre_message_is_allowed_in_every_state_and_is_no_turn(
    conversations: ConversationStore, fresh: Fresh
) -> None:
    conversation = opened(conversations, fresh)
    conversations.number_message(said(conversation, 1, device="claim001"))
    outgoing = OutgoingMessage(conversation.id, "claim001", 1, notice("claim_paid"), "")
    after = conversations.number_message(outgoing)
    assert after is not None
    assert (after.seq, after.turn) == (2, "agent")
    assert conversations.number_message(outgoing) is None, "once"
    again = conversations.number_message(said(conversation, 2, device="claim001"))
    assert again is not None, "it uses up nobody's numbers"
    assert conversations.change_state(assigned(conversations, again, "agent-1"), StateChange(State.CLOSED, notice()))
    late = conversations.number_message(OutgoingMessage(conversation.id, "claim001", 2, notice("claim_closed"), ""))
    assert late is not None
    assert late.seq == 6


@pytest.mark.parametrize(
    "after,before,limit,newest,expected",
    [
        (0, 100, 100, False, [1, 2, 3, 4, 5, 6]),
        (0, 100, 2, True, [5, 6]),
        (0, 100, 2, False, [1, 2]),
        (2, 5, 100, False, [3, 4]),
        (3, 4, 100, False, []),
    ],
)
def test_pages_are_in_order_from_either_end(
    conversations: ConversationStore,
    fresh: Fresh,
    after: int,
    before: int,
    limit: int,
    newest: bool,
    expected: list[int],
) -> None:
    conversation = opened(conversations, fresh)
    for seq in range(1, 7):
        conversations.write_log(conversation.id, seq, f"phone001:{seq}", said(conversation, seq).entry)
    page = conversations.page(conversation.id, after, before, limit, newest=newest)
    assert [message.seq for message in page] == expected


def test_repairing_the_log_never_overwrites(conversations: ConversationStore, fresh: Fresh) -> None:
    conversation = opened(conversations, fresh)
    conversations.write_log(conversation.id, 1, "phone001:1", said(conversation, 1).entry)
    conversations.fill_gap(conversation.id, 1, notice())
    conversations.fill_gap(conversation.id, 2, notice())
    first, second = conversations.page(conversation.id, 0, 3, 10, newest=False)
    assert first.client_id == "phone001:1"
    assert isinstance(second.body, Notice)
