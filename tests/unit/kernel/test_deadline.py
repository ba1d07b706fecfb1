"""A call gets the remaining time of its invocation, and a later call its own."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from chalicelib.kernel.deadline import DEFAULT_TIME_LEFT_S, RESPONSE_RESERVE_S, time_left_s, with_deadline
from chalicelib.kernel.parallel import parallel_runner


class Context:
    def __init__(self, left_ms: int) -> None:
        self.left_ms = left_ms

    def get_remaining_time_in_millis(self) -> int:
        return self.left_ms


@with_deadline
def left(_event: str) -> float:
    return time_left_s()


@pytest.mark.parametrize("left_ms,most", [(10_000, 10 - RESPONSE_RESERVE_S), (100, 0.0), (0, 0.0)])
def test_a_call_keeps_a_reserve_for_its_response(left_ms: int, most: float) -> None:
    assert left("", Context(left_ms)) <= most
    assert left("", Context(left_ms)) >= 0


def test_the_default_timeout_holds_without_a_context() -> None:
    assert left("") == pytest.approx(DEFAULT_TIME_LEFT_S - RESPONSE_RESERVE_S, abs=1)
    assert time_left_s() == DEFAULT_TIME_LEFT_S


def test_the_next_call_in_a_thread_has_its_own_deadline() -> None:
    left("", Context(0))
    assert time_left_s() == DEFAULT_TIME_LEFT_S


def test_parallel_calls_share_the_deadline() -> None:
    seen: list[float] = []

    @with_deadline
    def both(_event: str) -> None:
        with ThreadPoolExecutor(2) as pool:
            parallel_runner(pool)([lambda: seen.append(time_left_s())] * 2)

    both("", Context(0))
    assert seen == [0.0, 0.0]
