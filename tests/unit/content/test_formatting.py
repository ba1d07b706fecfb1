"""Dates, times, numbers and telephone numbers as text in both languages."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.content.configuration import LOCALES, texts
from chalicelib.content.formatting import (
    format_clock,
    format_date,
    format_day,
    format_moment,
    format_number,
    format_phone,
)

KO, EN = (texts(locale).sections["dates"] for locale in LOCALES)


@pytest.mark.parametrize(
    "value, ko, en",
    [
        ("2026-11-22", "2026년 11월 22일", "Nov 22, 2026"),
        ("2026-11-22T19:30+09:00", "2026년 11월 22일 오후 7시 30분", "Nov 22, 2026, 7:30 pm"),
        ("2026-01-02T08:00+09:00", "2026년 1월 2일 오전 8시", "Jan 2, 2026, 8 am"),
        ("2026-11-22T12:05+09:00", "2026년 11월 22일 낮 12시 5분", "Nov 22, 2026, 12:05 pm"),
        ("2026-11-22T00:30+09:00", "2026년 11월 22일 오전 0시 30분", "Nov 22, 2026, 12:30 am"),
    ],
)
def test_moments(value: str, ko: str, en: str) -> None:
    assert (format_moment(value, KO), format_moment(value, EN)) == (ko, en)


@pytest.mark.parametrize("sent", ["", "None", "2026.03.18", "2026-02-31", "9999-12-31T00:00:00", "내년 봄"])
def test_what_is_no_iso_date_is_shown_unchanged(sent: str) -> None:
    assert format_date(sent, KO) == format_date(sent, EN) == sent
    assert format_date("2026-11-22", EN) == "Nov 22, 2026"


@given(st.text(max_size=25))
def test_no_text_raises_where_a_moment_is_expected(sent: str) -> None:
    assert isinstance(format_moment(sent, KO), str)


def test_days() -> None:
    assert (format_day(date(2026, 11, 30), KO), format_day(date(2026, 11, 30), EN)) == ("11월 30일(월)", "Mon, Nov 30")


@given(st.datetimes(), st.datetimes())
def test_minutes_of_a_day_have_distinct_texts(one: datetime, other: datetime) -> None:
    other = other.replace(year=one.year, month=one.month, day=one.day)
    same = (one.hour, one.minute) == (other.hour, other.minute)
    for dates in (KO, EN):
        assert (format_clock(one, dates) == format_clock(other, dates)) is same


@pytest.mark.parametrize("stored, written", [("050712345678", "0507-1234-5678"), ("05071234567", "0507-123-4567")])
def test_safety_numbers(stored: str, written: str) -> None:
    assert format_phone(stored) == written


@given(st.from_regex(r"(010[0-9]{8}|0507[0-9]{8}|02[0-9]{7,8}|0[3-6][1-4][0-9]{7,8}|1[568][0-9]{6})", fullmatch=True))
def test_hyphens_keep_the_digits(phone: str) -> None:
    assert format_phone(phone).replace("-", "") == phone
    assert "-" in format_phone(phone)


def test_numbers() -> None:
    assert (format_number(0), format_number(1_234_567)) == ("0", "1,234,567")
    assert "5,000,000원" in texts("ko").render("errors", "amount_too_high", max=5_000_000)


def test_particles_follow_inserted_values() -> None:
    say = texts("ko").render
    assert say("flows", "stopped", title="계약 변경", days=30).startswith("계약 변경을 멈췄어요")
    assert say("flows", "stopped", title="사고 접수", days=30).startswith("사고 접수를 멈췄어요")
    data = {"coverage": "대물", "day": "2026-11-30", "window": "오전 9~12시"}
    assert "0507-1234-5678로 전화" in say("claims", "booked_call", contact="0507-1234-5678", **data)
    assert "010-1234-5670으로 전화" in say("claims", "booked_call", contact="010-1234-5670", **data)
