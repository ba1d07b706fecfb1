"""What became of the rows of a feed: counts, and a line for each problem."""

from collections.abc import Iterable

import msgspec
from msgspec import Struct

from chalicelib.contracts.assembly import TripContent
from chalicelib.contracts.decoding import Problem
from chalicelib.contracts.holder import OdometerReading, Trip
from chalicelib.contracts.parts import Change, ModelPart, Outcome
from chalicelib.contracts.trips import CountedTrip, counted_trips, plausible_readings


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


def problems_in_part(part: ModelPart) -> dict[str, Problem]:
    """Row key → what is wrong with the row beside the others of its part: trips at the same time, and odometers smaller
    than before. These rows are kept, and never counted twice."""
    kind = part.key.name.partition("#")[0]
    if kind == "trips":
        return _problems_of_trips(part)
    return _problems_of_readings(part) if kind == "odometer" else {}


def _problems_of_trips(part: ModelPart) -> dict[str, Problem]:
    trips = [
        Trip(key, *found) for key, (_, content) in part.rows.items() if (found := _decode_trip(content)) is not None
    ]
    counted = {each.trip.id: each for each in counted_trips(trips)}
    same = {(each.trip.start, each.trip.end, each.trip.metres): key for key, each in counted.items()}
    found = {
        each.id: Problem("id", f"repeated: trip {same[(each.start, each.end, each.metres)]} is the same")
        for each in trips
        if each.id not in counted
    }
    return found | {key: _overlap(each) for key, each in counted.items() if each.overlaps}


def _overlap(each: CountedTrip) -> Problem:
    return Problem("start", f"overlaps trip {each.overlaps}: {each.metres} of {each.trip.metres} metres count")


_decode_trip = msgspec.json.Decoder(TripContent | None).decode


def _problems_of_readings(part: ModelPart) -> dict[str, Problem]:
    rows = {key: int(content) for key, (_, content) in part.rows.items() if content.isdigit()}
    readings = [msgspec.convert({"on": key, "km": km}, OdometerReading) for key, km in rows.items()]
    kept = {each.on.isoformat() for each in plausible_readings(readings)}
    return {key: Problem("km", f"{rows[key]} is smaller than before; it doesn't count") for key in rows.keys() - kept}


def repeated_rows(changes: Iterable[Change]) -> set[int]:
    """The lines whose rows stand in the feed before."""
    seen, found = set[tuple[str, str, str, int]](), set[int]()
    for each in changes:
        key = (each.customer, each.name, each.row, each.version)
        if key in seen:
            found.add(each.line)
        seen.add(key)
    return found
