"""Who gets the next conversation, and who stands where in line."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.routing.model import Desk, Place, Status, choose

DESK = Desk("agent-a", "김하늘", Status.AVAILABLE, frozenset({"general"}), 3, {}, 100)


def desk(agent: str, load: int = 0, capacity: int = 3, free_since: int = 100) -> Desk:
    serving = {f"c{place}": "p" for place in range(load)}
    return replace(DESK, agent=agent, serving=serving, capacity=capacity, free_since=free_since)


def chosen(*desks: Desk) -> str:
    found = choose(desks, "general")
    return found.agent if found else ""


def test_the_least_busy_in_relation_to_what_he_can_take() -> None:
    assert chosen(desk("a", load=1, capacity=2), desk("b", load=2, capacity=5)) == "b"


def test_of_equally_busy_the_one_free_longest_and_then_by_name() -> None:
    assert chosen(desk("a", free_since=200), desk("b", free_since=100)) == "b"
    assert chosen(desk("b"), desk("a")) == "a"


def test_nobody_where_nobody_is_free_skilled_and_on_duty() -> None:
    full = desk("a", load=3)
    paused = replace(DESK, status=Status.PAUSED)
    gone = replace(DESK, status=Status.OFFLINE)
    unskilled = replace(DESK, queues=frozenset({"contract"}))
    assert chosen(full, paused, gone, unskilled) == ""
    assert chosen() == ""


desks = st.lists(
    st.builds(desk, st.sampled_from("abcdef"), st.integers(0, 4), st.integers(1, 4), st.integers(0, 9)),
    unique_by=lambda one: one.agent,
)


@given(desks, st.randoms())
def test_the_choice_does_not_hang_on_the_order_of_reading(found: list[Desk], random: object) -> None:
    shuffled = found[:]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert chosen(*found) == chosen(*shuffled)
    if chosen(*found):
        assert next(one for one in found if one.agent == chosen(*found)).can_take("general")


def test_danger_goes_first_then_who_has_waited_longest() -> None:
    places = [
        Place("c1", "p", "general", 5),
        Place("c2", "p", "general", 1_800_000_000_000),
        Place("c3", "p", "general", 99, danger=True),
        Place("c4", "p", "general", 7, danger=True),
        Place("c0", "p", "general", 5),
    ]
    assert [p.conversation for p in sorted(places, key=lambda place: place.order)] == ["c4", "c3", "c0", "c1", "c2"]
