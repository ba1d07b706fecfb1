"""The Hungarian method in Python finds what scipy's finds."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from chalicelib.dispatch.cheapest import cheapest_pairs

FORBIDDEN = 10**7

tables = st.tuples(st.integers(1, 9), st.integers(1, 9)).flatmap(
    lambda size: st.lists(
        st.lists(st.one_of(st.none(), st.integers(-50, 7_200)), min_size=size[1], max_size=size[1]),
        min_size=size[0],
        max_size=size[0],
    )
)


@settings(max_examples=200, deadline=None)
@given(tables)
def test_pairs_are_as_many_and_as_cheap_as_those_of_scipy(table: list[list[int | None]]) -> None:
    found = cheapest_pairs([[(at, cost) for at, cost in enumerate(row) if cost is not None] for row in table])
    rows, columns = linear_sum_assignment(np.array([[FORBIDDEN if c is None else c for c in row] for row in table]))
    best = [cost for row, column in zip(rows, columns, strict=True) if (cost := table[row][column]) is not None]
    pairs = [(row, column) for row, column in enumerate(found) if column is not None]
    costs = [table[row][column] for row, column in pairs]
    assert len({column for _, column in pairs}) == len(pairs)
    assert None not in costs, "a forbidden pair"
    assert len(costs) == len(best)
    assert sum(cost or 0 for cost in costs) == sum(best)


def test_a_row_without_a_column_does_not_stop_the_others() -> None:
    assert cheapest_pairs([[], [(0, 5), (1, 9)], [(0, 1)]]) == [None, 1, 0]
    assert cheapest_pairs([]) == []
