"""The percentile that everything uses."""

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.kernel.percentiles import percentile


@given(st.lists(st.floats(-1e6, 1e6), min_size=1), st.integers(0, 100))
def test_a_percentile_is_the_smallest_value_that_enough_others_do_not_exceed(values: list[float], percent: int) -> None:
    ascending = sorted(values)
    found = percentile(ascending, percent)
    assert sum(each <= found for each in ascending) * 100 >= percent * len(ascending)
    smaller = [each for each in ascending if each < found]
    assert not smaller or len(smaller) * 100 < percent * len(ascending)
