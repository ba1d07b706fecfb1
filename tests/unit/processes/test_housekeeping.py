"""A failure in one conversation does not affect others; housekeeping repairs what a crash left."""

from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from chalicelib.content.views import NoteView
from chalicelib.conversations.events import ConversationEvent
from chalicelib.conversations.model import Conversation, StateChange
from chalicelib.conversations.states import State
from chalicelib.kernel.actors import Role
from chalicelib.processes.housekeeping import run_every_minute, run_job
from chalicelib.routing.jobs import MatchQueue
from chalicelib.routing.model import QueueEntry, Status
from tests.entry.centre import KIM, LEE, Centre, person
from tests.entry.conftest import centre as centre
from tests.fakes.conversations import FakeConversations
from tests.fakes.events import FakeOutbox

HANEUL = person("agent-haneul", Role.AGENT, "general")
DESK = f"connection-of-{HANEUL.id}"
MOST = 128 * 1024


class Broken(FakeConversations):
    """Can't change one conversation, whatever is tried."""

    def __init__(self, before: FakeConversations, conversation: str) -> None:
        super().__init__(FakeOutbox())
        self.__dict__ |= before.__dict__
        self.conversation = conversation

    def change_state(
        self, previous: Conversation, change: StateChange, event: ConversationEvent | None = None
    ) -> Conversation | None:
        if previous.id == self.conversation:
            raise RuntimeError("too large")
        return super().change_state(previous, change, event)


def broken(centre: Centre, conversation: str) -> None:
    centre.services = replace(
        centre.services, messaging=replace(centre.services.messaging, store=Broken(centre.store, conversation))
    )


def on_duty(centre: Centre) -> None:
    centre.courier.inboxes[DESK] = []
    centre.done(HANEUL, "hello", device="desk0001")
    centre.done(HANEUL, "availability", status="available")


@pytest.mark.parametrize("by", ["job", "round"])
def test_a_failed_handoff_does_not_delay_others(centre: Centre, by: str) -> None:
    first, second = centre.waiting(KIM), centre.waiting(LEE)
    on_duty(centre)
    broken(centre, first)
    run_job(centre.services, MatchQueue("general")) if by == "job" else run_every_minute(centre.services)
    failed = centre.follow_events_that_may_fail()
    assert {job.event["conversation"] for job in failed} == {first}
    conversation = centre.services.messaging.store.get(second)
    assert conversation is not None
    assert conversation.state is State.ASSIGNED


def test_a_conversation_reopened_before_its_release_can_be_queued_again(centre: Centre) -> None:
    on_duty(centre)
    conversation = centre.assigned(HANEUL)
    entry = centre.routing.entries[conversation]
    centre.done(HANEUL, "resolve", conversation=conversation, outcome="answered")
    centre.routing.entries[conversation] = entry  # the Lambda died between head and desk
    agent_state = centre.routing.agent_states[HANEUL.id]
    agent_state.serving[conversation] = KIM.id
    centre.done(KIM, "reopen", conversation=conversation)
    centre.now += 5_000
    request = {"type": "answer", "to": 1, "button": "intent:agent_request", "label": "상담원 연결"}
    centre.done(KIM, "send", conversation=conversation, client_id="phone001:2", body=request)
    assert [entry.conversation for entry in centre.routing.list_waiting("general", 9)] == [conversation]


def test_a_device_connecting_during_a_handoff_gets_every_message(
    centre: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    conversation = centre.waiting()
    centre.done(HANEUL, "availability", status="available")
    change = centre.store.change_state

    def while_he_arrives(seen: Conversation, made: StateChange, event: Any) -> Conversation | None:
        if made.state is State.ASSIGNED and DESK not in centre.courier.inboxes:
            on_duty(centre)
        return change(seen, made, event)

    monkeypatch.setattr(centre.store, "change_state", while_he_arrives)
    centre.work()
    assert DESK in {connection.id for connection in centre.stored_conversation(conversation).connections["agent"]}
    assert any(type(frame).__name__ == "AssignedFrame" for frame in centre.courier.inboxes[DESK])


def test_a_device_connecting_while_another_opens_gets_every_message(
    centre: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    centre.courier.inboxes["tablet"] = []
    create = centre.store.create

    def while_it_arrives(conversation: Conversation, event: Any) -> Conversation:
        centre.ask(KIM, "hello", connection="tablet", device="tablet01")
        return create(conversation, event)

    monkeypatch.setattr(centre.store, "create", while_it_arrives)
    conversation_id = centre.opened()
    assert "tablet" in {
        connection.id for connection in centre.stored_conversation(conversation_id).connections["customer"]
    }


def test_many_long_notes_leave_an_assignment_below_the_limit(centre: Centre) -> None:
    conversation = centre.waiting()
    for number in range(40):
        by = centre.stored_conversation(conversation).customer
        centre.store.add_note(conversation, NoteView(number, by, f"{number:02} " + "메모" * 2_000))
    on_duty(centre)
    centre.work()
    (frame,) = [f for f in centre.courier.inboxes[DESK] if type(f).__name__ == "AssignedFrame"]
    assert len(msgspec.json.encode(frame)) < MOST
    assert frame.customer.notes[-1].text.startswith("39 ")  # type: ignore[attr-defined]


def test_a_hello_of_long_conversations_is_below_the_limit(centre: Centre) -> None:
    agent = person("agent-full", Role.AGENT, "general")
    customers = [person(f"cust-{number}", Role.CUSTOMER) for number in range(20)]
    centre.done(agent, "hello", device="desk0001")
    centre.routing.set_agent(agent.id, agent.name, frozenset({"general"}), 20, Status.AVAILABLE, centre.now)
    for number in range(300):
        name = f"colleague-{number:03}"
        centre.routing.set_agent(name, "김하늘" * 4, frozenset({"general"}), 1, Status.PAUSED, centre.now)
    conversations = [centre.waiting(customer) for customer in customers]
    centre.work()
    centre.now += 2_000
    for customer, conversation in zip(customers, conversations, strict=True):
        centre.done(customer, "send", conversation=conversation, client_id="phone001:2", body=long_text())
    answer = centre.raw(agent, '{"action":"hello","ref":"1","device":"desk0001"}')["body"]
    assert len(answer.encode()) < MOST
    result: dict[str, Any] = msgspec.json.decode(answer)["result"]
    assert len(result["conversations"]) == 20
    assert all(missed.get("messages") or missed["more"] for missed in result["conversations"])


def test_long_queues_are_shown_below_the_limit(centre: Centre) -> None:
    for queue in ("general", "accident", "contract", "compensation", "roadside"):
        for number in range(200):
            entry = centre_place(f"{queue[:8]}{number:032}", queue)
            centre.routing.enqueue(entry)
    assert len(centre.raw(HANEUL, '{"action":"waiting","ref":"1"}')["body"].encode()) < MOST


def test_a_conversation_needs_an_existing_topic(centre: Centre) -> None:
    assert centre.ask(KIM, "open", device="phone001", topic="made_up")["code"] == "invalid_frame"
    assert centre.store.conversations == {}


def long_text() -> dict[str, str]:
    return {"type": "text", "text": "가" * 5_400}


def centre_place(conversation: str, queue: str) -> QueueEntry:
    return QueueEntry(conversation, "c" * 64, queue, 1_800_000_000_000, name="김" * 40)
