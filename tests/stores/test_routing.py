"""Contract of stores for queues: entries, their moves and the events of these."""

from concurrent.futures import ThreadPoolExecutor

from chalicelib.routing.model import QueueEntry
from chalicelib.routing.ports import RoutingStore
from chalicelib.services import EventOutbox
from tests.stores.routing_written import T0, entry_of, on_duty, published


def test_a_queue_is_ordered_by_emergency_then_waiting_time(routing: RoutingStore) -> None:
    entries = [
        QueueEntry("c1", "p1", "general", T0 + 5),
        QueueEntry("c2", "p2", "general", T0 + 1),
        QueueEntry("c3", "p3", "general", T0 + 9, emergency=True),
        QueueEntry("c4", "p4", "accident", T0),
        QueueEntry("c5", "p5", "general", T0 + 7, emergency=True),
    ]
    for entry in entries:
        routing.enqueue(entry)
    assert [entry.conversation for entry in routing.list_waiting("general", 10)] == ["c5", "c3", "c2", "c1"]
    assert routing.list_waiting("general", 1) == [entries[4]]
    assert routing.keys_before("general", entries[0].sort_key) == [entries[each].sort_key for each in (4, 2, 1)]
    assert routing.keys_before("accident", entries[0].sort_key) == [entries[3].sort_key]
    assert routing.keys_before("contract", entries[0].sort_key) == []


def test_enqueueing_twice_keeps_the_first_position(routing: RoutingStore) -> None:
    routing.enqueue(QueueEntry("c1", "p1", "general", T0))
    routing.enqueue(QueueEntry("c1", "p1", "general", T0 + 60_000))
    routing.enqueue(QueueEntry("c1", "p1", "accident", T0))
    assert routing.list_waiting("general", 10) == [QueueEntry("c1", "p1", "general", T0)]
    assert routing.list_waiting("accident", 10) == []


def test_an_emergency_moves_a_waiting_customer_to_the_head_of_another_queue_and_no_served_one(
    routing: RoutingStore,
) -> None:
    routing.enqueue(QueueEntry("c1", "p1", "accident", T0))
    waiting = QueueEntry("c2", "p2", "general", T0 + 1)
    routing.enqueue(waiting)
    ahead = QueueEntry("c2", "p2", "accident", T0 + 1, emergency=True)
    assert routing.prioritise(ahead)
    assert not routing.prioritise(ahead)
    assert routing.list_waiting("general", 10) == []
    assert [entry.conversation for entry in routing.list_waiting("accident", 10)] == ["c2", "c1"]
    on_duty(routing, "a1", 2, "accident")
    (agent_state,) = routing.staff()
    assert not routing.assign(waiting, agent_state), "the old entry is gone"
    assert routing.assign(entry_of(routing, "c2"), agent_state)
    assert not routing.prioritise(QueueEntry("c2", "p2", "general", T0 + 1))
    assert not routing.prioritise(QueueEntry("c9", "p9", "general", T0))


def test_a_conversation_is_assigned_to_one_agent_only(routing: RoutingStore, outbox: EventOutbox, threads: int) -> None:
    for agent in ("a1", "a2"):
        on_duty(routing, agent)
    entry = QueueEntry("c1", "p1", "general", T0)
    routing.enqueue(entry)
    agent_states = {agent_state.agent: agent_state for agent_state in routing.staff()}
    with ThreadPoolExecutor(threads) as pool:
        given = list(pool.map(lambda agent: routing.assign(entry, agent_states[agent]), ("a1", "a2")))
    assert sum(given) <= 1
    if not any(given):  # both gave way to each other; the next round decides
        assert routing.assign(entry, agent_states["a1"])
    assert sum(agent_state.load for agent_state in routing.staff()) == 1
    assert routing.list_waiting("general", 10) == []
    assert [event["event"] for event in published(outbox)] == ["routing.queued", "routing.assigned"]


def test_a_requeued_entry_keeps_its_position(routing: RoutingStore) -> None:
    on_duty(routing, "a1")
    routing.enqueue(QueueEntry("c1", "p1", "general", T0))
    (agent_state,) = routing.staff()
    routing.assign(entry_of(routing), agent_state)
    routing.enqueue(QueueEntry("c2", "p2", "general", T0 + 1))
    served = entry_of(routing)
    assert routing.requeue(served, "a1", served, T0 + 99, "agent_lost")
    assert not routing.requeue(served, "a1", served, T0 + 99, "agent_lost")
    assert [p.conversation for p in routing.list_waiting("general", 10)] == ["c1", "c2"]
    freed = routing.agent("a1")
    assert freed is not None
    assert (freed.load, freed.free_since) == (0, T0 + 99)


def test_a_transfer_moves_an_entry_from_one_agent_to_another(routing: RoutingStore) -> None:
    on_duty(routing, "a1")
    on_duty(routing, "a2", 1)
    entry = QueueEntry("c1", "p1", "general", T0)
    routing.enqueue(entry)
    agent_states = {agent_state.agent: agent_state for agent_state in routing.staff()}
    routing.assign(entry, agent_states["a1"])
    served = entry_of(routing)
    assert routing.reassign(served, "a1", agent_states["a2"], 1)
    assert not routing.reassign(served, "a1", agent_states["a2"], 1)
    assert routing.find_entry("c1") == (entry, "a2")
    assert {agent_state.agent: agent_state.serving for agent_state in routing.staff()} == {
        "a1": {},
        "a2": {"c1": "p1"},
    }


def test_each_move_publishes_its_event_with_a_rising_number(routing: RoutingStore, outbox: EventOutbox) -> None:
    on_duty(routing, "a1")
    on_duty(routing, "a2")
    one, other = (routing.agent(agent) for agent in ("a1", "a2"))
    assert one is not None
    assert other is not None
    routing.enqueue(QueueEntry("c1", "p1", "contract", T0))
    routing.enqueue(QueueEntry("c1", "p1", "contract", T0 + 9))
    assert routing.prioritise(QueueEntry("c1", "p1", "general", T0, emergency=True))
    assert routing.assign(entry_of(routing), one)
    assert routing.reassign(entry_of(routing), "a1", other, 1)
    assert routing.requeue(entry_of(routing), "a2", entry_of(routing), T0, "transferred")
    assert routing.leave(entry_of(routing), T0, "c2")
    routing.enqueue(QueueEntry("c1", "p1", "general", T0 + 60_000))
    assert published(outbox) == [
        {"event": "routing.queued", "number": T0, "from_queue": "", "emergency": False},
        {"event": "routing.queued", "number": T0 + 1, "from_queue": "contract", "emergency": True},
        {"event": "routing.assigned", "number": T0 + 2, "agent": "a1", "from_agent": "", "emergency": True},
        {"event": "routing.assigned", "number": T0 + 3, "agent": "a2", "from_agent": "a1", "emergency": True},
        {"event": "routing.given_back", "number": T0 + 4, "agent": "a2", "reason": "transferred", "emergency": True},
        {"event": "routing.left", "number": T0 + 5, "emergency": True, "waits_in": "c2"},
        {"event": "routing.queued", "number": T0 + 60_000, "from_queue": "", "emergency": False},
    ]


def test_an_entry_from_before_a_move_moves_nothing(routing: RoutingStore) -> None:
    on_duty(routing, "a1", 2)
    (agent_state,) = routing.staff()
    old = QueueEntry("c1", "p1", "general", T0)
    routing.enqueue(old)
    assert routing.assign(old, agent_state)
    assert routing.requeue(entry_of(routing), "a1", entry_of(routing), T0, "transferred")
    assert not routing.assign(old, agent_state)
    assert not routing.leave(old, T0)
    assert not routing.assign(entry_of(routing), agent_state), "the agent's state is older, too"
    (agent_state,) = routing.staff()
    assert routing.assign(entry_of(routing), agent_state)
    assert not routing.unassign(old, "a1", T0)
    assert not routing.requeue(old, "a1", old, T0, "transferred")


def test_an_unassigned_entry_is_removed(routing: RoutingStore) -> None:
    on_duty(routing, "a1")
    entry = QueueEntry("c1", "p1", "general", T0)
    routing.enqueue(entry)
    (agent_state,) = routing.staff()
    routing.assign(entry, agent_state)
    served = entry_of(routing)
    assert not routing.unassign(served, "a2", T0)
    assert routing.unassign(served, "a1", T0)
    assert not routing.unassign(served, "a1", T0)
    assert routing.find_entry("c1") is None
    routing.enqueue(entry)
    assert routing.list_waiting("general", 10) == [entry]


def test_leaving_the_queue_removes_the_entry(routing: RoutingStore) -> None:
    on_duty(routing, "a1")
    entry = QueueEntry("c1", "p1", "general", T0)
    routing.enqueue(entry)
    assert routing.leave(entry, T0)
    assert not routing.leave(entry, T0)
    assert routing.find_entry("c1") is None
    assert routing.list_waiting("general", 10) == []
    (agent_state,) = routing.staff()
    assert not routing.assign(entry, agent_state), "who has left gets no agent"
    routing.enqueue(entry)
    assert routing.assign(entry, agent_state)
    assert not routing.leave(entry_of(routing), T0), "an assigned customer doesn't leave the queue"


def test_an_outdated_entry_cannot_be_removed(routing: RoutingStore) -> None:
    routing.enqueue(QueueEntry("c1", "p1", "general", T0))
    routing.prioritise(QueueEntry("c1", "p1", "accident", T0, emergency=True))
    assert not routing.leave(QueueEntry("c1", "p1", "general", T0), T0)
    assert [entry.conversation for entry in routing.list_waiting("accident", 10)] == ["c1"]


def test_the_person_on_call_is_paged_once_per_entry_and_again_after_an_unknown_result(routing: RoutingStore) -> None:
    entry = QueueEntry("c1", "p1", "accident", T0, emergency=True)
    assert not routing.claim_page("c1", T0, 60_000), "nobody waits"
    routing.enqueue(entry)
    assert routing.claim_page("c1", T0, 60_000)
    assert not routing.claim_page("c1", T0 + 59_999, 60_000)
    assert routing.claim_page("c1", T0 + 60_000, 60_000)
    routing.mark_paged("c1")
    assert not routing.claim_page("c1", T0 + 999_999, 60_000)
    assert routing.list_waiting("accident", 9) == [entry]
    on_duty(routing, "a1", 2, "accident")
    (agent_state,) = routing.staff()
    assert routing.assign(entry, agent_state)
    assert routing.requeue(entry_of(routing), "a1", entry_of(routing), T0, "agent_lost")
    assert routing.claim_page("c1", T0 + 1, 60_000), "the agent is gone: it is an emergency without anybody anew"
    assert routing.leave(entry_of(routing), T0)
    routing.mark_paged("c1")
    assert routing.find_entry("c1") is None


def test_of_a_concurrent_assignment_and_exit_one_succeeds(
    routing: RoutingStore, outbox: EventOutbox, threads: int
) -> None:
    on_duty(routing, "a1")
    entry = QueueEntry("c1", "p1", "general", T0)
    routing.enqueue(entry)
    (agent_state,) = routing.staff()
    with ThreadPoolExecutor(threads) as pool:
        taken, left = pool.map(
            lambda act: act(), (lambda: routing.assign(entry, agent_state), lambda: routing.leave(entry, T0))
        )
    assert not (taken and left)
    if not (taken or left):  # both failed because of each other; a retry succeeds
        left = routing.leave(entry, T0)
    (known,) = routing.staff()
    assert (known.load, routing.find_entry("c1") is None) == ((0, True) if left else (1, False))
    assert published(outbox)[-1]["event"] == ("routing.left" if left else "routing.assigned")
    assert routing.list_waiting("general", 9) == []


def test_an_entry_keeps_its_place_weight_and_exclusions(routing: RoutingStore) -> None:
    entry = QueueEntry(
        "c1",
        "p1",
        "general",
        T0,
        True,
        "이순자",
        0,
        600_000,
        2,
        True,
        (("a b", T0 + 5), ("c", T0)),
        "known",
        T0 + 7,
        "english",
    )
    routing.enqueue(entry)
    routing.enqueue(QueueEntry("c2", "p2", "general", T0 - 500_000))
    assert routing.list_waiting("general", 9)[0] == entry
    assert entry_of(routing) == entry
