"""Rows of feeds, read one by one: what each changes in the read model, and what is wrong with it.

`docs/feed.schema.json` is made of the structs here. What can't be read is reported, the rest of the row is loaded; a
row without what identifies it is refused.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any, Literal, NamedTuple

import msgspec
from msgspec import Meta, Struct
from msgspec.structs import replace

from chalicelib.content.hours import SEOUL
from chalicelib.content.places import Point
from chalicelib.contracts.assembly import HolderContent
from chalicelib.contracts.decoding import REPEATED, Decoded, Problem, decode_struct
from chalicelib.contracts.feed_formats import FeedFormat, LoadingRules, map_position
from chalicelib.contracts.holder import Instalment, InsuranceContract, NonEmptyText, Policyholder, Trip, Won
from chalicelib.contracts.parts import (
    DELETED,
    HOLDER,
    Change,
    contract_part,
    odometer_part,
    payments_part,
    trips_part,
)
from chalicelib.contracts.scalars import check_name, read_decimal, read_flag, read_integer, read_moment, read_string
from chalicelib.contracts.tracks import TrackPoint, measure_track

SCHEMA = 1
"""The version of the rows' schema. A row may name its own (`schema`); one of another is refused."""

LENGTH_TOLERANCE = 0.1
"""The share by which the length of a track may differ from the sender's before it is reported."""


class PaymentRow(Struct, frozen=True):
    """A payment of an instalment. `due` and `won` identify it."""

    contract: NonEmptyText
    due: date
    won: Won
    paid_on: date | None = None
    id: NonEmptyText | None = None


class OdometerRow(Struct, frozen=True):
    """A reading of the odometer; the day identifies it."""

    contract: NonEmptyText
    on: date
    km: Annotated[int, Meta(ge=0)]


class TripRow(Struct, frozen=True):
    """A trip. `lost_seconds`: how long the plug had no signal in it."""

    contract: NonEmptyText
    id: NonEmptyText
    start: datetime
    end: datetime
    metres: Annotated[int, Meta(ge=0)]
    lost_seconds: Annotated[int, Meta(ge=0)] | None = None


class TrackRow(Struct, frozen=True):
    """A track: a trip by its positions, each with `at`, `longitude`, `latitude`. `metres` is what the sender has
    measured; it doesn't count, but a difference is reported."""

    contract: NonEmptyText
    id: NonEmptyText
    metres: Annotated[int, Meta(ge=0)] | None = None


class CrashSignal(Struct, frozen=True):
    """The plug has measured a crash, or its SOS button was pressed."""

    id: NonEmptyText
    contract: NonEmptyText
    sign: Literal["crash", "sos"]
    at: datetime
    longitude: float | None = None
    latitude: float | None = None

    @property
    def point(self) -> Point | None:
        """Where it was."""
        known = self.latitude is not None and self.longitude is not None
        return (self.latitude, self.longitude) if known else None  # type: ignore[return-value]


class RefusedRow(Exception):
    """A row of which nothing is loaded."""


class FeedRow(NamedTuple):
    """A row that was read: what it changes, the values that were left out, and the signal if it is one."""

    id: str
    changes: tuple[Change, ...] = ()
    problems: tuple[Problem, ...] = ()
    signal: CrashSignal | None = None


class RowTime(NamedTuple):
    """The version of rows that have none, in ms since 1970 UTC, and the line."""

    dated_version: int
    line: int = 0


def read_row(raw: Mapping[str, Any], of: FeedFormat, rules: LoadingRules, time: RowTime) -> FeedRow:
    """A row under our names. Raises RefusedRow."""
    if raw.get("schema") not in (None, "", SCHEMA, str(SCHEMA)):
        raise RefusedRow(f"schema: {str(raw['schema'])[:20]!r} is not known")
    try:
        version = _version(raw.get("version"))
        deleted = read_flag(raw["deleted"]) if raw.get("deleted") not in (None, "") else False
    except ValueError as error:
        raise RefusedRow(f"version or deleted: {error}") from None
    row = _READERS[of.kind](raw, of, rules)
    dated = version is None
    stamp = time.dated_version if version is None else version
    changes = tuple(
        replace(
            each,
            version=stamp,
            is_dated=dated,
            line=time.line,
            content=DELETED if deleted else each.content,
        )
        for each in row.changes
    )
    return row._replace(changes=changes)


def _version(raw: object) -> int | None:
    """A version: a whole number, or a time. None where the row has none."""
    if raw is None or raw == "":
        return None
    try:
        version = read_integer(raw)
    except ValueError:
        version = int(read_moment(raw).timestamp() * 1000)
    if version < 0:
        raise ValueError("below 0")
    return version


def _read_holder(raw: Mapping[str, Any], _of: FeedFormat, rules: LoadingRules) -> FeedRow:
    holder, problems = _decoded(Policyholder, raw)
    content = msgspec.json.encode(HolderContent(replace(holder, contracts=()), _all_numbers(raw, holder, problems)))
    row = FeedRow(holder.id, (Change(HOLDER, "", 0, content, holder.id),), problems)
    for contract in holder.contracts:
        changes, found = _contract_changes(contract, holder.id, rules)
        row = row._replace(changes=row.changes + changes, problems=row.problems + found)
    return row


def _all_numbers(raw: Mapping[str, Any], holder: Policyholder, problems: tuple[Problem, ...]) -> tuple[str, ...] | None:
    """The numbers of all contracts; None where the row doesn't name them, or one couldn't be read: contracts that are
    not named are gone."""
    listed = raw.get("contracts")
    if not isinstance(listed, list):
        return None
    repeated = sum(1 for where, reason in problems if reason == REPEATED and "." not in where and "contracts" in where)
    are_all = len(listed) == len(holder.contracts) + repeated
    return tuple(each.number for each in holder.contracts) if are_all else None


def _read_contract(raw: Mapping[str, Any], _of: FeedFormat, rules: LoadingRules) -> FeedRow:
    contract, problems = _decoded(InsuranceContract, raw)
    try:
        customer = read_string(raw.get("customer", ""))
        check_name(customer)
    except ValueError as error:
        raise RefusedRow(f"customer: {error}") from None
    changes, found = _contract_changes(contract, customer, rules)
    return FeedRow(contract.number, changes, problems + found)


def _contract_changes(
    contract: InsuranceContract, customer: str, rules: LoadingRules
) -> tuple[tuple[Change, ...], tuple[Problem, ...]]:
    """The contract, and its trips by themselves; and what is wrong with these."""
    number, trips = contract.number, contract.trips
    problems = list[Problem]()
    if contract.starts_on is not None and contract.ends_on is not None and contract.ends_on < contract.starts_on:
        problems.append(Problem(f"contracts[{number}].to", "ends before it begins"))
        contract = replace(contract, starts_on=None, ends_on=None)
    content = msgspec.json.encode(replace(contract, trips=() if trips is not None else None))
    changes = [Change(contract_part(number), "", 0, content, customer, number)]
    for trip in trips or ():
        try:
            changes.append(_trip_change(number, trip, rules, customer))
        except RefusedRow as error:
            problems.append(Problem(f"contracts[{number}].trips[{trip.id}]", str(error)))
    return tuple(changes), tuple(problems)


def _trip_change(number: str, trip: Trip, rules: LoadingRules, customer: str = "") -> Change:
    """Raises RefusedRow."""
    if trip.end < trip.start:
        raise RefusedRow("end: clock back, the trip ends before it begins")
    if trip.end - trip.start > timedelta(hours=rules.longest_trip_hours):
        raise RefusedRow(f"end: the trip is longer than {rules.longest_trip_hours} h")
    try:
        times = trip.start.astimezone(UTC), trip.end.astimezone(UTC)
    except OverflowError:
        raise RefusedRow("start: beyond the calendar") from None
    month = f"{trip.start.astimezone(SEOUL):%Y-%m}"
    content = msgspec.json.encode((*times, trip.metres))
    return Change(trips_part(number, month), trip.id, 0, content, customer, number)


def _read_payment(raw: Mapping[str, Any], _of: FeedFormat, _rules: LoadingRules) -> FeedRow:
    row, problems = _decoded(PaymentRow, raw)
    unnamed = next((each for each in problems if each.where == "id"), None)
    if unnamed is not None:
        raise RefusedRow(f"id: {unnamed.reason}")
    content = msgspec.json.encode(Instalment(row.due, row.won, row.paid_on))
    key = f"{row.due.isoformat()}/{row.won}"
    return FeedRow(row.id or key, (Change(payments_part(row.contract), key, 0, content, "", row.contract),), problems)


def _read_odometer(raw: Mapping[str, Any], _of: FeedFormat, _rules: LoadingRules) -> FeedRow:
    row, problems = _decoded(OdometerRow, raw)
    day = row.on.isoformat()
    change = Change(odometer_part(row.contract), day, 0, str(row.km).encode(), "", row.contract)
    return FeedRow(f"{row.contract} {day}", (change,), problems)


def _read_trip(raw: Mapping[str, Any], _of: FeedFormat, rules: LoadingRules) -> FeedRow:
    row, problems = _decoded(TripRow, raw)
    if row.lost_seconds:
        problems = (*problems, Problem("lost_seconds", f"gap: {row.lost_seconds} s without signal"))
    return FeedRow(row.id, (_trip_change(row.contract, Trip(row.id, row.start, row.end, row.metres), rules),), problems)


def _read_track(raw: Mapping[str, Any], of: FeedFormat, rules: LoadingRules) -> FeedRow:
    row, found = _decoded(TrackRow, raw)
    positions, problems = list[TrackPoint](), list(found)
    listed = raw.get("positions")
    for place, each in enumerate(listed if isinstance(listed, list) else ()):
        try:
            at, longitude, latitude = map_position(each, of)
            position = TrackPoint(place, read_moment(at), (_degrees(latitude, 90), _degrees(longitude, 180)))
        except ValueError as error:
            problems.append(Problem(f"positions[{place}]", str(error)))
        else:
            positions.append(position)
    track = measure_track(positions, rules.gap_seconds)
    problems += [Problem(f"positions[{place}]", reason) for place, reason in track.problems]
    if track.start is None or track.end is None:
        raise RefusedRow("positions: fewer than two that can be read")
    if row.metres is not None and abs(row.metres - track.metres) > row.metres * LENGTH_TOLERANCE:
        problems.append(Problem("metres", f"{row.metres} sent, {track.metres} measured along the positions"))
    change = _trip_change(row.contract, Trip(row.id, track.start, track.end, track.metres), rules)
    return FeedRow(row.id, (change,), tuple(problems))


def _degrees(raw: object, bound: int) -> float:
    degrees = float(read_decimal(raw))
    if abs(degrees) > bound:
        raise ValueError("not on the earth")
    return degrees


def _read_signal(raw: Mapping[str, Any], _of: FeedFormat, _rules: LoadingRules) -> FeedRow:
    point, problems = dict[str, float](), tuple[Problem, ...]()
    try:
        if raw.get("longitude") not in (None, "") and raw.get("latitude") not in (None, ""):
            point = {"longitude": _degrees(raw["longitude"], 180), "latitude": _degrees(raw["latitude"], 90)}
    except ValueError as error:
        problems = (Problem("latitude", str(error)),)
    signal, found = _decoded(CrashSignal, {**raw, "longitude": None, "latitude": None})
    return FeedRow(signal.id, (), (*found, *problems), replace(signal, **point))


def _decoded(kind: type[Decoded], raw: Mapping[str, Any]) -> tuple[Decoded, tuple[Problem, ...]]:
    found, problems = decode_struct(kind, raw)
    if found is None:
        *_, last = problems
        raise RefusedRow(f"{last.where}: {last.reason}" if last.where else last.reason)
    return found, problems


_READERS: dict[str, Callable[[Mapping[str, Any], FeedFormat, LoadingRules], FeedRow]] = {
    "holder": _read_holder,
    "contract": _read_contract,
    "payment": _read_payment,
    "odometer": _read_odometer,
    "trip": _read_trip,
    "track": _read_track,
    "signal": _read_signal,
}
