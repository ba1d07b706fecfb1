"""Pairs rows with columns at the least total cost: the Hungarian method, by shortest augmenting paths.

Costs are whole numbers, so that the result is exact. A pair that isn't listed is forbidden.
"""

from collections.abc import Sequence
from heapq import heappop, heappush

Choices = Sequence[tuple[int, int]]
"""The columns that a row may be paired with, each with its cost."""


def cheapest_pairs(rows: Sequence[Choices]) -> list[int | None]:
    """For each row its column, at the least total cost of all ways to pair as many rows as possible; None for a row
    without a column. A column is given once."""
    costs = [cost for row in rows for _, cost in row]
    low = min(costs, default=0)
    alone = (max(costs, default=0) - low + 1) * (len(rows) + 1)  # dearer than any way to give the row a column
    choices = [[*((column, cost - low) for column, cost in row), (-1 - at, alone)] for at, row in enumerate(rows)]
    pairing = _Pairing(choices)
    for row in range(len(rows)):
        pairing.add(row)
    return [None if column is None or column < 0 else column for column in pairing.columns]


class _Pairing:
    """Pairs of the rows so far, with the prices that prove them cheapest. Columns below 0 stand for no column."""

    def __init__(self, choices: list[list[tuple[int, int]]]) -> None:
        self._choices = choices
        self.columns: list[int | None] = [None] * len(choices)
        self._rows: dict[int, int] = {}
        self._row_prices = [0] * len(choices)
        self._column_prices: dict[int, int] = {}

    def add(self, row: int) -> None:
        """Pairs one more row; others change their columns where that is cheaper."""
        distances: dict[int, int] = {}
        before: dict[int, int] = {}
        settled: dict[int, int] = {}
        open_columns: list[tuple[int, int]] = []
        at, base = row, 0
        while True:
            start = base - self._row_prices[at]
            for column, cost in self._choices[at]:
                distance = start + cost - self._column_prices.get(column, 0)
                if column not in settled and distance < distances.get(column, distance + 1):
                    distances[column], before[column] = distance, at
                    heappush(open_columns, (distance, column))
            base, nearest = heappop(open_columns)
            while nearest in settled:
                base, nearest = heappop(open_columns)
            settled[nearest] = base
            if nearest not in self._rows:
                break
            at = self._rows[nearest]
        self._reprice(row, settled, base)
        self._shift(row, nearest, before)

    def _reprice(self, row: int, settled: dict[int, int], total: int) -> None:
        self._row_prices[row] += total
        for column, distance in settled.items():
            if column in self._rows:
                self._row_prices[self._rows[column]] += total - distance
                self._column_prices[column] = self._column_prices.get(column, 0) - (total - distance)

    def _shift(self, row: int, column: int, before: dict[int, int]) -> None:
        while True:
            at = before[column]
            left = self.columns[at]
            self.columns[at], self._rows[column] = column, at
            if at == row or left is None:
                return
            column = left
