"""Assignment, transfers, releases and pauses."""

from collections.abc import Callable

import pytest

from chalicelib.routing.duty import set_availability
from chalicelib.routing.errors import AgentUnavailable, AlreadyTaken, DeskFull, NotOnDesk, NotOnDuty
from chalicelib.routing.jobs import CheckAgentPresence, MatchQueue, SqsRoutingJobs, decode_job
from chalicelib.routing.matching import Matcher, assign_waiting
from chalicelib.routing.model import AgentState, QueueEntry, Status
from chalicelib.routing.rules import routing_rules
from chalicelib.routing.service import (
    enqueue,
    pick,
    remove_entry,
    transfer_to_agent,
    transfer_to_queue,
)
from tests.fakes.backoff import NO_WAIT
from tests.fakes.events import FakeOutbox
from tests.fakes.routing import FakeRouting, FakeRoutingJobs

NOW = 1_800_000_000_000
RULES = routing_rules()


def ANYBODY(_agent: str) -> bool:  # noqa: N802
    return True


class Floor:
    """Two agents of the queue `general` with room for two each."""

    def __init__(self, *waiting: str) -> None:
        self.store, self.jobs = FakeRouting(FakeOutbox()), FakeRoutingJobs()
        for agent in ("a", "b"):
            self.on_duty(agent)
        for entry, conversation in enumerate(waiting):
            enqueue(
                self.store,
                self.jobs,
                QueueEntry(conversation, f"p-{conversation}", "general", NOW + entry),
                NOW,
                RULES,
                NO_WAIT,
            )
        self.jobs.waiting.clear()

    def on_duty(self, agent: str, status: Status = Status.AVAILABLE) -> None:
        set_availability(self.store, self.jobs, agent, agent, frozenset({"general"}), 2, status, NOW, RULES)

    def serving(self) -> dict[str, list[str]]:
        return {
            agent_state.agent: sorted(agent_state.serving) for agent_state in self.store.staff() if agent_state.serving
        }

    def waiting(self) -> list[str]:
        return [entry.conversation for entry in self.store.list_waiting("general", 99)]


def assign(floor: Floor, queue: str, is_here: Callable[[str], bool], now: int = NOW) -> int:
    matcher = Matcher(floor.store, is_here, now, routing_rules().assignment)
    return assign_waiting(floor.store, floor.jobs, queue, matcher)


def test_assignment_is_balanced_in_order_and_stops_at_capacity() -> None:
    floor = Floor("c1", "c2", "c3", "c4", "c5")
    assert assign(floor, "general", ANYBODY) == 4
    assert floor.serving() == {"a": ["c1", "c3"], "b": ["c2", "c4"]}
    assert floor.waiting() == ["c5"]
    assert assign(floor, "general", ANYBODY) == 0


def test_a_free_agent_gets_emergencies_of_any_of_their_queues_before_longer_waits() -> None:
    floor = Floor("c1", "c2")
    for agent in ("a", "b"):
        set_availability(
            floor.store, floor.jobs, agent, agent, frozenset({"general", "roadside"}), 1, Status.AVAILABLE, NOW, RULES
        )
    for conversation, queue, emergency in (
        ("r1", "roadside", False),
        ("r2", "roadside", True),
        ("x", "accident", True),
    ):
        floor.store.enqueue(QueueEntry(conversation, "p", queue, NOW + 60_000, emergency))
    assert assign(floor, "general", ANYBODY) == 2
    assert floor.serving() == {"a": ["r2"], "b": ["c1"]}


def test_the_end_of_a_service_requests_the_next_assignment() -> None:
    floor = Floor("c1")
    assign(floor, "general", ANYBODY)
    for at in (NOW + 5, NOW + 9):
        remove_entry(floor.store, floor.jobs, "c1", lambda: True, at, RULES, NO_WAIT)
    assert floor.jobs.waiting == [MatchQueue("contract"), MatchQueue("general")], "also where they stand in"
    agent_state = floor.store.agent("a")
    assert agent_state is not None
    assert (agent_state.load, agent_state.free_since) == (0, NOW + 5)


def test_the_end_of_a_wait_removes_the_entry_unless_the_conversation_goes_on() -> None:
    floor = Floor("c1", "c2")
    remove_entry(floor.store, floor.jobs, "c1", lambda: True, NOW, RULES, NO_WAIT)
    remove_entry(floor.store, floor.jobs, "c2", lambda: False, NOW, RULES, NO_WAIT)
    assert floor.waiting() == ["c2"]


def test_a_requeued_conversation_keeps_its_position() -> None:
    floor = Floor("c1", "c2", "c3", "c4", "c5")
    assign(floor, "general", ANYBODY)
    transfer_to_queue(floor.store, floor.jobs, "c1", "a", "general", NOW + 60_000, "transferred", RULES, NO_WAIT)
    assert floor.waiting() == ["c1", "c5"]
    with pytest.raises(NotOnDesk):
        transfer_to_queue(floor.store, floor.jobs, "c1", "a", "general", NOW, "transferred", RULES, NO_WAIT)


def test_a_transfer_to_a_colleague_needs_capacity() -> None:
    floor = Floor("c1", "c2", "c3", "c4")
    assign(floor, "general", ANYBODY)
    for agent in ("b", "a", "nobody"):
        with pytest.raises(AgentUnavailable):
            transfer_to_agent(floor.store, floor.jobs, "c1", "a", agent, ANYBODY, RULES, NO_WAIT)
    remove_entry(floor.store, floor.jobs, "c2", lambda: True, NOW, RULES, NO_WAIT)
    with pytest.raises(NotOnDesk):
        transfer_to_agent(floor.store, floor.jobs, "c1", "b", "a", ANYBODY, RULES, NO_WAIT)
    transfer_to_agent(floor.store, floor.jobs, "c1", "a", "b", ANYBODY, RULES, NO_WAIT)
    assert floor.serving() == {"a": ["c3"], "b": ["c1", "c4"]}
    floor.on_duty("a", Status.PAUSED)
    with pytest.raises(AgentUnavailable):
        transfer_to_agent(floor.store, floor.jobs, "c1", "b", "a", ANYBODY, RULES, NO_WAIT)


def test_a_pause_keeps_assigned_conversations_and_adds_none() -> None:
    floor = Floor("c1")
    assign(floor, "general", ANYBODY)
    floor.on_duty("a", Status.PAUSED)
    floor.on_duty("b", Status.OFFLINE)
    enqueue(floor.store, floor.jobs, QueueEntry("c2", "p", "general", NOW), NOW, RULES, NO_WAIT)
    assert assign(floor, "general", ANYBODY) == 0
    assert floor.serving() == {"a": ["c1"]}


def test_jobs_are_decoded_as_encoded() -> None:
    sent: list[tuple[object, int]] = []
    relayed: list[str] = []
    jobs = SqsRoutingJobs(lambda message, delay_s: sent.append((dict(message), delay_s)), relayed.append)
    jobs.match_queue("general")
    jobs.check_presence("agent-a", 60)
    assert sent == [({"job": "match", "queue": "general"}, 0), ({"job": "check_presence", "agent": "agent-a"}, 60)]
    jobs.relay_moves("c1")
    assert relayed == ["routing#c1"]
    assert decode_job('{"job":"match","queue":"general"}') == MatchQueue("general")
    assert decode_job('{"job":"check_presence","agent":"agent-a"}') == CheckAgentPresence("agent-a")


def test_a_waiting_conversation_is_picked_once_by_an_agent_with_capacity() -> None:
    store, jobs = FakeRouting(FakeOutbox()), FakeRoutingJobs()
    store.set_agent("a1", "김하늘", frozenset({"general"}), 1, Status.AVAILABLE, 0)
    store.set_agent("a2", "정지우", frozenset({"contract"}), 1, Status.AVAILABLE, 0)
    store.set_agent("a3", "오도윤", frozenset({"general"}), 1, Status.PAUSED, 0)
    for number in (1, 2):
        store.enqueue(QueueEntry(f"c{number}", "p", "general", number))
    for away in ("a3", "never-there"):
        with pytest.raises(NotOnDuty):
            pick(store, jobs, "c2", away, NO_WAIT)
    pick(store, jobs, "c2", "a2", NO_WAIT)
    pick(store, jobs, "c2", "a2", NO_WAIT)
    with pytest.raises(AlreadyTaken):
        pick(store, jobs, "c2", "a1", NO_WAIT)
    with pytest.raises(DeskFull):
        pick(store, jobs, "c1", "a2", NO_WAIT)
    with pytest.raises(AlreadyTaken):
        pick(store, jobs, "never", "a1", NO_WAIT)
    assert store.find_entry("c2") == (QueueEntry("c2", "p", "general", 2), "a2")


class Busy(FakeRouting):
    """Each move meets another transaction first, once."""

    met = False

    def assign(self, entry: QueueEntry, agent_state: AgentState) -> bool:
        met, self.met = self.met, True
        return met and super().assign(entry, agent_state)


def test_a_pick_that_meets_another_transaction_is_tried_again() -> None:
    store = Busy(FakeOutbox())
    store.set_agent("a1", "김하늘", frozenset({"general"}), 1, Status.AVAILABLE, 0)
    store.enqueue(QueueEntry("c1", "p", "general", 1))
    pick(store, FakeRoutingJobs(), "c1", "a1", NO_WAIT)
    assert store.find_entry("c1") == (QueueEntry("c1", "p", "general", 1), "a1")
