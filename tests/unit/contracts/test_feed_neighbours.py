"""Rows that contradict others are reported, whichever came first, and in whatever part of the read model they are."""

from itertools import permutations
from typing import Any

import pytest

from chalicelib.contracts.feed_batches import RawRow, load_batch
from chalicelib.contracts.feed_formats import FeedFormat, RowKind
from tests.fakes.contracts import FakeContracts

Row = tuple[RowKind, dict[str, Any]]


def trip(name: str, start: str, end: str, metres: int = 60_000) -> Row:
    times = {"start": f"2026-{start}:00+09:00", "end": f"2026-{end}:00+09:00"}
    return "trip", {"contract": "1", "id": name, **times, "metres": metres}


def reading(day: str, km: int) -> Row:
    return "odometer", {"contract": "1", "on": day, "km": km}


def contract(*readings: tuple[str, int]) -> Row:
    return "contract", {"number": "1", "customer": "ann", "odometer": [{"on": on, "km": km} for on, km in readings]}


def reported(contracts: FakeContracts, *rows: Row) -> list[str]:
    """Loads rows one by one; what each load says."""
    found = list[str]()
    for kind, values in rows:
        done = load_batch(contracts.feeds, [RawRow(1, values)], FeedFormat(kind, kind), "", 1)
        found += [f"{line.id}: {line.problem}" for line in done.lines]
    return found


FIRST, SECOND = trip("a", "10-31T23:30", "11-01T00:30"), trip("b", "11-01T00:00", "11-01T01:00")


def test_trips_at_the_same_time_are_reported_across_a_months_end_whichever_comes_first() -> None:
    share = "30000 of 60000 metres count"
    assert reported(FakeContracts(), FIRST, SECOND) == [f"b: overlaps trip a: {share}"]
    assert reported(FakeContracts(), SECOND, FIRST) == [f"a: overlaps trip b, of which {share}"]
    after = trip("c", "11-01T00:30", "11-01T00:50")
    assert reported(FakeContracts(), FIRST, after) == reported(FakeContracts(), after, FIRST) == []


def test_both_loaded_together_are_reported_once() -> None:
    rows = [RawRow(place, values) for place, (_, values) in enumerate((SECOND, FIRST))]
    lines = load_batch(FakeContracts().feeds, rows, FeedFormat("trips", "trip"), "", 1).lines
    assert [(line.id, line.where) for line in lines] == [("b", "start")]


@pytest.mark.parametrize("names", list(permutations(("a", "b"))))
def test_a_trip_under_two_ids_is_reported(names: tuple[str, str]) -> None:
    rows = [trip(name, "11-03T08:00", "11-03T09:00") for name in names]
    first, second = names
    assert reported(FakeContracts(), *rows) == [f"{second}: repeated: trip {first} is the same"]


def test_a_trip_that_was_corrected_into_another_month_does_not_overlap_itself() -> None:
    later = trip("a", "11-01T00:10", "11-01T00:40")
    assert reported(FakeContracts(), FIRST, ("trip", {**later[1], "version": 2})) == []


@pytest.mark.parametrize(
    "rows, said",
    [
        ((reading("2026-01-01", 9_000), reading("2026-05-01", 10)), "10 is smaller than before; it doesn't count"),
        (
            (reading("2026-05-01", 10), reading("2026-01-01", 9_000)),
            "larger than 10 on 2026-05-01, which doesn't count",
        ),
        ((contract(("2026-01-01", 9_000)), reading("2026-05-01", 10)), "10 is smaller than before; it doesn't count"),
        (
            (reading("2026-05-01", 10), contract(("2026-01-01", 9_000))),
            "larger than 10 on 2026-05-01, which doesn't count",
        ),
        ((contract(("2026-01-01", 9_000), ("2026-05-01", 10)),), "10 is smaller than before; it doesn't count"),
    ],
)
def test_an_odometer_smaller_than_before_is_reported_wherever_it_stands(rows: tuple[Row, ...], said: str) -> None:
    (problem,) = reported(FakeContracts(), *rows)
    assert problem.endswith(f": {said}")


def test_odometers_that_rise_are_fine() -> None:
    assert reported(FakeContracts(), contract(("2026-01-01", 10)), reading("2026-05-01", 10)) == []
