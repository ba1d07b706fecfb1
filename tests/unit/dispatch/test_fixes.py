"""Which positions are taken: one by one, whatever comes with them."""

import pytest

from chalicelib.content.places import Point
from chalicelib.dispatch.arrival_errors import (
    ClockWrong,
    PositionInaccurate,
    PositionJumped,
    PositionOutside,
    PositionTooOld,
)
from chalicelib.dispatch.arrival_rules import coming_rules
from chalicelib.dispatch.fixes import ReviewedFixes, blurred, review_fixes, wanted_interval_s
from chalicelib.dispatch.responders import Position

RULES = coming_rules().positions
NOW = 1_800_000_000_000
GANGNAM = (37.4979, 127.0276)


def in_korea(place: Point) -> bool:
    return 33 < place[0] < 39 and 124 < place[1] < 132


def reviewed(*sent: Position, before: Position | None = None) -> ReviewedFixes:
    return review_fixes(before, sent, NOW, RULES, in_korea)


def fix(metres_north: float, seconds_ago: float, accuracy_m: int = 10) -> Position:
    return Position((GANGNAM[0] + metres_north / 111_195, GANGNAM[1]), NOW - round(seconds_ago * 1_000), accuracy_m)


def test_what_a_tunnel_held_back_is_taken_in_order_of_time_and_once() -> None:
    queued = [fix(600, 10), fix(0, 40), fix(300, 25)]
    first = reviewed(*queued)
    assert [each.at for each in first.taken] == [NOW - 40_000, NOW - 25_000, NOW - 10_000]
    assert reviewed(*queued, before=first.taken[-1]) == ReviewedFixes((), ()), "a repeat is neither taken nor refused"
    assert reviewed(*queued, fix(620, 5), before=first.taken[-1]).taken == (fix(620, 5),)


@pytest.mark.parametrize(
    "bad, error",
    [
        (Position((35.68, 139.69), NOW, 10), PositionOutside),
        (fix(30 * 139, 0), PositionJumped),  # 500 km/h from half a minute before
        (fix(0, -600), ClockWrong),
        (fix(0, 25 * 3_600), PositionTooOld),
        (fix(0, 0, 5_000), PositionInaccurate),
    ],
)
def test_a_bad_position_is_refused_by_name_and_holds_back_no_other(bad: Position, error: type[Exception]) -> None:
    before, good = fix(0, 30), fix(300, 1)
    result = reviewed(bad, good, before=before if error is not PositionTooOld else None)
    assert [type(each) for _, each in result.refused] == [error]
    assert good in result.taken
    assert bad not in result.taken


def test_inaccuracy_explains_a_leap_that_nobody_drives() -> None:
    assert reviewed(fix(2_000, 0, 1_900), before=fix(0, 10)).refused == ()


def test_a_page_sends_more_often_near_the_customer_and_seldom_without_one() -> None:
    times = [wanted_interval_s(km, RULES) for km in (0.5, 8, None)]
    assert times == sorted(set(times))


def test_a_deleted_position_names_a_district_and_no_street() -> None:
    assert blurred(GANGNAM, 1) == blurred((GANGNAM[0] + 0.01, GANGNAM[1] - 0.01), 1) == (37.5, 127.0)
