"""Played days: who is served by whom, what customers are shown, and the command."""

import json
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from local.day_files import InvalidDay
from local.line.__main__ import main
from local.line.days import Customer, Day, Drop, Shift, read_day
from local.line.outcomes import Outcome
from local.line.policies import BARO, POLICIES
from local.line.weeks import Played, play_days
from tests.bench.line_days import plain_day

HOUR = 3_600.0
QUEUES = ("general", "accident", "contract")


def shift(agent: str = "a", *queues: str, capacity: int = 1, on_s: float = 0, off_s: float = 9 * HOUR) -> Shift:
    return Shift(agent, frozenset(queues or ("general",)), capacity, on_s, off_s)


def customer(name: str, at_s: float, service_s: float = 600, queue: str = "general", **more: object) -> Customer:
    return replace(Customer(name, at_s, queue, False, service_s, 0), **more)


def played(shifts: list[Shift], customers: list[Customer], *drops: Drop) -> dict[str, Outcome]:
    outcomes = play_days([Day(tuple(shifts), tuple(customers), drops)], BARO).outcomes
    return {outcome.customer.id: outcome for outcome in outcomes}


def answers(outcomes: dict[str, Outcome]) -> dict[str, tuple[str, float] | str]:
    """The answer that ended each conversation, or what became of it."""
    return {
        name: (each.final.agent, each.final.answered_s) if each.final and each.state == "answered" else each.state
        for name, each in outcomes.items()
    }


def test_customers_are_served_in_order_by_the_agent_who_is_free_longest() -> None:
    outcomes = played(
        [shift("a"), shift("b", on_s=5), shift("c", "contract")],
        [customer("c1", 10, 30), customer("c2", 11, 10), customer("c3", 12), customer("c4", 13)],
    )
    assert answers(outcomes) == {"c1": ("a", 10), "c2": ("b", 11), "c3": ("b", 21), "c4": ("a", 40)}


def test_an_emergency_goes_first_then_topics_and_returns_by_their_head_starts() -> None:
    outcomes = played(
        [shift("a", "general", "accident")],
        [
            customer("first", 0, 100),
            customer("plain", 1),
            customer("returning", 301, 100, returning=True),
            customer("topic", 299, 100, queue="accident"),
            customer("danger", 302, 100, emergency=True),
            customer("later", 40, 100),
        ]
        + [customer("busy", 0.5, 1_000)],
    )
    order = sorted(outcomes.values(), key=lambda each: each.final.answered_s if each.final else 1e9)
    names = [each.customer.id for each in order]
    assert names == ["first", "busy", "danger", "returning", "topic", "plain", "later"]


def test_a_customer_gives_up_when_patience_ends_unless_an_agent_is_free_at_that_moment() -> None:
    outcomes = played(
        [shift("a")], [customer("c1", 0, 60), customer("c2", 0, patience_s=60), customer("c3", 5, patience_s=9)]
    )
    assert answers(outcomes) == {"c1": ("a", 0), "c2": ("a", 60), "c3": "abandoned"}
    assert outcomes["c3"].left_s == 14


def test_a_shift_ends_with_the_conversation_and_nobody_waits_for_who_is_off() -> None:
    outcomes = played([shift("a", off_s=50)], [customer("c1", 40, 60), customer("c2", 45, 60)])
    assert answers(outcomes) == {"c1": ("a", 40), "c2": "waiting"}
    assert outcomes["c1"].final is not None
    assert outcomes["c1"].final.done_s == 100


def test_overlapping_shifts_serve_the_queues_of_both() -> None:
    outcomes = played(
        [shift("a", "x", off_s=100), shift("a", "y", capacity=2, on_s=50, off_s=150)],
        [customer("c1", 60, 60, "x"), customer("c2", 61, 60, "y"), customer("c3", 101, queue="x")],
    )
    assert answers(outcomes) == {"c1": ("a", 60), "c2": ("a", 61), "c3": "waiting"}


def test_after_a_lost_connection_the_customer_is_back_in_the_old_place_and_served_anew() -> None:
    outcomes = played(
        [shift("a"), shift("b", on_s=1)],
        [customer("c1", 2, 300), customer("c2", 3, 300), customer("c3", 4, 300)],
        Drop("a", 100, 1_000),
    )
    assert answers(outcomes) == {"c2": ("b", 3), "c1": ("b", 303), "c3": ("b", 603)}
    lost = outcomes["c1"].chats[0]
    assert (lost.agent, lost.answered_s, lost.lost_s) == ("a", 2, 100)


def test_whose_patience_ended_while_they_were_served_does_not_wait_anew() -> None:
    outcomes = played([shift("a")], [customer("c1", 0, 300, patience_s=50)], Drop("a", 100, 1_000))
    assert answers(outcomes) == {"c1": "abandoned"}


def test_a_connection_lost_again_before_it_is_back_ends_no_conversation_twice() -> None:
    outcomes = played([shift("a")], [customer("c1", 0, 300)], Drop("a", 100, 140), Drop("a", 120, 200))
    assert [chat.lost_s for chat in outcomes["c1"].chats] == [100, None]
    assert answers(outcomes) == {"c1": ("a", 260)}, "two minutes after it was given back at 140"


def test_who_is_lost_at_the_moment_of_the_hand_out_gets_nobody() -> None:
    outcomes = played([shift("a"), shift("b")], [customer("c1", 10), customer("c2", 10)], Drop("a", 10, 50))
    assert answers(outcomes) == {"c1": ("b", 10), "c2": ("a", 50)}


def test_the_only_agent_serves_again_who_was_lost_with_their_connection() -> None:
    outcomes = played([shift("a")], [customer("c1", 0, 300)], Drop("a", 100, 110))
    assert answers(outcomes) == {"c1": ("a", 230)}, "not chosen for two minutes, as others might be free"


def test_the_first_ten_are_shown_each_change_and_others_their_steps() -> None:
    outcomes = played([shift("a")], [customer(f"c{number}", number, 60) for number in range(30)])
    first, *changes = [(at_s, place) for at_s, place, _, _ in outcomes["c12"].notified]
    assert list(first) == [12, 12]
    assert changes == [(60 * (12 - place), place) for place in range(10, 0, -1)]
    steps = [place for _, place, _, _ in outcomes["c29"].notified]
    assert steps == [30, 25, 20, 18, 16, 14, 12, *range(10, 0, -1)]


def test_nothing_is_estimated_before_thirty_were_served() -> None:
    def day(customers: int) -> Day:
        return Day((shift("a"),), tuple(customer(f"c{number}", number * 10, 20) for number in range(customers)))

    few = play_days([day(29), day(9)], BARO)
    assert {outcome.estimated_s for outcome in few.outcomes} == {None}
    assert {tuple(row[2:]) for outcome in few.outcomes for row in outcome.notified} == {(None, None)}
    enough = play_days([day(30), day(9)], BARO)
    assert all(outcome.estimated_s is not None for outcome in enough.outcomes)
    assert enough.outcomes[0].estimated_s == 0


@pytest.fixture(scope="module")
def busy_days() -> Played:
    """The third of three days of an overloaded queue."""
    return play_days([plain_day(seed, 15, 1_500) for seed in (1, 2, 3)], BARO)


def test_ranges_of_a_busy_day_hold_and_grow_only_with_a_reason(busy_days: Played) -> None:
    figures = busy_days.figures
    assert figures.held is not None
    assert 0.7 <= figures.held <= 0.9
    assert figures.mae_s is not None
    assert figures.mae_s < 5 * 60
    assert (figures.doubled, figures.over_capacity, figures.forgotten) == (0, 0, 0)
    grown = total = 0
    for outcome in busy_days.outcomes:
        for (_, before, _, high), (_, place, _, again) in pairwise(outcome.notified):
            total += 1
            grown += place <= before and (again or 0) > (high or 0)
    assert grown <= total / 100, "other than where agents left"


services = st.floats(1, 900).map(round)
customers_ = st.lists(
    st.builds(
        Customer,
        st.just(""),
        st.floats(0, 3_000).map(round),
        st.sampled_from(QUEUES),
        st.booleans(),
        services,
        st.sampled_from([0, 60, 600]),
        st.booleans(),
    ),
    max_size=25,
)
shifts_ = st.lists(
    st.builds(
        Shift,
        st.sampled_from("abcd"),
        st.frozensets(st.sampled_from(QUEUES), min_size=1),
        st.integers(1, 3),
        st.floats(0, 1_000).map(round),
        st.floats(1_500, 4_000).map(round),
    ),
    max_size=4,
    unique_by=lambda each: each.agent,
)
drops_ = st.lists(
    st.builds(Drop, st.sampled_from("abcd"), st.floats(0, 2_000).map(round), st.floats(2_000, 3_000).map(round)),
    max_size=3,
)


@settings(max_examples=60, deadline=None)
@given(shifts_, customers_, drops_, st.sampled_from(POLICIES))
def test_nobody_is_doubled_forgotten_or_given_to_who_cannot_serve_them(
    shifts: list[Shift], customers: list[Customer], drops: list[Drop], policy: object
) -> None:
    named = tuple(replace(each, id=str(number)) for number, each in enumerate(customers))
    known = {each.agent: each for each in shifts}
    lost = tuple(drop for drop in drops if drop.agent in known)
    result = play_days([Day(tuple(shifts), named, lost)], policy)  # type: ignore[arg-type]
    assert (result.figures.doubled, result.figures.over_capacity, result.figures.forgotten) == (0, 0, 0)
    for outcome in result.outcomes:
        for chat in outcome.chats:
            agent = known[chat.agent]
            assert outcome.customer.queue in agent.queues
            assert agent.on_s <= chat.answered_s < agent.off_s
            assert not any(drop.agent == agent.agent and drop.from_s <= chat.answered_s < drop.to_s for drop in lost), (
                "a lost agent"
            )
        final = outcome.final
        if outcome.state == "answered":
            assert final is not None
            assert final.done_s == pytest.approx(final.answered_s + outcome.customer.service_s)


def write_day(folder: Path, agents: str, customers: str, drops: str = "", header: str = "agent,from_s,to_s") -> Path:
    folder.mkdir()
    (folder / "agents.csv").write_text("id,queues,capacity,on_s,off_s\n" + agents, "utf-8")
    (folder / "customers.csv").write_text("id,at_s,queue,danger,service_s,patience_s\n" + customers, "utf-8")
    if drops:
        (folder / "drops.csv").write_text(f"{header}\n{drops}", "utf-8")
    return folder


def test_the_command_prints_a_line_a_customer_and_the_figures_of_each_policy(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_day(tmp_path / "day", "a,general|x,1,0,900.5\n", "k1,0,x,0,60,0\nk2,1.5,x,1,30,0\n")
    assert main(["play", str(folder)]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["policy"] for line in lines] == [name for name in ("baro", "fifo", "least_busy") for _ in range(3)]
    assert lines[1] == {
        "policy": "baro",
        "id": "k2",
        "outcome": "answered",
        "estimated_s": None,
        "told": [[1.5, 1, None, None]],
        "answered_s": 60,
        "agent": "a",
        "done_s": 90,
    }
    assert lines[2]["figures"] == {
        "wait_p50_s": 0,
        "wait_p90_s": 58.5,
        "wait_p99_s": 58.5,
        "danger_p99_s": 58.5,
        "abandoned": 0,
        "mae_s": None,
        "held": None,
        "width_s": None,
        "utilisation": pytest.approx(0.1, abs=1e-3),
        "doubled": 0,
        "over_capacity": 0,
        "forgotten": 0,
    }


@pytest.mark.parametrize(
    "write,words",
    [
        (lambda folder: write_day(folder, "a,x,1,0\n", ""), "agents.csv, line 2"),
        (lambda folder: write_day(folder, "", "k,0,x,2,60,0\n"), "danger is .2.; write 0 or 1"),
        (lambda folder: write_day(folder, "", "k,0,x,0,60,0\nk,0,x,0,60,0\n"), "the id .k. stands twice"),
        (lambda folder: write_day(folder, "", "k,-1,x,0,60,0\n"), "at_s is .-1.; write"),
        (lambda folder: write_day(folder, "a,x,1,0,9\n", "", "b,0,1\n"), "no agent of agents.csv is 'b'"),
        (lambda folder: write_day(folder, "a,x,1.5,0,9\n", ""), "capacity is '1.5'; write a whole number"),
        (lambda folder: write_day(folder, "", "k,ten,x,0,60,0\n"), "at_s is 'ten'; write a number"),
        (lambda folder: write_day(folder, "", "", "b,0,1\n", header="b,0,1"), "no column 'agent'"),
        (lambda folder: folder, "agents.csv"),
    ],
)
def test_a_day_that_cannot_be_read_is_named(tmp_path: Path, write: Callable[[Path], Path], words: str) -> None:
    with pytest.raises(InvalidDay, match=words):
        read_day(write(tmp_path / "day"))
    assert main(["play", str(tmp_path / "day")]) == 2
