"""What became of the rows of a feed: counts, and a line for each problem."""

from collections.abc import Iterable

from msgspec import Struct

from chalicelib.contracts.decoding import Problem
from chalicelib.contracts.parts import Change, Outcome


class ReportLine(Struct, frozen=True):
    """A problem of a row. `is_loaded`: whether the rest of the row was loaded."""

    line: int
    id: str
    where: str
    problem: str
    is_loaded: bool


class Counts(Struct, frozen=True):
    """Rows by what became of them. `older`: a newer version is known. `problems` counts lines of the report."""

    rows: int = 0
    written: int = 0
    unchanged: int = 0
    older: int = 0
    refused: int = 0
    problems: int = 0

    def plus(self, other: "Counts") -> "Counts":
        """The sums."""
        return Counts(*(getattr(self, name) + getattr(other, name) for name in self.__struct_fields__))


_PROBLEMS: dict[Outcome, str] = {
    "conflict": "another content under the same version",
    "too_large": "too many rows for one contract and month",
}
_ORDER: tuple[Outcome, ...] = ("too_large", "written", "conflict", "older", "unchanged")


def row_outcome(outcomes: Iterable[Outcome]) -> Outcome:
    """What became of a row, by that of its changes."""
    found = set(outcomes)
    return next((each for each in _ORDER if each in found), "unchanged")


def counted_as(outcome: Outcome) -> str:
    """The name of the count that a row with this outcome adds to."""
    return {"too_large": "refused", "conflict": "older"}.get(outcome, outcome)


def outcome_problem(outcome: Outcome) -> tuple[Problem, ...]:
    """The problem of an outcome that is one."""
    return (Problem("", _PROBLEMS[outcome]),) if outcome in _PROBLEMS else ()


def repeated_rows(changes: Iterable[Change]) -> set[int]:
    """The lines whose rows stand in the feed before."""
    seen, found = set[tuple[str, str, str, int]](), set[int]()
    for each in changes:
        key = (each.customer, each.name, each.row, each.version)
        if key in seen:
            found.add(each.line)
        seen.add(key)
    return found
