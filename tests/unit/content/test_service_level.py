"""Until when an answer is due: against a formula that walks from minute to minute."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.content.hours import SEOUL, WEEKDAYS, OpeningHours, is_open
from chalicelib.content.service_level import ServiceLevel, due_at, open_spans, validate_service_level

MINUTE = 60_000
CHUSEOK = frozenset({date(2026, 9, 24), date(2026, 9, 25), date(2026, 9, 26)})
MONDAY = datetime(2026, 9, 21, tzinfo=SEOUL)
OFFICE = OpeningHours(**dict.fromkeys(WEEKDAYS[:5], ("09:00-12:00", "13:00-18:00")))


def ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


def slowly(hours: OpeningHours, since: int, target_ms: int) -> int | None:
    """The same, a minute of the clock at a time."""
    at, left = since, target_ms
    for _ in range(5 * 24 * 60):
        rest = MINUTE - at % MINUTE
        if is_open(hours, datetime.fromtimestamp(at / 1000, SEOUL), CHUSEOK.__contains__):
            if left <= rest:
                return at + left
            left -= rest
        at += rest
    return None


@st.composite
def spans(draw: st.DrawFn) -> tuple[str, ...]:
    """Opening hours of a day: none, one span, or some with breaks, also to midnight."""
    edges = sorted(draw(st.sets(st.integers(0, 96), max_size=6)))
    pairs = zip(edges[::2], edges[1::2], strict=False)
    return tuple(f"{a // 4:02d}:{a % 4 * 15:02d}-{b // 4:02d}:{b % 4 * 15:02d}" for a, b in pairs)


@given(
    days=st.lists(spans(), min_size=8, max_size=8),
    after_s=st.integers(0, 7 * 24 * 3600),
    target_min=st.integers(1, 900),
)
def test_an_answer_is_due_when_the_queue_was_open_so_long(
    days: list[tuple[str, ...]], after_s: int, target_min: int
) -> None:
    hours = OpeningHours(**dict(zip((*WEEKDAYS, "holiday"), days, strict=True)))
    since, target_ms = ms(MONDAY) + after_s * 1000, target_min * MINUTE
    expected = slowly(hours, since, target_ms)
    if expected is not None:
        assert due_at(hours, since, target_ms, CHUSEOK.__contains__) == expected


@pytest.mark.parametrize(
    "asked,due",
    [
        (timedelta(hours=10), timedelta(hours=10, minutes=30)),
        (timedelta(hours=11, minutes=50), timedelta(hours=13, minutes=20)),  # over the break
        (timedelta(hours=11, minutes=30), timedelta(hours=12)),  # at its beginning
        (timedelta(hours=20), timedelta(days=1, hours=9, minutes=30)),
        (timedelta(days=2, hours=17, minutes=45), timedelta(days=7, hours=9, minutes=15)),  # three days off, a weekend
    ],
)
def test_breaks_nights_and_days_off_do_not_count(asked: timedelta, due: timedelta) -> None:
    assert due_at(OFFICE, ms(MONDAY + asked), 30 * MINUTE, CHUSEOK.__contains__) == ms(MONDAY + due)


def test_nothing_is_due_where_the_queue_never_opens() -> None:
    never = OpeningHours(holiday=("09:00-18:00",))
    assert due_at(never, ms(MONDAY), MINUTE, lambda _: False) is None


def test_a_queue_that_is_always_open_is_one_span() -> None:
    always = OpeningHours(**dict.fromkeys((*WEEKDAYS, "holiday"), ("00:00-24:00",)))
    assert list(open_spans(always, ms(MONDAY) + MINUTE, 14, CHUSEOK.__contains__)) == [
        (ms(MONDAY), ms(MONDAY + timedelta(days=14)))
    ]


@pytest.mark.parametrize(
    "level,named",
    [
        (ServiceLevel(0, 5, 80), "first_minutes"),
        (ServiceLevel(3, 1441, 80), "next_minutes"),
        (ServiceLevel(3, 5, 101), "goal_percent"),
    ],
)
def test_a_wrong_target_is_named(level: ServiceLevel, named: str) -> None:
    with pytest.raises(ValueError, match=named):
        validate_service_level(level)
