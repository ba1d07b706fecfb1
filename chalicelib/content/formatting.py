"""Dates, times, money and telephone numbers as people of a language write them. `dates` is the texts' section of that
name: patterns and names of months, weekdays and halves of the day."""

import re
from collections.abc import Mapping
from datetime import date, datetime

Dates = Mapping[str, str]

DATE = len("2026-11-22")
"""A moment no longer than this is a day whose hour isn't known."""

_PHONE_PARTS = re.compile(r"(02|050\d|0\d\d|1\d{3})(\d{3,4})?(\d{4})", re.ASCII)


def day(value: date, dates: Dates) -> str:
    """A day of about now: "11월 30일(월)", "Mon, Nov 30"."""
    weekday = dates["weekdays"].split("|")[value.weekday()]
    return dates["day"].format(month=_month(value, dates), day=value.day, weekday=weekday)


def moment(value: str, dates: Dates) -> str:
    """A moment (ISO) as it is said: "2026년 11월 22일 오후 7시 30분", "Nov 22, 2026, 7:30 pm"; without a time where
    only the day is known."""
    when = datetime.fromisoformat(value)
    said = dates["date"].format(year=when.year, month=_month(when, dates), day=when.day)
    if len(value) == DATE:
        return said
    return dates["moment"].format(date=said, clock=clock(when, dates))


def clock(when: datetime, dates: Dates) -> str:
    """ "오후 7시 30분", "7:30 pm"; noon is "낮 12시", half past midnight "오전 0시 30분": 12시 of either half is
    misread. English counts 12, 1, 2 … in both halves."""
    before_noon, noon, after_noon = dates["halves"].split("|")
    half = before_noon if when.hour < 12 else noon if when.hour == 12 else after_noon
    hour = when.hour - 12 if when.hour > 12 else when.hour
    pattern = dates["clock"] if when.minute else dates["clock_hour"]
    return pattern.format(half=half, hour=hour, hour12=hour or 12, minute=when.minute)


def number(value: int) -> str:
    """1234567 → "1,234,567", in both languages."""
    return f"{value:,}"


def hyphened(phone: str) -> str:
    """A stored telephone number as people write it: 010-1234-5678, 02-123-4567, 0507-1234-5678, 1588-0000."""
    parts = _PHONE_PARTS.fullmatch(phone)
    return "-".join(filter(None, parts.groups())) if parts else phone


def _month(value: date, dates: Dates) -> str:
    return dates["months"].split("|")[value.month - 1]
