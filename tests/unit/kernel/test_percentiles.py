"""The percentile that everything uses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.kernel.percentiles import percentile, percentile_of_counts


@given(st.lists(st.floats(-1e6, 1e6), min_size=1), st.integers(0, 100))
def test_a_percentile_is_the_smallest_value_that_enough_others_do_not_exceed(values: list[float], percent: int) -> None:
    ascending = sorted(values)
    found = percentile(ascending, percent)
    assert sum(each <= found for each in ascending) * 100 >= percent * len(ascending)
    smaller = [each for each in ascending if each < found]
    assert not smaller or len(smaller) * 100 < percent * len(ascending)


@given(
    st.lists(st.tuples(st.integers(0, 999), st.integers(0, 30)), min_size=1, unique_by=lambda pair: pair[0]),
    st.floats(0, 100),
)
def test_counted_values_have_the_percentiles_of_the_values(counts: list[tuple[int, int]], percent: float) -> None:
    ascending = sorted(counts)
    values = [value for value, count in ascending for _ in range(count)]
    if values:
        assert percentile_of_counts(ascending, percent) == percentile(values, percent)
    else:
        with pytest.raises(ValueError, match="no values"):
            percentile_of_counts(ascending, percent)
