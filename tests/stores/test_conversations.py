"""Contract of stores for conversations: states, members, topics, lists."""

from msgspec.structs import replace

from chalicelib.content.message_bodies import Text
from chalicelib.content.messages import By, Speaker
from chalicelib.content.views import Named, NoteView, RatingView
from chalicelib.conversations.events import OpeningEvent, RatingEvent
from chalicelib.conversations.model import (
    Conversation,
    DeviceConnection,
    LogEntry,
    OutgoingMessage,
    Participant,
    StateChange,
)
from chalicelib.conversations.ports import ConversationStore
from chalicelib.conversations.states import SPEAKING, Part, State
from tests.stores.conversations_written import DESK, K1, K2, T0, Fresh, assigned, notice, opened, said


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


def test_a_colleague_beside_the_agent_writes_in_their_own_name_until_they_leave(
    conversations: ConversationStore, fresh: Fresh
) -> None:
    conversation = assigned(conversations, opened(conversations, fresh), "agent-1")
    beside = Participant("이서준", Part.JOINED, 3)
    joined = conversations.change_state(conversation, StateChange(State.ASSIGNED, notice(), {}, {"agent-2": beside}))
    assert joined is not None
    assert joined.participants == {"agent-2": beside}
    entry = LogEntry(T0 + 5000, By(Speaker.AGENT, "agent-2", "이서준"), Text("네"))
    outgoing = OutgoingMessage(conversation.id, "desk0002", 1, entry, "agent-2", is_beside_agent=True)
    sent = conversations.number_message(outgoing)
    assert sent is not None
    assert sent.agent == Named("agent-1", "김하늘")
    assert sent.device_entries["desk0002_a"].entry == entry
    there = conversations.add_connection(conversation.id, "agent-2", "agent", K1)
    assert there is not None
    assert there.connections["agent"] == {DESK, K1}
    left = conversations.change_state(
        there, StateChange(State.ASSIGNED, notice(), {"agent_connections": frozenset({DESK})}, {"agent-2": None})
    )
    assert left is not None
    assert left.participants == {}
    again = OutgoingMessage(conversation.id, "desk0002", 2, entry, "agent-2", is_beside_agent=True)
    assert conversations.number_message(again) is None
    assert conversations.add_connection(conversation.id, "agent-2", "agent", K1) is None


def test_only_who_has_joined_writes(conversations: ConversationStore, fresh: Fresh) -> None:
    conversation = assigned(conversations, opened(conversations, fresh), "agent-1")
    parts = {f"agent-{part.value}": Participant("이서준", part, 3) for part in Part}
    changed = conversations.change_state(conversation, StateChange(State.ASSIGNED, notice(), {}, {**parts}))
    assert changed is not None
    wrote = set()
    for number, (person, each) in enumerate(parts.items()):
        entry = LogEntry(T0 + number * 5000, By(Speaker.AGENT, person, "이서준"), Text("네"))
        outgoing = OutgoingMessage(conversation.id, f"desk000{number}", 1, entry, person, is_beside_agent=True)
        if conversations.number_message(outgoing) is not None:
            wrote.add(each.part)
    assert wrote == SPEAKING


def test_a_change_without_a_notice_lets_messages_come_before_it(conversations: ConversationStore, fresh: Fresh) -> None:
    conversation = assigned(conversations, opened(conversations, fresh), "agent-1")
    sent = conversations.number_message(said(conversation, 1))
    assert sent is not None
    reads_along = Participant("오도윤", Part.MONITORING, 3)
    silent = StateChange(State.ASSIGNED, None, {}, {"sup-1": reads_along})
    after = conversations.change_state(conversation, silent)
    assert after is not None
    assert (after.seq, after.participants) == (sent.seq, {"sup-1": reads_along})
    assert after.device_entries == sent.device_entries
    assert conversations.change_state(conversation, silent) is None, "the conversation has changed since"


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


def test_tags_replace_those_before(conversations: ConversationStore, fresh: Fresh) -> None:
    tagged, bare = opened(conversations, fresh).id, opened(conversations, fresh).id
    conversations.set_tags(tagged, ("media",))
    conversations.set_tags(tagged, ("complaint", "단골 고객"))
    assert conversations.tags_of([tagged, bare, "nothing"]) == {tagged: ("complaint", "단골 고객")}
    conversations.set_tags(tagged, ())
    conversations.set_tags(bare, ())
    assert conversations.tags_of([tagged, bare]) == {}
    assert conversations.page(tagged, 0, 100, 100, newest=False) == []
    assert conversations.notes(tagged) == []


def test_notes_are_not_in_the_log(conversations: ConversationStore, fresh: Fresh) -> None:
    conversation = opened(conversations, fresh)
    notes = [NoteView(T0 + n, Named("agent-1", "김하늘"), f"메모 {n}") for n in (1, 2)]
    for note in reversed(notes):
        conversations.add_note(conversation.id, note)
    assert conversations.notes(conversation.id) == notes
    assert conversations.page(conversation.id, 0, 100, 100, newest=False) == []


def test_a_device_joins_many_conversations_and_none_of_others(conversations: ConversationStore, fresh: Fresh) -> None:
    known = [assigned(conversations, opened(conversations, fresh), "agent-1") for _ in range(23)]
    theirs = assigned(conversations, opened(conversations, fresh), "agent-2")
    wanted = [*(each.id for each in known), theirs.id, "never"]
    joined = conversations.add_connection_to(wanted, "agent-1", "agent", K1)
    assert [each.id for each in joined] == [each.id for each in known]
    assert all(K1 in each.connections["agent"] for each in joined)
    kept = conversations.get(theirs.id)
    assert kept is not None
    assert K1 not in kept.connections["agent"]
    assert conversations.add_connection_to([], "agent-1", "agent", K1) == []
    assert conversations.add_connection_to(["never"], "agent-1", "agent", K1) == []


def test_a_rating_replaces_the_one_that_was_read(conversations: ConversationStore, fresh: Fresh) -> None:
    before = opened(conversations, fresh)
    first, second = RatingView(4), RatingView(5, "yes")
    event = RatingEvent(before.id, T0, "general", None, 4, "", 0, "")
    rated = conversations.rate(before, first, event)
    assert rated is not None
    assert rated.rating == first
    assert conversations.rate(before, second, replace(event, number=T0 + 1)) is None, "it was changed since"
    again = conversations.rate(rated, second, replace(event, number=T0 + 2))
    assert again is not None
    assert (again.rating, again.view().rating) == (second, second)
    assigned(conversations, again, fresh("agent"))
    assert conversations.rate(again, first, replace(event, number=T0 + 3)) is None, "its state has changed"
