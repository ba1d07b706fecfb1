"""Days in English: yesterday, last Monday, 3 days ago, Nov 3rd."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

_WEEKDAYS = ("Mon", "Tues", "Wednes", "Thurs", "Fri", "Satur", "Sun")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?"
)
_RELATIVE = {
    "the day before yesterday": 2, "yesterday": 1, "last night": 1, "today": 0, "this morning": 0, "this afternoon": 0,
    "tonight": 0, "tomorrow": -1,
}  # fmt: skip
"""Days before today."""


def _relative(match: re.Match[str], today: date) -> date | None:
    return today - timedelta(days=_RELATIVE[match.group().lower()])


def _days_ago(match: re.Match[str], today: date) -> date | None:
    return today - timedelta(days=int(match["count"]))


def _weekday(match: re.Match[str], today: date) -> date | None:
    back = (today.weekday() - _WEEKDAYS.index(match["weekday"])) % 7
    return today - timedelta(days=back or 7 * (match["week"] is not None))


def _month_day(match: re.Match[str], today: date) -> date | None:
    month = _MONTHS.index((match["month"] or match["named"])[:3].lower()) + 1
    years = (today.year, today.year - 1)
    days = (_date(year, month, int(match["day"] or match["first"])) for year in years)
    return next((day for day in days if day and day <= today), None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


ENGLISH_READERS: tuple[tuple[str, str, Callable[[re.Match[str], date], date | None]], ...] = (
    ("day night morning afternoon omorrow DAY", rf"\b(?i:{'|'.join(_RELATIVE)})\b", _relative),
    ("ago", r"(?<!\d)(?P<count>\d{1,2})\s(?i:days?\sago)", _days_ago),
    ("day", rf"(?:(?P<week>\b[Ll]ast\s))?\b(?P<weekday>{'|'.join(_WEEKDAYS)})day\b", _weekday),
    (
        "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
        rf"\b(?:(?P<named>{_MONTH})\.?\s(?P<first>\d{{1,2}})(?:st|nd|rd|th)?"
        rf"|(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s(?P<month>{_MONTH}))\b",
        _month_day,
    ),
)
"""Cues, patterns of days, and their readers: (match, today) → the day."""
