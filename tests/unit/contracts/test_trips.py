"""What of trips and odometers counts, in whatever order they come."""

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.content.hours import SEOUL
from chalicelib.contracts.holder import OdometerReading, Trip
from chalicelib.contracts.trips import counted_trips, plausible_readings

NOON = datetime(2026, 11, 3, 12, tzinfo=SEOUL)
MINUTE = timedelta(minutes=1)


def trip(name: str, begin: int, end: int, metres: int) -> Trip:
    return Trip(name, NOON + begin * MINUTE, NOON + end * MINUTE, metres)


def metres(*trips: Trip) -> dict[str, int]:
    return {each.trip.id: each.metres for each in counted_trips(trips)}


def test_of_trips_at_the_same_time_each_metre_counts_once() -> None:
    assert metres(trip("a", 0, 60, 30_000), trip("b", 60, 90, 9_000)) == {"a": 30_000, "b": 9_000}
    assert metres(trip("a", 0, 60, 30_000), trip("b", 30, 90, 20_000)) == {"a": 30_000, "b": 10_000}
    assert metres(trip("a", 0, 60, 30_000), trip("b", 10, 20, 5_000)) == {"a": 30_000, "b": 0}
    assert metres(trip("a", 0, 60, 30_000), trip("b", 0, 60, 30_000)) == {"a": 30_000}


STRETCHES = st.tuples(st.integers(0, 40), st.integers(0, 20), st.integers(0, 5_000))


@given(st.lists(STRETCHES, max_size=7), st.randoms())
def test_the_sum_is_that_of_the_minutes_and_does_not_depend_on_the_order(
    batches: list[tuple[int, int, int]], random: object
) -> None:
    trips = [trip(str(n), begin, begin + long, m) for n, (begin, long, m) in enumerate(batches)]
    found = metres(*trips)
    shuffled = list(trips)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert metres(*shuffled) == found
    assert all(count <= each.metres for each in trips if (count := found.get(each.id)) is not None)
    fastest = max((each.metres for each in trips), default=0)
    minutes = {at for begin, long, _ in batches for at in range(begin, begin + long)}
    motionless = len({(begin, m) for begin, long, m in batches if not long})
    assert sum(found.values()) <= fastest * (len(minutes) + motionless)


def test_an_odometer_smaller_than_before_does_not_count() -> None:
    readings = [OdometerReading(date(2026, month, 1), km) for month, km in ((5, 9_000), (4, 10_000), (6, 11_000))]
    assert [each.km for each in plausible_readings(readings)] == [10_000, 11_000]
