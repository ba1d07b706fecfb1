"""Formats dates, times, numbers and telephone numbers. `dates` is the section of that name of a language's texts:
patterns and names of months, weekdays and halves of the day."""

import re
from collections.abc import Mapping
from datetime import date, datetime

Dates = Mapping[str, str]

ISO_DATE_LENGTH = len("2026-11-22")
"""The length of an ISO date without time."""

_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_PHONE_PARTS = re.compile(r"(02|050\d|0\d\d|1\d{3})(\d{3,4})?(\d{4})", re.ASCII)


def format_day(value: date, dates: Dates) -> str:
    """A date without its year: "11월 30일(월)", "Mon, Nov 30"."""
    weekday = dates["weekdays"].split("|")[value.weekday()]
    return dates["day"].format(month=_month(value, dates), day=value.day, weekday=weekday)


def parse_iso_date(value: str) -> date | None:
    """The date of an ISO date with hyphens and without time; None for any other value, for example of the insurer's
    core system, whose dates are not validated."""
    if not _ISO_DATE.fullmatch(value):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:  # the format of a date, but no valid one
        return None


def format_date(value: str, dates: Dates) -> str:
    """An ISO date with its year: "2026년 11월 22일", "Nov 22, 2026"; any other value unchanged."""
    return format_moment(value, dates) if parse_iso_date(value) else value


def format_moment(value: str, dates: Dates) -> str:
    """An ISO date or time: "2026년 11월 22일 오후 7시 30분", "Nov 22, 2026, 7:30 pm"; a date has no time. Any other
    value is returned unchanged."""
    try:
        when = datetime.fromisoformat(value)
    except ValueError:
        return value
    day = dates["date"].format(year=when.year, month=_month(when, dates), day=when.day)
    if len(value) == ISO_DATE_LENGTH:
        return day
    return dates["moment"].format(date=day, clock=format_clock(when, dates))


def format_clock(when: datetime, dates: Dates) -> str:
    """A time of day: "오후 7시 30분", "7:30 pm". In Korean noon is "낮 12시" and half past midnight "오전 0시 30분",
    because 오전 12시 and 오후 12시 are misread. English counts 12, 1, 2 … in both halves."""
    before_noon, noon, after_noon = dates["halves"].split("|")
    half = before_noon if when.hour < 12 else noon if when.hour == 12 else after_noon
    hour = when.hour - 12 if when.hour > 12 else when.hour
    pattern = dates["clock"] if when.minute else dates["clock_hour"]
    return pattern.format(half=half, hour=hour, hour12=hour or 12, minute=when.minute)


def format_number(value: int) -> str:
    """1234567 → "1,234,567", in both languages."""
    return f"{value:,}"


def format_phone(phone: str) -> str:
    """A stored telephone number with hyphens: 010-1234-5678, 02-123-4567, 0507-1234-5678, 1588-0000."""
    parts = _PHONE_PARTS.fullmatch(phone)
    return "-".join(filter(None, parts.groups())) if parts else phone


def _month(value: date, dates: Dates) -> str:
    return dates["months"].split("|")[value.month - 1]
