"""Identifiers and secrets."""

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.kernel.ids import secret_token, time_sorted_ids

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
