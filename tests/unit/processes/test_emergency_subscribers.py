"""A customer in an emergency is on the work list of each department while they wait, whatever the order of events."""

from collections.abc import Callable
from itertools import permutations

import msgspec
import pytest

from chalicelib.processes.emergency_subscribers import update_emergencies_on_work_lists
from chalicelib.routing.events import Move, routing_subject
from chalicelib.routing.model import AgentState, QueueEntry, Status
from tests.entry.centre import KIM, T0, Centre
from tests.entry.conftest import centre as centre

TALK = "talk1"


def moves(centre: Centre) -> list[Move]:
    """The events of the conversation's moves so far."""
    entries = centre.outbox.entries(routing_subject(TALK))
    return [msgspec.json.decode(entry.body, type=Move) for entry in entries]


def listed(centre: Centre) -> list[tuple[str, int]]:
    """The queue of the conversation on each list that has it, and since when it waits."""
    departments = centre.services.claims().rules.departments
    rows = [item for department in departments for item in centre.claims.store.open_work(department)]
    assert len(rows) in (0, len(departments))
    return sorted({(item.queue, item.waiting_since) for item in rows if item.conversation == TALK})


@pytest.fixture
def waiting(centre: Centre) -> Centre:
    """A centre with an agent, and a customer in an emergency who was moved from another queue."""
    centre.routing.set_agent("a1", "박상담", frozenset({"general"}), 1, Status.AVAILABLE, T0)
    centre.routing.enqueue(QueueEntry(TALK, KIM.id, "contract", T0, name=KIM.name))
    assert centre.routing.prioritise(QueueEntry(TALK, KIM.id, "general", T0, emergency=True, name=KIM.name))
    return centre


def test_who_waits_is_listed_whatever_the_order_of_events(waiting: Centre) -> None:
    for events in permutations(moves(waiting) * 2):
        for event in events:
            update_emergencies_on_work_lists(waiting.services, event)
        assert listed(waiting) == [("general", T0)]


def test_who_was_given_back_is_listed_again_and_who_was_assigned_or_left_is_not(waiting: Centre) -> None:
    routing = waiting.routing
    steps: list[tuple[Callable[[QueueEntry, AgentState], bool], list[tuple[str, int]]]] = [
        (routing.assign, []),
        (lambda entry, _: routing.requeue(entry, "a1", entry, T0, "transferred"), [("general", T0)]),
        (lambda entry, _: routing.leave(entry, 0), []),
    ]
    for step, expected in steps:
        before = moves(waiting)
        entry, agent = routing.find_entry(TALK), routing.agent("a1")
        assert entry is not None
        assert agent is not None
        assert step(entry[0], agent)
        for event in (*moves(waiting), *before):
            update_emergencies_on_work_lists(waiting.services, event)
        assert listed(waiting) == expected


def test_a_subscriber_that_read_the_entry_before_its_last_move_changes_nothing(waiting: Centre) -> None:
    event = moves(waiting)[-1]
    find_entry, left = waiting.routing.find_entry, [True]

    def read_early(conversation: str) -> tuple[QueueEntry, str] | None:
        found = find_entry(conversation)
        if found is not None and left:
            left.pop()
            assert waiting.routing.leave(found[0], 0)
            update_emergencies_on_work_lists(waiting.services, moves(waiting)[-1])
        return found

    waiting.routing.find_entry = read_early  # type: ignore[method-assign]
    update_emergencies_on_work_lists(waiting.services, event)
    assert listed(waiting) == []


def test_other_customers_cost_no_read(centre: Centre) -> None:
    centre.routing.enqueue(QueueEntry(TALK, KIM.id, "general", T0))
    (event,) = moves(centre)
    centre.routing.entries.clear()
    update_emergencies_on_work_lists(centre.services, event)
    assert listed(centre) == []
    assert not event.emergency
