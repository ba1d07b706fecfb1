"""A pending hand-off is carried out once by concurrent runs, and again after a crash."""

import contextlib
from collections.abc import Callable
from typing import Any

import pytest

from chalicelib.conversations.states import State
from chalicelib.kernel.actors import Role
from chalicelib.kernel.errors import Unavailable
from chalicelib.processes.assignment import HANDOFF_LEASE_MS, run_pending_handoffs
from chalicelib.processes.housekeeping import run_every_minute, run_job
from chalicelib.processes.requeueing import requeue_all
from chalicelib.routing.jobs import MatchQueue
from chalicelib.routing.service import assign_waiting
from tests.entry.centre import KIM, LEE, Centre, person
from tests.entry.conftest import centre as centre
from tests.model.world import Crash

HANEUL = person("agent-haneul", Role.AGENT, "general")
JIWOO = person("agent-jiwoo", Role.AGENT, "general")
DESK = f"connection-of-{HANEUL.id}"

SOURCES: dict[str, Callable[[Centre], object]] = {
    "a match": lambda centre: run_job(centre.services, MatchQueue("general")),
    "another queue's match": lambda centre: run_job(centre.services, MatchQueue("accident")),
    "the round": lambda centre: run_every_minute(centre.services),
    "a pick": lambda centre: centre.ask(HANEUL, "take", conversation="conversation1"),
    "pending hand-offs": lambda centre: run_pending_handoffs(centre.services),
}


def on_duty(centre: Centre, who: Any = HANEUL) -> list[Any]:
    centre.courier.inboxes[f"connection-of-{who.id}"] = []
    centre.done(who, "hello", device="desk0001")
    centre.done(who, "availability", status="available")
    return centre.courier.inboxes[f"connection-of-{who.id}"]


def assigned(inbox: list[Any]) -> list[str]:
    return [frame.conversation.id for frame in inbox if type(frame).__name__ == "AssignedFrame"]


@pytest.fixture
def handed(centre: Centre) -> str:
    """A conversation assigned to Haneul in routing; its pending hand-off is not carried out yet."""
    on_duty(centre)
    conversation = centre.waiting()
    assert assign_waiting(centre.routing, "general", lambda _: True) == 1
    return conversation


def in_the_middle(centre: Centre, monkeypatch: pytest.MonkeyPatch, run: Callable[[], object]) -> None:
    """Runs something else, once, between the change of the conversation and the frame for the agent."""
    change = centre.store.change_state
    left = [run]

    def changing(*args: Any) -> Any:
        conversation = change(*args)
        if left:
            left.pop()()
        return conversation

    monkeypatch.setattr(centre.store, "change_state", changing)


@pytest.mark.parametrize("second", SOURCES)
@pytest.mark.parametrize("first", SOURCES)
def test_two_concurrent_runs_assign_once(
    centre: Centre, handed: str, monkeypatch: pytest.MonkeyPatch, first: str, second: str
) -> None:
    in_the_middle(centre, monkeypatch, lambda: SOURCES[second](centre))
    SOURCES[first](centre)
    for source in SOURCES.values():
        source(centre)
    assert assigned(centre.courier.inboxes[DESK]) == [handed]
    assert centre.routing.open_handoffs == {}


@pytest.mark.parametrize("second", SOURCES)
def test_two_runs_with_the_same_pending_handoff_assign_once(
    centre: Centre, handed: str, monkeypatch: pytest.MonkeyPatch, second: str
) -> None:
    pending = centre.routing.pending_handoffs
    left = [second]

    def read() -> Any:
        found = pending()
        if left:
            SOURCES[left.pop()](centre)
        return found

    monkeypatch.setattr(centre.routing, "pending_handoffs", read)
    run_pending_handoffs(centre.services)
    assert assigned(centre.courier.inboxes[DESK]) == [handed]


def test_a_crashed_run_is_followed_by_another(centre: Centre, handed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def dies(*_: Any) -> Any:
        raise Crash

    with monkeypatch.context() as patch:
        patch.setattr(centre.courier, "post", dies)
        with pytest.raises(Crash):
            run_pending_handoffs(centre.services)
    assert centre.stored_conversation(handed).state is State.ASSIGNED
    centre.now += HANDOFF_LEASE_MS - 1
    run_every_minute(centre.services)
    assert assigned(centre.courier.inboxes[DESK]) == []
    centre.now += 1
    run_every_minute(centre.services)
    assert assigned(centre.courier.inboxes[DESK]) == [handed]


def test_a_failed_run_releases_the_handoff_at_once(
    centre: Centre, handed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: Any) -> Any:
        raise Unavailable

    with monkeypatch.context() as patch:
        patch.setattr(centre.store, "change_state", fails)
        with pytest.raises(Unavailable):
            run_pending_handoffs(centre.services)
    run_pending_handoffs(centre.services)
    assert assigned(centre.courier.inboxes[DESK]) == [handed]


def test_an_outdated_pending_handoff_takes_nothing_from_the_next_agent(centre: Centre, handed: str) -> None:
    run_pending_handoffs(centre.services)
    inbox = on_duty(centre, JIWOO)
    agent_state = centre.routing.agent(JIWOO.id)
    entry = centre.routing.entries[handed][0]
    assert agent_state is not None
    assert centre.routing.reassign(entry, HANEUL.id, agent_state)
    centre.routing.complete_handoff(handed, HANEUL.id)
    run_pending_handoffs(centre.services)
    assert assigned(inbox) == [handed]


@pytest.mark.parametrize("broken", [0, 1, 2])
def test_a_failed_requeue_does_not_delay_others(centre: Centre, monkeypatch: pytest.MonkeyPatch, broken: int) -> None:
    on_duty(centre)
    third = person("cust-park", Role.CUSTOMER)
    conversations = [centre.waiting(customer) for customer in (KIM, LEE, third)]
    centre.work()
    put_back = centre.routing.requeue

    def refuses(entry: Any, *args: Any) -> bool:
        if entry.conversation == conversations[broken]:
            raise Unavailable
        return put_back(entry, *args)

    with monkeypatch.context() as patch:
        patch.setattr(centre.routing, "requeue", refuses)
        with pytest.raises(Unavailable):
            requeue_all(centre.services, HANEUL.id, "agent_lost")
    states = [centre.stored_conversation(conversation).state for conversation in conversations]
    assert states == [State.ASSIGNED if entry == broken else State.WAITING for entry in range(3)]
    requeue_all(centre.services, HANEUL.id, "agent_lost")
    assert {centre.stored_conversation(conversation).state for conversation in conversations} == {State.WAITING}


@pytest.mark.parametrize("route", ["transfer", "give back"])
@pytest.mark.parametrize("how", [Crash, Unavailable])
def test_housekeeping_completes_a_partial_requeue(
    centre: Centre, monkeypatch: pytest.MonkeyPatch, route: str, how: type[BaseException]
) -> None:
    inbox = on_duty(centre)
    conversation_id = centre.assigned(HANEUL)
    actor = person("agent-haneul", Role.AGENT)
    with monkeypatch.context() as patch:
        patch.setattr(centre.store, "change_state", lambda *_: (_ for _ in ()).throw(how))
        with contextlib.suppress(Crash, Unavailable):
            if route == "transfer":
                centre.ask(HANEUL, "transfer", conversation=conversation_id, queue="contract")
            else:
                requeue_all(centre.services, actor.id, "agent_lost")
    assert centre.stored_conversation(conversation_id).state is State.ASSIGNED
    centre.done(HANEUL, "availability", status="paused")
    inbox.clear()
    run_every_minute(centre.services)
    conversation = centre.stored_conversation(conversation_id)
    assert (conversation.state, conversation.queue) == (State.WAITING, "contract" if route == "transfer" else "general")
    assert [frame.conversation for frame in inbox if type(frame).__name__ == "UnassignedFrame"] == [conversation_id]
    assert centre.routing.open_handoffs == {}
