"""Trips of a car: what of each counts. A car is in one place, so of trips at the same time each metre counts once."""

from collections.abc import Iterable
from datetime import timedelta
from typing import NamedTuple

from chalicelib.contracts.holder import OdometerReading, Trip


class CountedTrip(NamedTuple):
    """A trip and what of its metres counts: less than all where an earlier one covers some of its time."""

    trip: Trip
    metres: int
    overlaps: str
    """The id of the trip that covers its beginning; "" for none."""


def counted_trips(trips: Iterable[Trip]) -> list[CountedTrip]:
    """The trips by time. One that was sent twice, also under two ids, counts once; of one that begins before an earlier
    one has ended, the share of the time after that. The result doesn't depend on the order of the trips."""
    once = {(each.start, each.end, each.metres): each for each in sorted(trips, key=lambda each: each.id, reverse=True)}
    counted = list[CountedTrip]()
    covering: Trip | None = None
    for trip in sorted(once.values(), key=lambda each: (each.start, each.start - each.end, -each.metres, each.id)):
        if covering is None or trip.start >= covering.end:
            counted.append(CountedTrip(trip, trip.metres, ""))
        else:
            left, whole = trip.end - covering.end, trip.end - trip.start
            metres = trip.metres * _micros(left) // _micros(whole) if left > timedelta(0) else 0
            counted.append(CountedTrip(trip, metres, covering.id))
        if covering is None or trip.end > covering.end:
            covering = trip
    return counted


def plausible_readings(readings: Iterable[OdometerReading]) -> tuple[OdometerReading, ...]:
    """The readings by day without those that are smaller than one of an earlier day."""
    found = list[OdometerReading]()
    for reading in sorted(readings, key=lambda each: (each.on, each.km)):
        if not found or reading.km >= found[-1].km:
            found.append(reading)
    return tuple(found)


def _micros(length: timedelta) -> int:
    return length // timedelta(microseconds=1)
