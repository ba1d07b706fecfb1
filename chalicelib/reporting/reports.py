"""Reports: figures by hour, day, queue or agent."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Literal

from msgspec import Struct

from chalicelib.reporting.errors import PeriodTooLong
from chalicelib.reporting.figures import Figures, Row, figures

Grouping = Literal["hour", "day", "queue", "agent"]
"""`hour`: of the day, over all days of the period."""


class ReportRow(Struct, frozen=True):
    """The figures of an hour ("09"), day (ISO), queue or agent: its `key`; `name` is an agent's."""

    key: str
    name: str
    figures: Figures


def require_period(first: date, last: date, max_days: int) -> None:
    """Raises PeriodTooLong for more days, or a last day before the first."""
    if not 0 <= (last - first).days < max_days:
        raise PeriodTooLong(days=max_days)


def report_rows(rows: Iterable[Row], by: Grouping) -> list[ReportRow]:
    """Sums up rows, in the order of their names and keys."""
    sums: dict[str, Counter[str]] = {}
    names: dict[str, str] = {}
    for row in rows:
        key = _key(row, by)
        sums.setdefault(key, Counter()).update(row.counts)
        names[key] = row.agent.name if row.agent is not None else ""
    found = [ReportRow(key, names[key], figures(counts)) for key, counts in sums.items()]
    return sorted(found, key=lambda row: (row.name, row.key))


def _key(row: Row, by: Grouping) -> str:
    match by:
        case "hour":
            return row.at[11:]
        case "day":
            return row.at[:10]
        case "queue":
            return row.queue
        case "agent":
            return row.agent.id if row.agent is not None else ""
