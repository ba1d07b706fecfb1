"""Tracks of positions as trips: nothing counts twice, and what is odd is reported."""

from datetime import UTC, datetime, timedelta

from chalicelib.contracts.tracks import MeasuredTrack, TrackPoint, measure_track

BEGIN = datetime(2026, 11, 3, 8, tzinfo=UTC)


def track(*points: tuple[int, int]) -> MeasuredTrack:
    """A track along a meridian: seconds and thousandths of a degree, 111 m each."""
    positions = [
        TrackPoint(place, BEGIN + timedelta(seconds=at), (37 + north / 1000, 127.0))
        for place, (at, north) in enumerate(points)
    ]
    return measure_track(positions, 60)


def test_a_track_is_as_long_as_its_way() -> None:
    found = track((0, 0), (10, 1), (20, 3))
    assert (found.start, found.end, found.metres) == (BEGIN, BEGIN + timedelta(seconds=20), 334)
    assert found.problems == ()


def test_repeated_positions_and_a_clock_that_went_back_count_once_and_are_reported() -> None:
    found = track((0, 0), (10, 1), (10, 1), (20, 3), (5, 9), (30, 4))
    assert found.metres == 445
    assert found.problems == ((1, "repeated"), (4, "clock back"))


def test_one_position_from_the_future_does_not_cost_the_rest() -> None:
    found = track((0, 0), (99_999, 1), (20, 2), (30, 3))
    assert (found.metres, found.problems) == (334, ((1, "clock back"),))


def test_a_gap_is_reported_and_counts_as_a_straight_line() -> None:
    found = track((0, 0), (600, 100))
    assert (found.metres, found.problems) == (11_120, ((1, "gap: 600 s without signal"),))
    assert track((0, 0)).start is None
