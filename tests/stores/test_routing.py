"""Contract of stores for queues, agent states and the events of moves."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import msgspec

from chalicelib.routing.events import routing_subject
from chalicelib.routing.model import AgentState, EntryDetails, Membership, QueueEntry, Status, Visit
from chalicelib.routing.ports import RoutingStore
from chalicelib.routing.tallies import Tally
from chalicelib.services import EventOutbox

T0 = 1_800_000_000_000


def test_what_lists_tell_of_a_conversation_follows_its_moves(routing: RoutingStore, outbox: EventOutbox) -> None:
    about = EntryDetails("견인", "차가 안 움직여요", ("complaint",))
    entry = QueueEntry("c1", "p1", "general", T0, about=EntryDetails("견인"))
    routing.enqueue(entry)
    before = len(published(outbox))
    assert routing.describe(entry, "", about)
    assert not routing.describe(entry, "a1", about)
    assert [each.about for each in routing.list_waiting("general", 10)] == [about]
    assert len(published(outbox)) == before
    on_duty(routing, "a1")
    assert routing.assign(entry_of(routing), state_of(routing, "a1"))
    assert not routing.describe(entry, "", EntryDetails("moved since"))
    served, words = entry_of(routing), EntryDetails("견인", "아직이에요")
    assert routing.describe(served, "a1", words)
    assert routing.requeue(entry_of(routing), "a1", entry_of(routing), T0 + 1, "transferred")
    waiting = routing.list_waiting("general", 10)
    assert [each.about for each in waiting] == [words]
    assert routing.describe(waiting[0], "", EntryDetails())
    assert entry_of(routing).about == EntryDetails()
    assert not routing.describe(QueueEntry("c9", "p9", "general", T0), "", about)


def on_duty(routing: RoutingStore, agent: str, capacity: int = 2, *queues: str) -> None:
    routing.set_agent(agent, "김하늘", frozenset(queues or ("general",)), capacity, Status.AVAILABLE, T0)


def entry_of(routing: RoutingStore, conversation: str = "c1") -> QueueEntry:
    found = routing.find_entry(conversation)
    assert found is not None
    return found[0]


def published(outbox: EventOutbox) -> list[dict[str, Any]]:
    """The events of c1, without its id and queue."""
    bodies = [msgspec.json.decode(entry.body) for entry in outbox.entries(routing_subject("c1"))]
    return [{key: value for key, value in body.items() if key not in ("conversation", "queue")} for body in bodies]


def state_of(routing: RoutingStore, agent: str) -> AgentState:
    found = routing.agent(agent)
    assert found is not None
    return found


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
    assert routing.reassign(served, "a1", agent_states["a2"])
    assert not routing.reassign(served, "a1", agent_states["a2"])
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
    assert routing.reassign(entry_of(routing), "a1", other)
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


def test_a_board_is_claimed_by_one_until_it_is_released_or_late(routing: RoutingStore) -> None:
    assert routing.claim_showing("board:general", "one", T0, T0 + 5)
    assert not routing.claim_showing("board:general", "other", T0 + 4, T0 + 9)
    assert routing.claim_showing("board:general", "one", T0 + 4, T0 + 5), "a repeat of the same"
    assert routing.claim_showing("board:contract", "other", T0, T0 + 5)
    assert routing.claim_showing("board:general", "other", T0 + 5, T0 + 9)
    routing.release_showing("board:general")
    assert routing.claim_showing("board:general", "one", T0 + 5, T0 + 9)


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


def test_a_visit_names_who_waited_and_who_served(routing: RoutingStore) -> None:
    assert routing.visit("p1", "general") == Visit()
    routing.enqueue(QueueEntry("c1", "p1", "general", T0))
    assert routing.visit("p1", "general") == Visit("c1", T0)
    assert routing.visit("p1", "contract") == Visit()
    assert routing.prioritise(QueueEntry("c1", "p1", "contract", T0))
    assert routing.leave(entry_of(routing), T0 + 9)
    assert routing.visit("p1", "contract") == Visit("c1", T0, T0 + 9)
    routing.enqueue(QueueEntry("c2", "p1", "contract", T0 + 20))
    assert routing.visit("p1", "contract") == Visit("c2", T0 + 20)
    on_duty(routing, "a1", 1, "contract")
    assert routing.assign(entry_of(routing, "c2"), state_of(routing, "a1"))
    assert routing.unassign(entry_of(routing, "c2"), "a1", T0 + 30)
    assert routing.visit("p1", "contract") == Visit("c2", T0 + 20, 0, "a1", T0 + 30)


def test_a_customer_is_enqueued_after_the_visit_that_was_read_only(routing: RoutingStore) -> None:
    nothing = routing.visit("p1", "general")
    assert routing.enqueue(QueueEntry("c1", "p1", "general", T0), nothing)
    assert routing.enqueue(QueueEntry("c1", "p1", "general", T0), nothing), "it is there already"
    assert not routing.enqueue(QueueEntry("c2", "p1", "general", T0), nothing)
    assert routing.find_entry("c2") is None
    assert routing.enqueue(QueueEntry("c2", "p1", "general", T0), routing.visit("p1", "general"))


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


def test_a_conversation_that_is_too_heavy_takes_the_whole_capacity(routing: RoutingStore) -> None:
    on_duty(routing, "a1", 1)
    entry = QueueEntry("c1", "p1", "general", T0, weight=3)
    routing.enqueue(entry)
    assert routing.assign(entry, state_of(routing, "a1"))
    assert (state_of(routing, "a1").load, entry_of(routing).weight) == (1, 1)
    assert routing.requeue(entry_of(routing), "a1", entry, T0, "declined")
    assert (state_of(routing, "a1").load, entry_of(routing).weight) == (0, 3)


def test_the_latest_tally_of_each_queue_is_kept(routing: RoutingStore) -> None:
    assert routing.tallies(["general", "contract"]) == {"general": Tally(), "contract": Tally()}
    routing.save_tally("general", Tally(3, 2, 4, 1, T0 + 1))
    routing.save_tally("general", Tally(9, 9, 9, 9, T0))
    routing.save_tally("contract", Tally(0, 0, 0, 0, T0))
    assert routing.tallies(["general", "contract"]) == {
        "general": Tally(3, 2, 4, 1, T0 + 1),
        "contract": Tally(0, 0, 0, 0, T0),
    }
    routing.save_tally("general", Tally(5, 5, 0, 5, T0 + 1))
    assert routing.tallies(["general"]) == {"general": Tally(5, 5, 0, 5, T0 + 1)}


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


def test_the_boards_that_were_shown_last_are_kept(routing: RoutingStore) -> None:
    assert routing.kept_boards(["general", "contract"]) == {}
    for board in (b"first", bytes(range(256))):
        routing.keep_board("general", board)
    assert routing.kept_boards(["general", "contract"]) == {"general": bytes(range(256))}
    assert routing.claim_showing("board:general", "one", T0, T0 + 5), "showing it is claimed apart"
