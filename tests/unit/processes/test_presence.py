"""When an agent counts as absent."""

import pytest

from chalicelib.content.server_frames import UnassignedFrame
from chalicelib.conversations.states import State
from chalicelib.kernel.actors import Role
from chalicelib.presence.rules import presence_rules
from chalicelib.processes.housekeeping import run_every_minute
from tests.entry.centre import Centre, person
from tests.entry.conftest import centre as centre

HANEUL = person("agent-haneul", Role.AGENT, "general")
DESK = f"connection-of-{HANEUL.id}"
ABSENT_AFTER_MS = presence_rules().absent_after_seconds * 1000
DEAD_AFTER_MS = presence_rules().dead_connection_after_seconds * 1000


@pytest.fixture
def served(centre: Centre) -> str:
    """A conversation with an agent whose page is connected."""
    centre.courier.inboxes[DESK] = []
    centre.done(HANEUL, "hello", device="desk0001")
    return centre.assigned(HANEUL)


def _state_after_round(centre: Centre, conversation: str) -> State:
    run_every_minute(centre.services)
    centre.follow_events()
    return centre.stored_conversation(conversation).state


def test_a_page_that_is_being_reloaded_keeps_its_conversations(centre: Centre, served: str) -> None:
    centre.now += 20_000
    centre.hang_up(HANEUL)
    del centre.courier.inboxes[DESK]
    centre.now += 1_500
    assert _state_after_round(centre, served) is State.ASSIGNED
    centre.now += ABSENT_AFTER_MS
    assert _state_after_round(centre, served) is State.WAITING


def test_a_page_in_the_background_pings_once_a_minute_and_keeps_its_conversations(centre: Centre, served: str) -> None:
    for _ in range(3):
        centre.now += ABSENT_AFTER_MS + 2_000
        assert _state_after_round(centre, served) is State.ASSIGNED
        centre.done(HANEUL, "ping")


def test_a_lost_connection_is_detected_after_a_minute(centre: Centre, served: str) -> None:
    del centre.courier.inboxes[DESK]
    centre.now += ABSENT_AFTER_MS - 1
    assert _state_after_round(centre, served) is State.ASSIGNED
    centre.now += 1
    assert _state_after_round(centre, served) is State.WAITING


def test_a_connection_without_activity_is_closed_in_the_end(centre: Centre, served: str) -> None:
    centre.now += DEAD_AFTER_MS
    assert _state_after_round(centre, served) is State.WAITING


def test_a_closed_connection_gets_no_more_frames(centre: Centre, served: str) -> None:
    centre.hang_up(HANEUL)
    centre.courier.inboxes[DESK].clear()
    centre.services.post_to_person(HANEUL.id, UnassignedFrame(served, "closed"))
    assert centre.courier.inboxes[DESK] == []
