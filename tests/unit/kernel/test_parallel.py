"""Calls in parallel threads and in order."""

import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from chalicelib.kernel.parallel import gather, parallel_runner, run_in_order


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


def test_calls_in_a_full_pool_run_others_in_parallel() -> None:
    done: list[int] = []
    with ThreadPoolExecutor(1) as pool:
        run = parallel_runner(pool)
        inner = [partial(done.append, number) for number in range(3)]
        run([partial(run, inner), partial(run, inner), partial(run, inner)])
    assert sorted(done) == [0, 0, 0, 1, 1, 1, 2, 2, 2]


def test_results_are_in_the_order_of_the_calls() -> None:
    meeting = threading.Barrier(3, timeout=5)

    def call(number: int) -> int:
        meeting.wait()
        return number

    with ThreadPoolExecutor(3) as pool:
        run = parallel_runner(pool)
        assert gather(run, [partial(call, number) for number in range(3)]) == [0, 1, 2]
        assert gather(run, []) == []


def test_one_after_another_keeps_the_order() -> None:
    done: list[int] = []
    run_in_order([lambda: done.append(1), lambda: done.append(2)])
    assert done == [1, 2]
