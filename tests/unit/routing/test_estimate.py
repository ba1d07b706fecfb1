"""Estimates of waiting, against a simulation and against the balance equations of the queue."""

import random
from math import exp, inf

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from chalicelib.routing.estimate import Pool, QueueModel, expected_wait_s, learn, wait_range
from chalicelib.routing.history import DayTally, Overtakers, QueueDay, WaitSample
from chalicelib.routing.rules import routing_rules

RULES = routing_rules().estimate
DAY = QueueDay(served=100, abandoned=50, waited_s=60_000, ended=100, service_s=90_000, longest_s=1_000)


def simulated_wait_s(ahead: int, places: int, service_s: float, patience_s: float, runs: int) -> float:
    """The mean wait of a patient customer, played out with exponential times: no formula."""
    chance, total = random.Random(7), 0.0
    for _ in range(runs):
        line = [chance.expovariate(1 / patience_s) for _ in range(ahead)]
        ends = sorted(chance.expovariate(1 / service_s) for _ in range(places))
        while True:
            now = ends.pop(0)
            line = [gives_up for gives_up in line if gives_up > now]
            if not line:
                break
            line.pop(0)
            ends = sorted([*ends, now + chance.expovariate(1 / service_s)])
        total += now
    return total / runs


@pytest.mark.parametrize(
    "ahead,places,service_s,patience_s", [(0, 1, 600, 900), (3, 2, 600, 900), (12, 4, 700, 1_500), (30, 9, 300, 200)]
)
def test_the_estimate_is_the_mean_of_simulated_lines(
    ahead: int, places: int, service_s: float, patience_s: float
) -> None:
    estimate = expected_wait_s(ahead, Pool(places, service_s, patience_s))
    assert estimate == pytest.approx(simulated_wait_s(ahead, places, service_s, patience_s, 2_500), rel=0.06)


@given(st.integers(0, 400), st.integers(1, 200), st.floats(30, 3_600), st.floats(10, 1e5) | st.just(inf))
def test_the_estimate_is_the_sum_of_the_steps_of_the_line(
    ahead: int, places: int, service_s: float, patience_s: float
) -> None:
    steps = sum(1 / (places / service_s + waiting / patience_s) for waiting in range(ahead + 1))
    assert expected_wait_s(ahead, Pool(places, service_s, patience_s)) == pytest.approx(steps, rel=1e-6)


def test_nothing_is_estimated_without_agents() -> None:
    assert expected_wait_s(3, Pool(0, 600, 900)) is None


def test_patience_is_all_waiting_by_those_who_gave_up_and_service_the_mean() -> None:
    model = learn([DAY, DAY], RULES)
    assert model is not None
    assert (model.service_s, model.patience_s, model.longest_s) == (900, 1_200, 1_000)
    endless = learn([replace(DAY, abandoned=0)], RULES)
    assert endless is not None
    assert endless.patience_s == inf


def test_fewer_than_thirty_served_in_fourteen_days_allow_no_estimate() -> None:
    assert learn([replace(DAY, served=29)], RULES) is None
    assert learn([replace(DAY, served=30)], RULES) is not None
    assert learn([replace(DAY, served=30), *[QueueDay()] * 14], RULES) is None, "older than fourteen days"
    assert learn([], RULES) is None


def samples(real_over_estimated: list[float], ahead: int = 9) -> tuple[WaitSample, ...]:
    estimate = expected_wait_s(ahead, Pool(10, 900, 1_200))
    assert estimate is not None
    return tuple(WaitSample(ahead, 10, ratio * estimate) for ratio in real_over_estimated)


def model_of(*real_over_estimated: float, longest_s: float = 10_000) -> QueueModel:
    model = learn([replace(DAY, samples=samples(list(real_over_estimated)), longest_s=longest_s)], RULES)
    assert model is not None
    return model


def test_the_range_is_between_the_percentiles_of_real_by_estimated() -> None:
    found = wait_range(600, model_of(*[0.5 + number / 100 for number in range(100)]))
    assert [found.low_s, found.high_s, found.at_once] == pytest.approx([354, 834, 0])


def test_a_range_never_exceeds_the_longest_wait_that_was_seen() -> None:
    model = model_of(*[0.5 + number / 100 for number in range(100)], longest_s=900)
    found = wait_range(800, model)
    assert [found.low_s, found.high_s] == pytest.approx([472, 900])
    assert model.estimate_s(10_000, 10) == 900


def test_where_many_were_served_at_once_the_range_begins_at_zero_and_names_their_share() -> None:
    found = wait_range(600, model_of(*[0.0] * 30, *[1.0] * 70))
    assert [found.low_s, found.high_s, found.at_once] == pytest.approx([0, 600, 0.3])


def test_without_anything_to_compare_with_the_range_is_all_that_was_waited() -> None:
    found = wait_range(600, model_of())
    assert (found.low_s, found.high_s) == (0, 10_000)


@given(
    st.lists(st.tuples(st.integers(0, 300), st.floats(0, 5_000)), min_size=1, max_size=400),
    st.floats(1, 20_000),
)
def test_ranges_are_neither_negative_nor_beyond_what_was_seen(
    waits: list[tuple[int, float]], estimate_s: float
) -> None:
    longest = max(real for _, real in waits)
    day = replace(DAY, longest_s=longest, samples=tuple(WaitSample(ahead, 10, real) for ahead, real in waits))
    model = learn([day], RULES)
    assert model is not None
    found = wait_range(estimate_s, model)
    assert 0 <= found.low_s <= found.high_s <= longest


def test_four_of_five_ranges_hold_where_days_are_alike() -> None:
    chance = random.Random(3)

    def waits(number: int) -> tuple[WaitSample, ...]:
        made = []
        for _ in range(number):
            ahead = chance.randrange(100)
            mean = expected_wait_s(ahead, Pool(10, 900, 1_200)) or 0
            made.append(WaitSample(ahead, 10, mean * exp(chance.gauss(0, 2 / (ahead + 4) ** 0.5))))
        return tuple(made)

    model = learn([replace(DAY, samples=waits(4_000), longest_s=1e9)], RULES)
    assert model is not None
    held = []
    for sample in waits(4_000):
        found = wait_range(model.estimate_s(sample.ahead, sample.places) or 0, model)
        held.append(found.low_s <= sample.real_s <= found.high_s)
    assert 0.77 <= sum(held) / len(held) <= 0.83


def test_a_tally_keeps_samples_of_the_whole_day() -> None:
    tally = DayTally()
    for second in range(1_000):
        tally.add_served(second, [WaitSample(1, 1, second)])
    tally.add_abandoned(5)
    tally.add_ended(60)
    day = tally.day(replace(RULES, max_samples=100))
    assert (day.served, day.abandoned, day.ended, day.service_s, day.longest_s) == (1_000, 1, 1, 60, 999)
    assert [sample.real_s for sample in day.samples] == list(range(0, 1_000, 10))


def test_kinds_whom_others_overtake_have_ranges_of_their_own_where_enough_are_known() -> None:
    late, soon = samples([2.0] * 80), samples([0.5] * 80)
    kinds = (*(replace(each, kind="other") for each in late), *(replace(each, kind="emergency") for each in soon))
    few = tuple(replace(each, kind="returning") for each in samples([9.0] * 5))
    model = learn([replace(DAY, samples=(*kinds, *few), longest_s=10_000)], RULES)
    assert model is not None
    assert [wait_range(100, model, kind).high_s for kind in ("other", "emergency")] == pytest.approx([200, 50])
    assert wait_range(100, model, "returning") == wait_range(100, model)


def test_those_who_overtake_lengthen_the_wait_as_long_as_they_go_before() -> None:
    model = model_of()
    alone, pool = model.estimate_s(9, 10), Pool(10, 900, 1_200)
    assert alone is not None
    overtaken = model.estimate_s(9, 10, [Overtakers(0.002, 120.0)])
    assert overtaken == pytest.approx(expected_wait_s(9 + 0.002 * 120, pool))
    always = model.estimate_s(9, 10, [Overtakers(0.002, 1e9)])
    assert always is not None
    assert always == pytest.approx(expected_wait_s(9 + 0.002 * always, pool), rel=1e-3)
    assert alone < (overtaken or 0) < always
