"""What a customer is told of an arrival while a truck drives, and when."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.dispatch.arrival import ArrivalModel
from chalicelib.dispatch.arrival_rules import coming_rules
from chalicelib.dispatch.estimates import (
    MINUTE_MS,
    ArrivalUpdate,
    estimate_arrival,
    first_announcement,
    has_arrived,
    next_announcement,
    pays_to_replace,
    shown_minutes,
)
from chalicelib.dispatch.records import ArrivalEstimate
from chalicelib.dispatch.responders import Position
from chalicelib.dispatch.rules import dispatch_rules

RULES = coming_rules().arrival
MODEL = ArrivalModel(dispatch_rules().arrival, {})
T0 = 1_800_000_000_000 // MINUTE_MS * MINUTE_MS


def seen(minutes_ago: float, drive_minutes: float, now: int = T0, rest_minutes: float = 0) -> ArrivalEstimate:
    at = now - round(minutes_ago * MINUTE_MS)
    return estimate_arrival(at, round(60 * rest_minutes), round(60 * drive_minutes), now, MODEL, RULES)


def test_a_time_and_a_range_are_announced_and_announced_anew_when_they_move_by_a_minute() -> None:
    announced = first_announcement(seen(0, 20), T0)
    assert shown_minutes(announced.estimate) == (T0 + 20 * MINUTE_MS, T0 + 14 * MINUTE_MS, T0 + 28 * MINUTE_MS)
    same = next_announcement(announced, seen(0, 20.5), T0, T0, RULES)
    assert same == (announced, ())
    after, words = next_announcement(announced, seen(0, 22), T0, T0, RULES)
    assert words == (ArrivalUpdate.CHANGED,)
    assert after.estimate.at == T0 + 22 * MINUTE_MS
    assert after.latest == announced.latest, "the first range stays the promise"


def test_late_is_announced_before_the_range_ends_and_then_the_new_range_holds() -> None:
    announced = first_announcement(seen(0, 20), T0)
    now = T0 + 20 * MINUTE_MS
    late, words = next_announcement(announced, seen(0, 9, now), now, now, RULES)
    assert words == (ArrivalUpdate.LATE, ArrivalUpdate.CHANGED)
    assert now < announced.latest < late.estimate.at <= late.latest
    assert next_announcement(late, seen(0, 9, now), now, now, RULES)[1] == ()


def test_an_old_position_is_shown_as_old_once_and_as_fresh_again() -> None:
    announced = first_announcement(seen(0, 20), T0)
    now = T0 + 3 * MINUTE_MS
    stale, words = next_announcement(announced, seen(3, 20, now), T0, now, RULES)
    assert (stale.stale, words) == (True, (ArrivalUpdate.CHANGED,))
    assert next_announcement(stale, seen(3, 20, now), T0, now, RULES)[1] == ()
    fresh, words = next_announcement(stale, seen(0, 17, now), now, now, RULES)
    assert (fresh.stale, words) == (False, (ArrivalUpdate.CHANGED,))


def test_after_ten_minutes_without_a_change_the_customer_is_notified_that_the_truck_still_comes() -> None:
    announced = first_announcement(seen(0, 40), T0)
    now = T0
    said = []
    for minute in range(1, 31):
        now = T0 + minute * MINUTE_MS
        announced, words = next_announcement(
            announced, ArrivalEstimate(*shown_minutes(announced.estimate), now), now, now, RULES
        )
        said += [minute for word in words if word is ArrivalUpdate.STILL_COMING]
    assert said == [10, 20, 30]


def test_a_silent_truck_is_expected_ever_later_and_said_so_ever_more_seldom() -> None:
    """Whatever a silent truck does, the customer is told before each promise ends."""
    announced, said = first_announcement(seen(0, 20), T0), []
    for half_minute in range(240):
        now = T0 + half_minute * MINUTE_MS // 2
        latest = announced.latest
        announced, words = next_announcement(announced, seen(half_minute / 2, 20, now), T0, now, RULES)
        if ArrivalUpdate.LATE in words:
            said.append(now)
            assert now < latest
        assert announced.estimate.at <= announced.latest
    gaps = [after - before for before, after in pairwise(said)]
    assert 2 <= len(said) <= 8, "in two hours"
    assert gaps == sorted(gaps)


@given(
    st.lists(st.tuples(st.floats(0, 90), st.floats(0, 30)), min_size=1, max_size=30),
    st.floats(0, 40),
)
def test_announced_times_are_never_past_and_lie_in_their_range(drives: list[tuple[float, float]], rest: float) -> None:
    announced = None
    for number, (drive, ago) in enumerate(drives):
        now = T0 + number * MINUTE_MS // 2
        estimate = seen(ago, drive, now, rest)
        assert now <= estimate.at
        assert estimate.low <= estimate.at <= estimate.high
        announced = (
            first_announcement(estimate, now)
            if announced is None
            else next_announcement(announced, estimate, now, now, RULES)[0]
        )
        assert announced.latest >= announced.estimate.at - MINUTE_MS


def test_a_truck_is_replaced_only_by_one_that_is_there_much_earlier() -> None:
    assert pays_to_replace(seen(0, 20), 10 * 60, RULES)
    assert not pays_to_replace(seen(0, 20), 11 * 60, RULES), "it wins too little"
    assert pays_to_replace(seen(minutes_ago=14, drive_minutes=2), 2 * 60, RULES), "it stands somewhere"
    assert not pays_to_replace(seen(minutes_ago=8, drive_minutes=2), 2 * 60, RULES), "it is nearly there"


def test_a_truck_has_arrived_within_the_geofence_by_an_accurate_position() -> None:
    place, near, far = (37.5, 127.0), (37.5005, 127.0), (37.52, 127.0)
    assert has_arrived(Position(near, T0, 20), place, 100)
    assert not has_arrived(Position(far, T0, 20), place, 100)
    assert not has_arrived(Position(near, T0, 800), place, 100)
