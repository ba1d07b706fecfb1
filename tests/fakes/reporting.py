"""`FigureStore` in memory."""

from chalicelib.reporting.figures import Row


class FakeFigures:
    """Rows as they were added."""

    def __init__(self) -> None:
        self._counted: set[str] = set()
        self.rows: list[Row] = []

    def add(self, once: str, rows: tuple[Row, ...], now: int) -> bool:
        if once in self._counted:
            return False
        self._counted.add(once)
        self.rows += rows
        return True

    def hours(self, first: str, last: str) -> list[Row]:
        return [row for row in self.rows if row.agent is None and first <= row.at[:10] <= last]

    def agents(self, first: str, last: str) -> list[Row]:
        return [row for row in self.rows if row.agent is not None and first <= row.at <= last]
