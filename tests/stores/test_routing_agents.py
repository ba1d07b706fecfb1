"""Contract of stores for agents: capacity, weights, duty, and the rights of their tokens."""

from chalicelib.routing.model import Membership, QueueEntry, Status
from chalicelib.routing.ports import RoutingStore
from tests.stores.routing_written import T0, entry_of, on_duty, state_of


def test_no_agent_exceeds_their_capacity(routing: RoutingStore) -> None:
    on_duty(routing, "a1", 1)
    for number in (1, 2):
        routing.enqueue(QueueEntry(f"c{number}", "p", "general", T0 + number))
    first, second = routing.list_waiting("general", 2)
    (agent_state,) = routing.staff()
    assert routing.assign(first, agent_state)
    assert not routing.assign(second, agent_state)
    assert routing.list_waiting("general", 2) == [second]


def test_an_agent_on_pause_or_offline_gets_no_assignment(routing: RoutingStore) -> None:
    on_duty(routing, "a1")
    (agent_state,) = routing.staff()
    routing.set_agent("a1", "김하늘", frozenset({"general"}), 2, Status.PAUSED, T0)
    entry = QueueEntry("c1", "p1", "general", T0)
    routing.enqueue(entry)
    assert not routing.assign(entry, agent_state)
    routing.set_agent("a1", "김하늘", frozenset({"general"}), 2, Status.OFFLINE, T0)
    assert routing.staff() == []


def test_the_queues_of_the_newest_token_stay(routing: RoutingStore) -> None:
    def sign_in(queue: str, issued_at: int, status: Status = Status.AVAILABLE) -> None:
        routing.set_agent("a1", "김하늘", frozenset({queue}), 2, status, T0, issued_at)

    sign_in("general", 1)
    sign_in("accident", 3)
    sign_in("general", 2)
    (agent_state,) = routing.staff()
    assert (agent_state.queues, agent_state.issued_at) == (frozenset({"accident"}), 3)
    sign_in("accident", 1, Status.PAUSED)
    (agent_state,) = routing.staff()
    assert (agent_state.status, agent_state.issued_at) == (Status.PAUSED, 3), "the same rights, from an older token"
    sign_in("general", 4)
    assert routing.staff()[0].queues == {"general"}


def test_those_on_duty_are_read_by_queue_the_free_ones_longest_idle_first(routing: RoutingStore) -> None:
    for agent, capacity, at in (("a1", 1, 5), ("a2", 2, 3), ("a3", 2, 4), ("a4", 1, 1), ("a5", 1, 2)):
        routing.set_agent(agent, agent, frozenset({"general", "contract"}), capacity, Status.AVAILABLE, T0 + at)
    routing.set_agent("a4", "a4", frozenset({"general"}), 1, Status.PAUSED, T0)
    routing.set_agent("a5", "a5", frozenset({"general"}), 1, Status.OFFLINE, T0)
    for number in (1, 2):
        routing.enqueue(QueueEntry(f"c{number}", "p", "general", T0))
    assert routing.assign(entry_of(routing, "c1"), state_of(routing, "a2"))
    assert routing.assign(entry_of(routing, "c2"), state_of(routing, "a1"))
    assert [each.agent for each in routing.on_duty("general", 9)] == ["a3", "a2", "a1", "a4"]
    assert [each.agent for each in routing.on_duty("general", 1)] == ["a3"]
    assert [each.agent for each in routing.on_duty("contract", 9)] == ["a3", "a2", "a1"]
    assert sorted(each.agent for each in routing.staff()) == ["a1", "a2", "a3", "a4"]
    assert routing.on_duty("general", 9)[1] == state_of(routing, "a2")


def test_a_conversation_takes_its_weight_of_the_capacity_until_it_ends(routing: RoutingStore) -> None:
    on_duty(routing, "a1", 3)
    for number, weight in ((1, 2), (2, 2), (3, 1)):
        routing.enqueue(QueueEntry(f"c{number}", "p", "general", T0 + number, weight=weight))
    assert routing.assign(entry_of(routing, "c1"), state_of(routing, "a1"))
    assert not routing.assign(entry_of(routing, "c2"), state_of(routing, "a1"))
    assert routing.assign(entry_of(routing, "c3"), state_of(routing, "a1"))
    assert (state_of(routing, "a1").load, state_of(routing, "a1").is_free) == (3, False)
    assert routing.unassign(entry_of(routing, "c1"), "a1", T0 + 9)
    assert state_of(routing, "a1").load == 1
    assert routing.assign(entry_of(routing, "c2"), state_of(routing, "a1"))


def test_who_comes_back_on_duty_is_idle_from_then_on_and_who_stays_keeps_the_time(routing: RoutingStore) -> None:
    on_duty(routing, "a1")
    routing.set_agent("a1", "김하늘", frozenset({"general"}), 3, Status.AVAILABLE, T0 + 5)
    assert state_of(routing, "a1").free_since == T0
    routing.set_agent("a1", "김하늘", frozenset({"general"}), 3, Status.OFFLINE, T0 + 6)
    routing.set_agent("a1", "김하늘", frozenset({"general"}), 3, Status.AVAILABLE, T0 + 7)
    assert state_of(routing, "a1").free_since == T0 + 7


def test_a_conversation_beside_its_agent_takes_no_capacity(routing: RoutingStore) -> None:
    on_duty(routing, "a1", 1)
    routing.set_joined("a1", "김하늘", "c9", "cust-9")
    routing.set_joined("a1", "김하늘", "c9", "cust-9")
    state = state_of(routing, "a1")
    assert (state.joined, state.load, state.is_free) == ({"c9": "cust-9"}, 0, True)
    routing.set_joined("a1", "", "c9", "")
    assert (state_of(routing, "a1").joined, state_of(routing, "a1").name) == ({}, "김하늘")
    routing.set_joined("sup-never-on-duty", "오도윤", "c9", "cust-9")
    assert state_of(routing, "sup-never-on-duty").status is Status.OFFLINE


def test_a_conversation_takes_another_weight_while_it_is_served(routing: RoutingStore) -> None:
    on_duty(routing, "a1", 2)
    entry = QueueEntry("c1", "p1", "general", T0, weight=2)
    routing.enqueue(entry)
    assert not routing.reweigh(entry, "a1", 0), "it waits"
    assert routing.assign(entry, state_of(routing, "a1"))
    served = entry_of(routing)
    assert not routing.reweigh(served, "a2", 0)
    assert routing.reweigh(served, "a1", 0)
    assert not routing.reweigh(served, "a1", 0), "it has changed"
    assert not routing.unassign(served, "a1", T0), "what it takes would be freed twice"
    assert (state_of(routing, "a1").load, entry_of(routing).weight) == (0, 0)
    routing.enqueue(QueueEntry("c2", "p2", "general", T0, weight=2))
    assert routing.assign(entry_of(routing, "c2"), state_of(routing, "a1"))
    assert routing.reweigh(entry_of(routing), "a1", 2)
    assert (state_of(routing, "a1").load, state_of(routing, "a1").is_free) == (4, False)
    assert routing.unassign(entry_of(routing), "a1", T0)
    assert state_of(routing, "a1").load == 2


def test_who_gets_a_silent_conversation_gets_its_whole_weight(routing: RoutingStore) -> None:
    for agent, capacity in (("a1", 2), ("a2", 3)):
        on_duty(routing, agent, capacity)
    entry = QueueEntry("c1", "p1", "general", T0, weight=2)
    routing.enqueue(entry)
    assert routing.assign(entry, state_of(routing, "a1"))
    assert routing.reweigh(entry_of(routing), "a1", 0)
    routing.enqueue(QueueEntry("c2", "p2", "general", T0, weight=2))
    assert routing.assign(entry_of(routing, "c2"), state_of(routing, "a2"))
    assert not routing.reassign(entry_of(routing), "a1", state_of(routing, "a2"), 2), "there is no room for so much"
    assert routing.unassign(entry_of(routing, "c2"), "a2", T0)
    assert routing.reassign(entry_of(routing), "a1", state_of(routing, "a2"), 2)
    assert [state_of(routing, agent).load for agent in ("a1", "a2")] == [0, 2]
    assert routing.unassign(entry_of(routing), "a2", T0)
    assert state_of(routing, "a2").load == 0


def test_a_conversation_that_is_too_heavy_takes_the_whole_capacity(routing: RoutingStore) -> None:
    on_duty(routing, "a1", 1)
    entry = QueueEntry("c1", "p1", "general", T0, weight=3)
    routing.enqueue(entry)
    assert routing.assign(entry, state_of(routing, "a1"))
    assert (state_of(routing, "a1").load, entry_of(routing).weight) == (1, 1)
    assert routing.requeue(entry_of(routing), "a1", entry, T0, "declined")
    assert (state_of(routing, "a1").load, entry_of(routing).weight) == (0, 3)


def test_queues_and_capacity_that_a_supervisor_set_outlast_the_token(routing: RoutingStore) -> None:
    membership = Membership(frozenset({"contract"}), 1)
    assert routing.set_membership("a1", membership) is None
    on_duty(routing, "a1", 2, "general")
    routing.enqueue(QueueEntry("c1", "p1", "general", T0))
    assert routing.assign(entry_of(routing), state_of(routing, "a1"))
    before = routing.set_membership("a1", membership)
    assert before is not None
    assert (set(before.queues), before.capacity) == ({"general"}, 2)
    for status in (Status.PAUSED, Status.AVAILABLE):
        routing.set_agent("a1", "김하늘", frozenset({"general"}), 3, status, T0)
        after = state_of(routing, "a1")
        assert (set(after.queues), after.capacity, after.membership, after.load) == ({"contract"}, 1, membership, 1)
    assert [each.agent for each in routing.on_duty("contract", 9)] == ["a1"]
    assert routing.on_duty("general", 9) == []
