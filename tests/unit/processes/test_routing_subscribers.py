"""A conversation follows its moves: once in effect, in any order, again after a crash."""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from chalicelib.conversations.states import State
from chalicelib.kernel.actors import Role
from chalicelib.kernel.errors import Unavailable
from chalicelib.processes.event_jobs import DeliveryJob
from chalicelib.processes.event_relay import run_event_job
from chalicelib.processes.requeueing import requeue_all
from chalicelib.processes.routing_subscribers import follow_in_conversation
from chalicelib.routing.events import ConversationAssigned, ConversationGivenBack
from chalicelib.routing.matching import Matcher, assign_waiting
from chalicelib.routing.rules import routing_rules
from chalicelib.wiring import subscriptions
from tests.entry.centre import KIM, LEE, Centre, person
from tests.entry.conftest import centre as centre
from tests.model.fuse import Crash

HANEUL = person("agent-haneul", Role.AGENT, "general")
JIWOO = person("agent-jiwoo", Role.AGENT, "general")
FOLLOW = ("follow_in_conversation", "return_to_queue")
DESK = f"connection-of-{HANEUL.id}"


def on_duty(centre: Centre, who: Any = HANEUL) -> list[Any]:
    centre.courier.inboxes[f"connection-of-{who.id}"] = []
    centre.done(who, "hello", device="desk0001")
    centre.done(who, "availability", status="available")
    return centre.courier.inboxes[f"connection-of-{who.id}"]


def kinds(inbox: list[Any]) -> list[str]:
    names = (type(frame).__name__ for frame in inbox)
    return [name for name in names if name in ("AssignedFrame", "UnassignedFrame")]


def deliveries(centre: Centre) -> list[DeliveryJob]:
    """Has the relay send the events of moves; the deliveries for the conversation, in order."""
    subjects, centre.event_jobs.sent = centre.outbox.subjects(), []
    for subject in subjects:
        centre.event_jobs.relay(subject)
    jobs, centre.event_jobs.sent = centre.event_jobs.sent, []
    for job in jobs:
        run_event_job(centre.services, subscriptions, job)
    sent, centre.event_jobs.sent = centre.event_jobs.sent, []
    return [job for job in sent if isinstance(job, DeliveryJob) and job.subscriber in FOLLOW]


def follow(centre: Centre, *jobs: DeliveryJob) -> None:
    for job in jobs:
        event = msgspec.convert(job.event, ConversationAssigned | ConversationGivenBack)
        follow_in_conversation(centre.services, event)


@pytest.fixture
def handed(centre: Centre) -> str:
    """A conversation assigned to Haneul in routing that has not followed yet."""
    on_duty(centre)
    conversation = centre.waiting()
    centre.outbox.waiting.clear()
    matcher = Matcher(centre.routing, lambda _: True, centre.now, routing_rules().assignment)
    assert assign_waiting(centre.routing, centre.jobs, "general", matcher) == 1
    return conversation


def in_the_middle(centre: Centre, monkeypatch: pytest.MonkeyPatch, run: Callable[[], object]) -> None:
    """Runs something else, once, before a change of the conversation."""
    change, left = centre.store.change_state, [run]

    def changing(*args: Any) -> Any:
        if left:
            left.pop()()
        return change(*args)

    monkeypatch.setattr(centre.store, "change_state", changing)


def test_two_concurrent_deliveries_assign_once(centre: Centre, handed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    (job,) = deliveries(centre)
    in_the_middle(centre, monkeypatch, lambda: follow(centre, job))
    follow(centre, job)
    assert set(kinds(centre.courier.inboxes[DESK])) == {"AssignedFrame"}
    codes = [getattr(entry.body, "code", "") for _, entry in centre.store.logs[handed].values()]
    assert codes.count("agent_joined") == 1


@pytest.mark.parametrize("method", ["post", "change_state"])
def test_a_delivery_that_crashed_is_completed_by_the_next(
    centre: Centre, handed: str, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    def dies(*_: Any) -> Any:
        raise Crash

    (job,) = deliveries(centre)
    with monkeypatch.context() as patch:
        patch.setattr(centre.courier if method == "post" else centre.store, method, dies)
        with pytest.raises(Crash):
            follow(centre, job)
    follow(centre, job)
    assert centre.stored_conversation(handed).state is State.ASSIGNED
    assert kinds(centre.courier.inboxes[DESK]) == ["AssignedFrame"]


def test_moves_in_any_order_end_with_the_last_agent(centre: Centre, handed: str) -> None:
    first = deliveries(centre)
    inbox = on_duty(centre, JIWOO)
    requeue_all(centre.services, HANEUL.id, "agent_left")
    entry, jiwoo = centre.routing.entries[handed][0], centre.routing.agent(JIWOO.id)
    assert jiwoo is not None
    assert centre.routing.assign(entry, jiwoo)
    given_back, again = deliveries(centre)
    follow(centre, again, given_back, *first)
    conversation = centre.stored_conversation(handed)
    assert conversation.agent is not None
    assert (conversation.state, conversation.agent.id) == (State.ASSIGNED, JIWOO.id)
    assert kinds(inbox) == ["AssignedFrame"]
    assert kinds(centre.courier.inboxes[DESK]) == ["UnassignedFrame"]


def test_a_late_return_takes_nothing_from_an_agent_who_has_it_again(
    centre: Centre, handed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The match is made and followed between the read of the entry and the change of the conversation."""
    follow(centre, *deliveries(centre))
    requeue_all(centre.services, HANEUL.id, "agent_left")
    (given_back,) = deliveries(centre)

    def again() -> None:
        entry, haneul = centre.routing.entries[handed][0], centre.routing.agent(HANEUL.id)
        assert haneul is not None
        assert centre.routing.assign(entry, haneul)
        follow(centre, *deliveries(centre))

    in_the_middle(centre, monkeypatch, again)
    follow(centre, given_back)
    conversation = centre.stored_conversation(handed)
    assert conversation.agent is not None
    assert (conversation.state, conversation.agent.id) == (State.ASSIGNED, HANEUL.id)
    assert kinds(centre.courier.inboxes[DESK])[-1] == "AssignedFrame"


@pytest.mark.parametrize("broken", [0, 1, 2])
def test_a_failed_requeue_does_not_delay_others(centre: Centre, monkeypatch: pytest.MonkeyPatch, broken: int) -> None:
    on_duty(centre)
    third = person("cust-park", Role.CUSTOMER)
    conversations = [centre.waiting(customer) for customer in (KIM, LEE, third)]
    centre.work()
    centre.done(HANEUL, "availability", status="paused")
    put_back = centre.routing.requeue

    def refuses(entry: Any, *args: Any) -> bool:
        if entry.conversation == conversations[broken]:
            raise Unavailable
        return put_back(entry, *args)

    with monkeypatch.context() as patch:
        patch.setattr(centre.routing, "requeue", refuses)
        with pytest.raises(Unavailable):
            requeue_all(centre.services, HANEUL.id, "agent_lost")
    centre.follow_events()
    states = [centre.stored_conversation(conversation).state for conversation in conversations]
    assert states == [State.ASSIGNED if entry == broken else State.WAITING for entry in range(3)]
    requeue_all(centre.services, HANEUL.id, "agent_lost")
    centre.follow_events()
    assert {centre.stored_conversation(conversation).state for conversation in conversations} == {State.WAITING}
