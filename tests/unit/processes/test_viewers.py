"""Viewers of a conversation, and who is notified of them."""

import pytest

from chalicelib.content.server_frames import ViewersFrame
from chalicelib.identity.tickets import Identity
from chalicelib.kernel.actors import Role
from chalicelib.presence.rules import presence_rules
from tests.entry.centre import KIM, Centre, person
from tests.entry.conftest import centre as centre

HANEUL = person("agent-haneul", Role.AGENT, "general")
JIWOO = person("agent-jiwoo", Role.AGENT, "contract")
YUJIN = person("sup-yujin", Role.SUPERVISOR, "general")
VIEWING_MS = presence_rules().viewing_seconds * 1000


def looks(centre: Centre, who: Identity, conversation: str, **fields: object) -> list[str]:
    answer = centre.done(who, "viewing", conversation=conversation, **fields)
    return [one["id"] for one in answer["viewers"]]


def received_viewers(centre: Centre, who: Identity) -> list[tuple[str, ...]]:
    inbox = centre.courier.inboxes[f"connection-of-{who.id}"]
    frames = [frame for frame in inbox if isinstance(frame, ViewersFrame)]
    inbox.clear()
    return [tuple(one.id for one in frame.viewers) for frame in frames]


@pytest.fixture(autouse=True)
def desks(centre: Centre) -> None:
    for who in (HANEUL, JIWOO, YUJIN):
        centre.courier.inboxes[f"connection-of-{who.id}"] = []


def test_viewers_of_a_waiting_customer_see_each_other(centre: Centre) -> None:
    conversation = centre.waiting()
    assert looks(centre, HANEUL, conversation) == [HANEUL.id]
    assert looks(centre, YUJIN, conversation) == [HANEUL.id, YUJIN.id]
    assert received_viewers(centre, HANEUL) == [(HANEUL.id, YUJIN.id)]
    assert received_viewers(centre, YUJIN) == []
    assert looks(centre, YUJIN, conversation, away=True) == []
    assert received_viewers(centre, HANEUL) == [(HANEUL.id,)]


def test_a_renewed_view_notifies_nobody_and_does_not_expire(centre: Centre) -> None:
    conversation = centre.waiting()
    for _ in range(5):
        looks(centre, HANEUL, conversation)
        centre.now += VIEWING_MS - 1
    assert looks(centre, YUJIN, conversation) == [HANEUL.id, YUJIN.id]
    centre.now += 1
    assert looks(centre, YUJIN, conversation) == [YUJIN.id]
    assert received_viewers(centre, HANEUL) == [(HANEUL.id, YUJIN.id)]


def test_a_viewer_without_access_gets_an_empty_list_and_is_not_listed(centre: Centre) -> None:
    conversation = centre.waiting()
    looks(centre, JIWOO, conversation)
    centre.done(HANEUL, "availability", status="available")
    centre.work()
    assert looks(centre, HANEUL, conversation) == [HANEUL.id]
    assert looks(centre, HANEUL, conversation) == [HANEUL.id]
    assert received_viewers(centre, JIWOO) == [()]
    assert centre.ask(JIWOO, "viewing", conversation=conversation)["code"] == "not_allowed"
    assert looks(centre, JIWOO, conversation, away=True) == []
    assert received_viewers(centre, HANEUL) == []


def test_an_agent_views_other_conversations_of_their_customer(centre: Centre) -> None:
    centre.assigned(HANEUL)
    other = centre.done(KIM, "open", device="phone001", topic="contract")["conversation"]["id"]
    assert looks(centre, HANEUL, other) == [HANEUL.id]
    assert centre.ask(YUJIN, "viewing", conversation=other)["code"] == "not_allowed"


def test_a_viewer_with_two_windows_is_listed_once_until_both_end(centre: Centre) -> None:
    conversation = centre.waiting()
    second = "second-connection"
    centre.courier.inboxes[second] = []
    looks(centre, HANEUL, conversation)
    looks(centre, HANEUL, conversation, connection=second)
    assert looks(centre, YUJIN, conversation) == [HANEUL.id, YUJIN.id]
    looks(centre, HANEUL, conversation, away=True)
    assert received_viewers(centre, YUJIN) == [(HANEUL.id, YUJIN.id)]


def test_a_lost_connection_is_detected_by_the_next_viewer(centre: Centre) -> None:
    conversation = centre.waiting()
    looks(centre, HANEUL, conversation)
    del centre.courier.inboxes[f"connection-of-{HANEUL.id}"]
    assert looks(centre, YUJIN, conversation) == [YUJIN.id]


def test_stopping_a_view_that_never_started_notifies_nobody(centre: Centre) -> None:
    conversation = centre.waiting()
    looks(centre, HANEUL, conversation)
    looks(centre, YUJIN, conversation, away=True)
    looks(centre, YUJIN, "nosuchone", away=True)
    assert received_viewers(centre, HANEUL) == []
