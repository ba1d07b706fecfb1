"""What is wrong with rows beside others: trips at the same time, and odometers smaller than before.

Such rows are kept, and never counted twice. A problem of two rows is told with the one that was loaded, whichever came
first: with the row that counts less if both were.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import NamedTuple

import msgspec

from chalicelib.content.hours import SEOUL
from chalicelib.contracts.assembly import TripContent
from chalicelib.contracts.decoding import Problem
from chalicelib.contracts.holder import InsuranceContract, OdometerReading, Trip
from chalicelib.contracts.parts import (
    DELETED,
    Change,
    ModelPart,
    PartKey,
    contract_part,
    number_of_part,
    odometer_part,
    trips_part,
)
from chalicelib.contracts.ports import FeedPorts
from chalicelib.contracts.trips import counted_trips, plausible_readings


class RowPlace(NamedTuple):
    """A row: the name of its part, and its key there."""

    part: str
    row: str


class _Found(NamedTuple):
    """What is wrong with two rows: as it is told with the one that counts less, and with the other one."""

    less: RowPlace
    other: RowPlace
    of_less: Problem
    of_other: Problem


_WITHIN_A_MONTH = range(5, 25)
"""Days in UTC whose trips, of three days at most, are in one month of Seoul with all that they can overlap."""

Parts = Mapping[PartKey, ModelPart]


def problems_beside_others(ports: FeedPorts, changes: Iterable[Change], loaded: Parts) -> dict[RowPlace, list[Problem]]:
    """Row → what is wrong with it beside others, for rows that were changed; `loaded` are the parts they are in."""
    changed = {RowPlace(each.name, each.row): each for each in changes}
    places = {key.name: key.place for key in loaded}
    longest = timedelta(hours=ports.rules.loading.longest_trip_hours)
    wanted = {PartKey(places[each.name], name) for each in changed.values() for name in _neighbours(each, longest)}
    parts = {**loaded, **ports.store.read(wanted - loaded.keys())}
    problems = defaultdict[RowPlace, list[Problem]](list)
    for found in _all_found(parts):
        if found.less in changed:
            problems[found.less].append(found.of_less)
        elif found.other in changed:
            problems[found.other].append(found.of_other)
    return problems


def _neighbours(change: Change, longest: timedelta) -> Iterator[str]:
    """The names of other parts that may have rows which contradict this one."""
    kind, number = change.name.partition("#")[0], number_of_part(change.name)
    if kind == "odometer":
        yield contract_part(number)
    elif kind == "contract" and b'"odometer":[{' in change.content:
        yield odometer_part(number)
    elif kind == "trips" and change.content != DELETED:
        start, end, _ = _decode_trip(change.content)
        if start.day in _WITHIN_A_MONTH:
            return
        first = start.astimezone(SEOUL)
        for at in (end.astimezone(SEOUL), first - longest):
            if (at.year, at.month) != (first.year, first.month):
                yield trips_part(number, f"{at:%Y-%m}")


def _all_found(parts: Parts) -> Iterator[_Found]:
    of_contracts = defaultdict[tuple[str, str], list[ModelPart]](list)
    for key, part in parts.items():
        of_contracts[key.place, number_of_part(key.name)].append(part)
    for related in of_contracts.values():
        yield from _trips_found([each for each in related if each.key.name.startswith("trips#")])
        yield from _readings_found(related)


def _trips_found(parts: list[ModelPart]) -> Iterator[_Found]:
    rows: dict[str, tuple[int, bytes, str]] = {}
    for part in parts:
        for key, (version, content) in part.rows.items():
            row = (version, content, part.key.name)  # a trip that was corrected into another month is in both
            rows[key] = max(row, rows.get(key, row))
    if len(rows) < 2:
        return
    places = {key: RowPlace(name, key) for key, (_, _, name) in rows.items()}
    decoded = ((key, content) for key, (_, content, _) in rows.items() if content != DELETED)
    trips = [Trip(key, *_decode_trip(content)) for key, content in decoded]
    counted = {each.trip.id: each for each in counted_trips(trips)}
    same = {(each.trip.start, each.trip.end, each.trip.metres): key for key, each in counted.items()}
    for trip in trips:
        each = counted.get(trip.id)
        if each is None:
            other = same[(trip.start, trip.end, trip.metres)]
            yield _Found(places[trip.id], places[other], _repeats(other), _repeats(trip.id))
        elif each.overlaps:
            share = f"{each.metres} of {trip.metres} metres count"
            yield _Found(
                places[trip.id],
                places[each.overlaps],
                Problem("start", f"overlaps trip {each.overlaps}: {share}"),
                Problem("end", f"overlaps trip {trip.id}, of which {share}"),
            )


def _repeats(trip: str) -> Problem:
    return Problem("id", f"repeated: trip {trip} is the same")


def _readings_found(parts: Iterable[ModelPart]) -> Iterator[_Found]:
    """Those of the contract's own row, and in their place those that came alone."""
    readings: dict[date, tuple[int, RowPlace]] = {}
    alone = list[tuple[date, int, RowPlace]]()
    for part in parts:
        kind = part.key.name.partition("#")[0]
        for row, (_, content) in part.rows.items():
            place = RowPlace(part.key.name, row)
            if kind == "odometer" and content != DELETED:
                alone.append((date.fromisoformat(row), int(content), place))
            elif kind == "contract" and b'"odometer":[{' in content:
                for each in _decode_contract(content).odometer or ():
                    readings[each.on] = (each.km, place)
    readings |= {day: (km, place) for day, km, place in alone}
    yield from _smaller(readings)


def _smaller(readings: Mapping[date, tuple[int, RowPlace]]) -> Iterator[_Found]:
    kept = plausible_readings(OdometerReading(day, km) for day, (km, _) in readings.items())
    days = {each.on for each in kept}
    for day, (km, place) in readings.items():
        if day in days:
            continue
        before = max(each.on for each in kept if each.on < day)
        where = "km" if place.row else f"odometer[{day}].km"
        yield _Found(
            place,
            readings[before][1],
            Problem(where, f"{km} is smaller than before; it doesn't count"),
            Problem("km", f"larger than {km} on {day}, which doesn't count"),
        )


_decode_trip = msgspec.json.Decoder(TripContent).decode
_decode_contract = msgspec.json.Decoder(InsuranceContract).decode
