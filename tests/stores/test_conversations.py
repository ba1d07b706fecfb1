"""Contract of stores for conversations."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from msgspec.structs import replace

from chalicelib.content.message_bodies import Notice, Text
from chalicelib.content.messages import By, Speaker
from chalicelib.content.views import Named, NoteView
from chalicelib.conversations.events import OpeningEvent
from chalicelib.conversations.model import Conversation, DeviceConnection, LogEntry, OutgoingMessage, Press, StateChange
from chalicelib.conversations.ports import ConversationStore
from chalicelib.conversations.send_rules import REPEATED_PRESS_MS
from chalicelib.conversations.states import State

T0 = 1_800_000_000_000
K1, K2, DESK = (
    DeviceConnection("k1=", T0),
    DeviceConnection("k2=", T0 + 86_399_000),
    DeviceConnection("desk", 4_102_444_800_000),
)
Fresh = Callable[[str], str]


def opened(store: ConversationStore, fresh: Fresh, **fields: object) -> Conversation:
    conversation_id, customer = fresh("conv"), fresh("cust")
    conversation = Conversation(conversation_id, State.BOT, 1, 0, "general", T0, Named(customer, "김서연"), **fields)  # type: ignore[arg-type]
    created = store.create(conversation, OpeningEvent(conversation_id, 1))
    assert created is not None
    return created


def said(
    conversation: Conversation, number: int, text: str = "안녕하세요", device: str = "phone001", at: int = 0
) -> OutgoingMessage:
    by = By(Speaker.CUSTOMER, conversation.customer.id, conversation.customer.name)
    entry = LogEntry(at or T0 + number * 1000, by, Text(text))
    return OutgoingMessage(conversation.id, device, number, entry, conversation.customer.id)


def notice(code: str = "test") -> LogEntry:
    return LogEntry(T0, By(Speaker.SYSTEM), Notice(code, "알림"))


def assigned(store: ConversationStore, conversation: Conversation, agent: str) -> Conversation:
    change = StateChange(
        State.ASSIGNED, notice(), {"agent": Named(agent, "김하늘"), "agent_connections": frozenset({DESK})}
    )
    after = store.change_state(conversation, change)
    assert after is not None
    return after


def test_a_conversation_comes_back_as_it_was_stored(conversations: ConversationStore, fresh: Fresh) -> None:
    conversation = opened(conversations, fresh, connections={"customer": frozenset({K1, K2})})
    stored = conversations.get(conversation.id)
    assert stored is not None
    assert stored.view() == conversation.view()
    assert stored.connections == {"customer": frozenset({K1, K2})}


def test_creating_twice_keeps_the_first(conversations: ConversationStore, fresh: Fresh) -> None:
    conversation = opened(conversations, fresh)
    conversations.number_message(said(conversation, 1))
    stored = conversations.create(conversation, OpeningEvent(conversation.id, 1))
    assert stored is not None
    assert stored.seq == 1


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


def test_a_state_change_needs_the_conversation_as_it_was_read(conversations: ConversationStore, fresh: Fresh) -> None:
    conversation = opened(conversations, fresh)
    conversations.number_message(said(conversation, 1))
    assert conversations.change_state(conversation, StateChange(State.WAITING, notice())) is None
    seen = conversations.get(conversation.id)
    assert seen is not None
    after = conversations.change_state(
        seen, StateChange(State.WAITING, notice(), {"queue": "accident", "emergency": True})
    )
    assert after is not None
    assert (after.state, after.fencing_token, after.seq) == (State.WAITING, 2, 2)
    assert (after.queue, after.emergency) == ("accident", True)
    slot = after.device_entries["system"]
    assert (slot.number, slot.seq, slot.entry) == (2, 2, notice())
    assert after.device_entries["phone001"].entry is None


def test_an_agent_joins_and_leaves_with_their_devices(conversations: ConversationStore, fresh: Fresh) -> None:
    conversation = assigned(conversations, opened(conversations, fresh), "agent-1")
    assert conversation.agent == Named("agent-1", "김하늘")
    assert conversation.connections["agent"] == frozenset({DESK})
    entry = LogEntry(T0 + 5000, By(Speaker.AGENT, "agent-1", "김하늘"), Text("네"))
    assert conversations.number_message(OutgoingMessage(conversation.id, "desk0001", 1, entry, "agent-2")) is None
    after = conversations.number_message(OutgoingMessage(conversation.id, "desk0001", 1, entry, "agent-1"))
    assert after is not None
    assert after.turn == "customer"
    released = conversations.change_state(
        after, StateChange(State.WAITING, notice(), {"agent": None, "agent_connections": None})
    )
    assert released is not None
    assert released.agent is None
    assert "agent" not in released.connections
    assert conversations.number_message(OutgoingMessage(conversation.id, "desk0001", 2, entry, "agent-1")) is None


def test_watermarks_only_rise_and_never_pass_the_end(conversations: ConversationStore, fresh: Fresh) -> None:
    conversation = opened(conversations, fresh)
    for number in (1, 2, 3):
        conversations.number_message(said(conversation, number))
    person = conversation.customer.id
    after = conversations.advance_receipt(conversation.id, person, "customer", 2, 0)
    assert after is not None
    assert (after.receipts["customer"].delivered, after.receipts["customer"].read) == (2, 0)
    assert conversations.advance_receipt(conversation.id, person, "customer", 1, 0) is None
    assert conversations.advance_receipt(conversation.id, person, "customer", 0, 4) is None
    after = conversations.advance_receipt(conversation.id, person, "customer", 0, 3)
    assert after is not None
    assert (after.receipts["customer"].delivered, after.receipts["customer"].read) == (3, 3)


def test_devices_join_and_leave(conversations: ConversationStore, fresh: Fresh) -> None:
    conversation = opened(conversations, fresh)
    conversations.add_connection(conversation.id, conversation.customer.id, "customer", K1)
    joined = conversations.add_connection(conversation.id, conversation.customer.id, "customer", K2)
    assert joined is not None
    assert joined.connections["customer"] == frozenset({K1, K2})
    conversations.remove_connections(conversation.id, frozenset({K1, DeviceConnection("never-there", T0)}))
    left = conversations.get(conversation.id)
    assert left is not None
    assert left.connections == {"customer": frozenset({K2})}
    conversations.remove_connections("no-such-conversation", frozenset({K1}))
    assert conversations.get("no-such-conversation") is None


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


def test_a_topic_belongs_to_the_first_conversation_until_released(
    conversations: ConversationStore, fresh: Fresh
) -> None:
    customer = fresh("cust")
    assert conversations.topics(customer) == {}
    assert conversations.claim_topic(customer, "general", "one") == "one"
    assert conversations.claim_topic(customer, "general", "two") == "one"
    assert conversations.claim_topic(customer, "accident", "three") == "three"
    conversations.free_topic(customer, "general", "two")
    assert conversations.topics(customer) == {"general": "one", "accident": "three"}
    conversations.free_topic(customer, "general", "one")
    assert conversations.claim_topic(customer, "general", "two") == "two"


def test_a_customers_conversations_are_listed_newest_first(conversations: ConversationStore, fresh: Fresh) -> None:
    customer = Named(fresh("cust"), "박정호")
    for place, name in enumerate([fresh("conv"), fresh("conv"), fresh("conv")]):
        conversation = Conversation(name, State.BOT, 1, 0, f"t{place}", T0 + place, customer)
        conversations.create(conversation, OpeningEvent(name, 1))
    listed = conversations.of_customer(customer.id, 2)
    assert [conversation.topic for conversation in listed] == ["t2", "t1"]


def test_conversations_are_read_together(conversations: ConversationStore, fresh: Fresh) -> None:
    one, other = opened(conversations, fresh), opened(conversations, fresh)
    found = conversations.get_many([one.id, "nothing", other.id, one.id])
    assert found == {each.id: conversations.get(each.id) for each in (one, other)}
    assert conversations.get_many([]) == {}


def test_notes_are_not_in_the_log(conversations: ConversationStore, fresh: Fresh) -> None:
    conversation = opened(conversations, fresh)
    notes = [NoteView(T0 + n, Named("agent-1", "김하늘"), f"메모 {n}") for n in (1, 2)]
    for note in reversed(notes):
        conversations.add_note(conversation.id, note)
    assert conversations.notes(conversation.id) == notes
    assert conversations.page(conversation.id, 0, 100, 100, newest=False) == []
