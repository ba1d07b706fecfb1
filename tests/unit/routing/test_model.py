"""Which agent gets the next conversation, and the order in a queue."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.routing.model import AgentState, QueueEntry, Status

DESK = AgentState("agent-a", "김하늘", Status.AVAILABLE, frozenset({"general"}), 3, {}, 100)


def agent_state(agent: str, load: int = 0, capacity: int = 3, free_since: int = 100) -> AgentState:
    serving = {f"c{entry}": "p" for entry in range(load)}
    return replace(DESK, agent=agent, serving=serving, capacity=capacity, free_since=free_since)


def chosen(*agent_states: AgentState) -> str:
    free = [each for each in agent_states if each.can_accept("general")]
    return min(free, key=lambda each: each.idle_order).agent if free else ""


def test_the_agent_with_the_lowest_load_per_capacity_is_chosen() -> None:
    assert chosen(agent_state("a", load=1, capacity=2), agent_state("b", load=2, capacity=5)) == "b"


def test_ties_are_broken_by_idle_time_and_then_by_id() -> None:
    assert chosen(agent_state("a", free_since=200), agent_state("b", free_since=100)) == "b"
    assert chosen(agent_state("b"), agent_state("a")) == "a"


def test_only_a_free_available_agent_of_the_queue_is_chosen() -> None:
    full = agent_state("a", load=3)
    paused = replace(DESK, status=Status.PAUSED)
    gone = replace(DESK, status=Status.OFFLINE)
    unskilled = replace(DESK, queues=frozenset({"contract"}))
    assert chosen(full, paused, gone, unskilled) == ""
    assert chosen() == ""


agent_states = st.lists(
    st.builds(agent_state, st.sampled_from("abcdef"), st.integers(0, 4), st.integers(1, 4), st.integers(0, 9)),
    unique_by=lambda one: one.agent,
)


@given(agent_states, st.randoms())
def test_the_choice_does_not_depend_on_the_order_of_agents(found: list[AgentState], random: object) -> None:
    shuffled = found[:]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert chosen(*found) == chosen(*shuffled)
    if chosen(*found):
        assert next(one for one in found if one.agent == chosen(*found)).can_accept("general")


def test_an_emergency_comes_first_and_then_the_longest_wait() -> None:
    places = [
        QueueEntry("c1", "p", "general", 5),
        QueueEntry("c2", "p", "general", 1_800_000_000_000),
        QueueEntry("c3", "p", "general", 99, emergency=True),
        QueueEntry("c4", "p", "general", 7, emergency=True),
        QueueEntry("c0", "p", "general", 5),
    ]
    assert [p.conversation for p in sorted(places, key=lambda entry: entry.sort_key)] == ["c4", "c3", "c0", "c1", "c2"]
