"""Opening hours: whether open, and the next opening."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.content.configuration import texts
from chalicelib.content.hours import (
    MINUTES_PER_DAY,
    SEOUL,
    WEEKDAYS,
    OpeningHours,
    is_open,
    next_opening,
    opening_spans,
    validate_hours,
)
from chalicelib.content.hours_text import hours_text, opening_text

OFFICE = OpeningHours(**dict.fromkeys(WEEKDAYS[:5], ("09:00-12:00", "13:00-18:00")), sat=("09:00-13:00",))
ALWAYS = OpeningHours(**dict.fromkeys((*WEEKDAYS, "holiday"), ("00:00-24:00",)))
NIGHT = OpeningHours(fri=("22:00-24:00",), sat=("00:00-06:00",))
CHUSEOK = frozenset({date(2026, 9, 24), date(2026, 9, 25), date(2026, 9, 26)})


def off(day: date) -> bool:
    return day in CHUSEOK


def at(moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=SEOUL)


@pytest.mark.parametrize(
    "moment, opens",
    [
        ("2026-11-30T08:59", "2026-11-30T09:00"),
        ("2026-11-30T09:00", None),
        ("2026-11-30T12:00", "2026-11-30T13:00"),  # a break
        ("2026-11-30T17:59", None),
        ("2026-11-30T18:00", "2026-12-01T09:00"),
        ("2026-11-28T13:00", "2026-11-30T09:00"),  # Saturday afternoon
        ("2026-11-29T23:59", "2026-11-30T09:00"),  # Sunday night
        ("2026-09-23T18:00", "2026-09-28T09:00"),  # before a holiday that ends in a weekend
        ("2026-09-25T10:00", "2026-09-28T09:00"),
    ],
)
def test_an_office_with_a_lunch_break(moment: str, opens: str | None) -> None:
    assert is_open(OFFICE, at(moment), off) is (opens is None)
    if opens:
        assert next_opening(OFFICE, at(moment), off) == at(opens)


def test_hours_past_midnight_are_one_opening() -> None:
    friday = at("2026-11-27T23:00")
    assert is_open(NIGHT, friday, off)
    assert is_open(NIGHT, at("2026-11-28T00:00"), off)
    assert next_opening(NIGHT, friday, off) == at("2026-12-04T22:00")


def test_a_queue_that_is_always_open_has_no_next_opening() -> None:
    assert is_open(ALWAYS, at("2026-09-25T03:00"), off)
    assert next_opening(ALWAYS, at("2026-09-25T03:00"), off) is None


@st.composite
def weeks(draw: st.DrawFn) -> OpeningHours:
    def day() -> tuple[str, ...]:
        marks = sorted(draw(st.sets(st.integers(0, MINUTES_PER_DAY // 30), max_size=4)))
        pairs = zip(marks[::2], marks[1::2], strict=False)
        return tuple(f"{clock(start)}-{clock(end)}" for start, end in pairs)

    return OpeningHours(**{name: day() for name in (*WEEKDAYS, "holiday")})


def clock(halves: int) -> str:
    return f"{halves // 2:02d}:{halves % 2 * 30:02d}"


@given(weeks(), st.integers(0, 60 * 24 * 30))
def test_the_next_opening_is_the_first_open_moment_after_a_closed_one(hours: OpeningHours, minutes: int) -> None:
    now = at("2026-09-10T00:00") + timedelta(minutes=minutes)
    opens = next_opening(hours, now, off)
    minute = timedelta(minutes=1)
    if opens is not None:
        assert opens > now
        assert is_open(hours, opens, off)
        assert not is_open(hours, opens - minute, off)
        between = (now + k * timedelta(minutes=30) for k in range(1, int((opens - now) / timedelta(minutes=30))))
        if not is_open(hours, now, off):
            assert not any(is_open(hours, moment, off) for moment in between)
    elif not is_open(hours, now, off):
        assert not any(opening_spans(hours, now.date() + timedelta(days=ahead), off) for ahead in range(1, 50))


@pytest.mark.parametrize(
    "wrong, message",
    [
        (OpeningHours(), "never open"),
        (OpeningHours(mon=("9-18",)), "not HH:MM-HH:MM"),
        (OpeningHours(mon=("09:00-24:30",)), "not HH:MM-HH:MM"),
        (OpeningHours(mon=("٠٩:00-18:00",)), "not HH:MM-HH:MM"),
        (OpeningHours(mon=("18:00-09:00",)), "ends before"),
        (OpeningHours(mon=("09:00-12:00",), holiday=("09:00-13:00", "12:00-18:00")), "overlap"),
    ],
)
def test_invalid_hours_are_named(wrong: OpeningHours, message: str) -> None:
    validate_hours(OFFICE)
    with pytest.raises(ValueError, match=message):
        validate_hours(wrong)


def test_equal_weekdays_are_grouped() -> None:
    ko, en = texts("ko"), texts("en")
    assert hours_text(OFFICE, ko) == "월~금 09:00~12:00·13:00~18:00, 토 09:00~13:00, 공휴일 휴무"
    assert hours_text(ALWAYS, ko) == "24시간 연중무휴"
    assert hours_text(OpeningHours(wed=("10:00-11:00",), holiday=("12:00-13:00",)), en).endswith(
        "public holidays 12:00 to 13:00"
    )
    assert opening_text(at("2026-11-30T13:00"), at("2026-11-30T12:10"), ko) == "오늘 13:00"
    assert opening_text(at("2026-11-30T09:00"), at("2026-11-29T23:00"), ko) == "11월 30일(월) 09:00"
