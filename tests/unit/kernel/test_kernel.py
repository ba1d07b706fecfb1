"""What every context shares."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.kernel.ids import secret_token, time_sorted_ids
from chalicelib.kernel.parallel import parallel_runner, run_in_order

times = st.integers(0, 32**9 - 1)


@given(times, times)
def test_identifiers_sort_by_time(one: int, other: int) -> None:
    first, second = (time_sorted_ids(lambda moment=moment: moment)() for moment in (one, other))  # type: ignore[misc]
    assert len(first) == len(second) == 19
    assert one == other or (first < second) == (one < other)


def test_identifiers_of_one_moment_differ_and_fit_a_conversations_pattern() -> None:
    ids = time_sorted_ids(lambda: 1_800_000_000_000)
    made = {ids() for _ in range(1000)}
    assert len(made) == 1000
    assert all(one.isalnum() and one.islower() and not set(one) & set("ilou") for one in made)


def test_secrets_are_long_and_distinct() -> None:
    made = {secret_token() for _ in range(100)}
    assert len(made) == 100
    assert {len(one) for one in made} == {43}


def test_calls_run_in_parallel() -> None:
    meeting = threading.Barrier(3, timeout=10)
    with ThreadPoolExecutor(2) as pool:
        parallel_runner(pool)([meeting.wait, meeting.wait, meeting.wait])


@pytest.mark.parametrize("failing", [0, 1, 2])
def test_an_error_is_raised_after_all_are_done(failing: int) -> None:
    done: list[int] = []

    def call(number: int) -> None:
        done.append(number)
        if number == failing:
            raise ValueError(number)

    with ThreadPoolExecutor(2) as pool, pytest.raises(ValueError, match=str(failing)):
        parallel_runner(pool)([lambda number=number: call(number) for number in range(3)])  # type: ignore[misc]
    assert sorted(done) == [0, 1, 2]


def test_one_after_another_keeps_the_order() -> None:
    done: list[int] = []
    run_in_order([lambda: done.append(1), lambda: done.append(2)])
    assert done == [1, 2]
