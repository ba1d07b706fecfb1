"""Contract of stores for conversations: one side cannot change what the other side wrote."""

from collections.abc import Callable

from chalicelib.content.message_bodies import Text
from chalicelib.content.messages import By, Speaker
from chalicelib.conversations.dynamo_expressions import MAX_KEPT_DEVICES
from chalicelib.conversations.model import Conversation, LogEntry, OutgoingMessage, StateChange
from chalicelib.conversations.ports import ConversationStore
from chalicelib.conversations.states import State
from tests.stores.conversations_written import assigned, notice, opened, said

T0 = 1_800_000_000_000
Fresh = Callable[[str], str]
LONG = "지급은 약관에 따라 정해집니다. " * 40


def from_agent(conversation: Conversation, number: int, words: str, device: str = "desk0001") -> OutgoingMessage:
    entry = LogEntry(T0 + number * 1000, By(Speaker.AGENT, "agent-1", "김하늘"), Text(words))
    return OutgoingMessage(conversation.id, device, number, entry, "agent-1")


def test_a_long_body_cannot_be_forged_for_another_person(conversations: ConversationStore, fresh: Fresh) -> None:
    conversation = assigned(conversations, opened(conversations, fresh), "agent-1")
    thief = OutgoingMessage(
        conversation.id, "desk0001", 1, said(conversation, 1, "전액 지급을 약속합니다. " * 40).entry, "cust-thief"
    )
    assert conversations.number_message(thief) is None
    right = from_agent(conversation, 1, LONG)
    after = conversations.number_message(right)
    assert after is not None
    conversations.write_log(conversation.id, after.seq, right.client_id, right.entry)
    assert conversations.page(conversation.id, after.seq - 1, after.seq + 1, 1, newest=False)[0].body == Text(LONG)


def test_a_body_changed_after_a_refusal_is_stored_as_changed(conversations: ConversationStore, fresh: Fresh) -> None:
    conversation = opened(conversations, fresh)
    for number in range(1, 6):
        conversations.number_message(said(conversation, number, at=T0 + number))
    assert conversations.number_message(said(conversation, 6, "급하게 쓴 말 " * 100, at=T0 + 9)) is None
    again = said(conversation, 6, "고쳐 쓴 말 " * 100, at=T0 + 2_000)
    after = conversations.number_message(again)
    assert after is not None
    conversations.write_log(conversation.id, 6, again.client_id, again.entry)
    assert conversations.page(conversation.id, 5, 7, 1, newest=False)[0].body == again.entry.body


def test_client_numbers_of_the_two_sides_are_separate_for_one_device_id(
    conversations: ConversationStore, fresh: Fresh
) -> None:
    conversation = assigned(conversations, opened(conversations, fresh), "agent-1")
    assert conversations.number_message(said(conversation, 999_999_999, device="desk0001")) is not None
    after = conversations.number_message(from_agent(conversation, 1, "네, 말씀하세요"))
    assert after is not None
    entries = [slot.entry for slot in after.device_entries.values() if slot.seq > 1]
    assert {entry.by.role for entry in entries if entry} == {Speaker.CUSTOMER, Speaker.AGENT}


def test_a_state_change_works_with_any_number_of_device_entries(conversations: ConversationStore, fresh: Fresh) -> None:
    conversation = opened(conversations, fresh)
    last = conversation
    for number in range(400):
        after = conversations.number_message(
            said(conversation, 1, "가", device=f"fresh{number:05}", at=T0 + number * 1000)
        )
        assert after is not None
        last = after
    changed = conversations.change_state(last, StateChange(State.CLOSED, notice()))
    assert changed is not None
    assert changed.state is State.CLOSED


def test_the_oldest_device_entries_can_be_removed(conversations: ConversationStore, fresh: Fresh) -> None:
    conversation = last = opened(conversations, fresh)
    for number in range(MAX_KEPT_DEVICES + 3):
        after = conversations.number_message(
            said(conversation, 1, "가", device=f"fresh{number:05}", at=T0 + number * 1000)
        )
        assert after is not None
        last = after
    conversations.number_message(said(conversation, 2, "나", device="fresh00001", at=T0 + 99_000))
    conversations.prune_devices(last)  # has read an older conversation: device 1 has sent since, so nothing is pruned
    now = conversations.get(conversation.id)
    assert now is not None
    assert len(now.device_entries) == MAX_KEPT_DEVICES + 3
    conversations.prune_devices(now)
    left = conversations.get(conversation.id)
    assert left is not None
    assert len(left.device_entries) == MAX_KEPT_DEVICES
    assert "fresh00001" in left.device_entries
    assert "fresh00000" not in left.device_entries


def test_a_logged_message_is_recognised(conversations: ConversationStore, fresh: Fresh) -> None:
    conversation = opened(conversations, fresh)
    conversations.write_log(conversation.id, 2, "phone001:2", said(conversation, 2).entry)
    assert conversations.logged_seqs(conversation.id, [1, 2, 3]) == {2}
    assert conversations.logged_seqs(conversation.id, []) == set()
