"""A connection with an expired token gets nothing, and its agent no assignment, whatever other connections exist."""

from typing import Any

import msgspec
import pytest

from chalicelib.content.message_bodies import Text
from chalicelib.content.messages import By, Speaker
from chalicelib.content.server_frames import QueuesFrame
from chalicelib.conversations.messaging import send_message
from chalicelib.conversations.model import DeviceConnection, LogEntry, OutgoingMessage
from chalicelib.conversations.states import State
from chalicelib.identity.tickets import Identity
from chalicelib.kernel.actors import Role
from chalicelib.presence.rules import presence_rules
from chalicelib.processes.housekeeping import run_every_minute
from chalicelib.processes.queue_notices import post_queue_view
from chalicelib.routing.matching import Matcher, assign_waiting
from chalicelib.routing.model import Status
from chalicelib.routing.rules import routing_rules
from tests.entry.centre import HOUR_MS, KIM, T0, Centre, person
from tests.entry.conftest import centre as centre

HANEUL = person("agent-haneul", Role.AGENT, "general")
JIWOO = person("agent-jiwoo", Role.AGENT, "general")
END = HANEUL.expires_at
SOON = END - 1_000
ABSENT_AFTER_MS = presence_rules().absent_after_seconds * 1000


def every_minute(centre: Centre) -> None:
    """The round of a minute, and what comes of it."""
    run_every_minute(centre.services)
    centre.follow_events()


def until(who: Identity, moment: int) -> Identity:
    """The same person, signed in until then."""
    return msgspec.structs.replace(who, expires_at=moment)


def connect(centre: Centre, who: Identity, connection: str = "") -> list[Any]:
    """The frames posted to a connection of theirs after its hello."""
    connection = connection or f"connection-of-{who.id}"
    centre.courier.inboxes[connection] = []
    assert centre.ask(who, "hello", connection, device="desk0001")["event"] == "ack"
    return centre.courier.inboxes[connection]


def asks_for_agent(centre: Centre, who: Identity) -> None:
    centre.done(who, "availability", status="available")


@pytest.fixture
def talk(centre: Centre) -> str:
    """A conversation that Haneul serves, on lines that stand."""
    connect(centre, KIM)
    connect(centre, HANEUL)
    return centre.assigned(HANEUL)


LATER = until(KIM, END + HOUR_MS)
LATE_HANEUL = until(HANEUL, END + HOUR_MS)


@pytest.mark.parametrize("what", ["text", "typing", "read", "note", "state"])
def test_an_expired_connection_gets_nothing_of_a_conversation(centre: Centre, talk: str, what: str) -> None:
    """Each person has a second connection with a longer token; it gets every frame."""
    second = {who.id: connect(centre, who, f"second-{who.id}") for who in (LATER, LATE_HANEUL)}
    ended = [centre.courier.inboxes[f"connection-of-{who.id}"] for who in (KIM, HANEUL)]
    frames: dict[str, tuple[str, dict[str, Any]]] = {
        "text": ("send", {"client_id": "phone002:1", "body": {"type": "text", "text": "여보세요"}}),
        "typing": ("typing", {}),
        "read": ("read", {"seq": 1}),
        "note": ("note", {"text": "메모"}),
        "state": ("resolve", {"outcome": "answered"}),
    }
    action, fields = frames[what]
    speaker, recipient = (LATE_HANEUL, LATER) if what in ("note", "state") else (LATER, LATE_HANEUL)
    for who in (LATE_HANEUL, LATER):
        second[who.id].clear()
    for inbox in ended:
        inbox.clear()
    centre.now = END
    frame = centre.ask(speaker, action, "third", conversation=talk, **fields)
    assert frame["event"] == "ack", frame
    assert ended == [[], []]
    assert second[LATE_HANEUL.id] if what == "note" else second[recipient.id]
    sides = ("agent",) if what == "note" else ("customer", "agent")
    assert not any(
        connection.expires_at <= centre.now for connection in centre.stored_conversation(talk).recipients(*sides)
    )


def test_a_customer_with_an_ended_token_gets_a_push(centre: Centre, talk: str) -> None:
    connect(centre, LATE_HANEUL, "second")
    centre.queued_notifications.queued.clear()
    centre.now = END
    body = {"type": "text", "text": "확인했습니다"}
    frame = centre.ask(LATE_HANEUL, "send", "second", conversation=talk, client_id="desk0002:1", body=body)
    assert frame["event"] == "ack"
    assert len(centre.queued_notifications.queued) == 1


def test_an_ended_connection_is_removed_with_the_first_message(
    centre: Centre, talk: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    centre.now = END
    left: list[frozenset[DeviceConnection]] = []
    leave = centre.store.remove_connections

    def recorded(conversation: str, connections: frozenset[DeviceConnection]) -> None:
        left.append(connections)
        leave(conversation, connections)

    monkeypatch.setattr(centre.store, "remove_connections", recorded)
    for number in (1, 2):
        entry = LogEntry(centre.now, By(Speaker.SYSTEM), Text("안내"))
        send_message(centre.services.messaging, OutgoingMessage(talk, "claim001", number, entry, ""))
    assert [{connection.id for connection in connections} for connections in left] == [
        {f"connection-of-{KIM.id}", f"connection-of-{HANEUL.id}"}
    ]


def test_frames_for_a_person_reach_no_ended_connection(centre: Centre) -> None:
    inbox, second = connect(centre, HANEUL), connect(centre, LATE_HANEUL, "second")
    asks_for_agent(centre, HANEUL)
    for frames in (inbox, second):
        frames.clear()
    centre.now = END
    post_queue_view(centre.services, "general")
    assert (inbox, [type(frame) for frame in second]) == ([], [QueuesFrame])


def test_a_new_conversation_is_shown_on_live_connections_alone(centre: Centre) -> None:
    ended, received = connect(centre, KIM), connect(centre, LATER, "second")
    centre.now = END
    centre.ask(LATER, "open", "third", device="phone003")
    assert (ended, bool(received)) == ([], True)


def test_a_viewer_is_removed_when_their_token_ends(centre: Centre) -> None:
    conversation = centre.waiting()
    inbox = connect(centre, HANEUL)
    jiwoo = until(JIWOO, END + HOUR_MS)
    centre.now = SOON
    centre.done(HANEUL, "viewing", conversation=conversation)
    centre.now = END
    people = centre.done(jiwoo, "viewing", conversation=conversation)["viewers"]
    assert ([one["id"] for one in people], inbox) == ([JIWOO.id], [])


@pytest.mark.parametrize("way", ["match", "round", "transfer"])
def test_an_agent_with_an_ended_token_gets_no_assignment(centre: Centre, way: str) -> None:
    connect(centre, HANEUL)
    asks_for_agent(centre, HANEUL)
    jiwoo = until(JIWOO, END + HOUR_MS)
    connect(centre, jiwoo)
    kim = until(KIM, END + HOUR_MS)
    if way == "transfer":
        asks_for_agent(centre, jiwoo)
        conversation_id = centre.waiting(kim)
        centre.now = END
        centre.work()
        frame = centre.ask(jiwoo, "transfer", conversation=conversation_id, agent=HANEUL.id)
        assert frame["code"] == "agent_unavailable"
    else:
        centre.now = END
        conversation_id = centre.waiting(kim)
        centre.work() if way == "match" else every_minute(centre)
        assert centre.stored_conversation(conversation_id).state is State.WAITING
        asks_for_agent(centre, jiwoo)
        centre.work() if way == "match" else every_minute(centre)
    conversation = centre.stored_conversation(conversation_id)
    assert conversation.agent is not None
    assert conversation.agent.id == JIWOO.id


def test_a_token_that_ends_before_the_handoff_follows_gets_nobody(centre: Centre) -> None:
    inbox = connect(centre, HANEUL)
    asks_for_agent(centre, HANEUL)
    conversation_id = centre.waiting(until(KIM, END + HOUR_MS))
    matcher = Matcher(centre.routing, lambda _: True, centre.now, routing_rules().assignment)
    assert assign_waiting(centre.routing, centre.jobs, "general", matcher) == 1
    centre.now = END
    centre.follow_events()
    assert (centre.stored_conversation(conversation_id).state, inbox) == (State.WAITING, [])
    jiwoo = until(JIWOO, END + HOUR_MS)
    connect(centre, jiwoo)
    asks_for_agent(centre, jiwoo)
    centre.work()
    conversation = centre.stored_conversation(conversation_id)
    assert conversation.agent is not None
    assert conversation.agent.id == JIWOO.id


def test_an_agent_with_a_new_token_gets_the_waiting_customer(centre: Centre) -> None:
    connect(centre, HANEUL)
    asks_for_agent(centre, HANEUL)
    centre.now = END
    conversation = centre.waiting(until(KIM, END + HOUR_MS))
    centre.work()
    assert centre.stored_conversation(conversation).state is State.WAITING
    inbox = connect(centre, LATE_HANEUL, "second")
    centre.work()
    assert centre.stored_conversation(conversation).state is State.ASSIGNED
    assert any(type(frame).__name__ == "AssignedFrame" for frame in inbox)


def test_an_absent_agent_loses_their_conversations_after_a_minute(centre: Centre, talk: str) -> None:
    centre.now = SOON
    centre.done(HANEUL, "ping")
    centre.now = SOON + ABSENT_AFTER_MS - 1
    every_minute(centre)
    assert centre.stored_conversation(talk).state is State.ASSIGNED
    centre.now = SOON + ABSENT_AFTER_MS
    every_minute(centre)
    assert centre.stored_conversation(talk).state is State.WAITING
    agent_state = centre.routing.agent(HANEUL.id)
    assert agent_state is not None
    assert agent_state.status is Status.OFFLINE


def test_a_second_connection_with_a_longer_token_keeps_the_conversations(centre: Centre, talk: str) -> None:
    connect(centre, LATE_HANEUL, "second")
    centre.now = END + ABSENT_AFTER_MS - 1
    centre.ask(LATE_HANEUL, "ping", "second")
    centre.now += ABSENT_AFTER_MS
    every_minute(centre)
    assert centre.stored_conversation(talk).state is State.ASSIGNED
    assert set(centre.courier.closed) == {f"connection-of-{HANEUL.id}", f"connection-of-{KIM.id}"}


def test_housekeeping_closes_ended_connections_once_and_no_others(centre: Centre) -> None:
    connect(centre, KIM)
    connect(centre, LATER, "second")
    connect(centre, HANEUL)
    centre.hang_up(HANEUL)
    for moment, closed in ((END - 1, 0), (END, 1), (END + 60_000, 1)):
        centre.now = moment
        every_minute(centre)
        assert centre.courier.closed == [f"connection-of-{KIM.id}"][:closed]


def test_a_frame_after_the_end_is_answered_and_the_connection_closed(centre: Centre) -> None:
    inbox = connect(centre, KIM)
    centre.now = END
    assert centre.raw(KIM, '{"action":"ping","ref":"r1"}') == {"statusCode": 200}
    (error,) = inbox
    assert (error.ref, error.code) == ("r1", "session_expired")
    assert centre.courier.closed == [f"connection-of-{KIM.id}"]
    assert centre.presence.devices_of(KIM.id) == []
    assert "body" in centre.raw(KIM, '{"action":"ping","ref":"r2"}'), "what can't be posted is the response"


def test_tokens_end_at_the_same_moment_everywhere() -> None:
    assert DeviceConnection.of("k", T0 + 1_999) == DeviceConnection("k", T0 + 1_000)
