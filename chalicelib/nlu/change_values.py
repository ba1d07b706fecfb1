"""The values of what customers write about a change of their contract: a name, a birthday, the new end, an amount.
What can't be read surely is None, and an agent fills it in."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from chalicelib.nlu.change_details import CHANGE_DETAILS
from chalicelib.nlu.contract_topics import amount_won

_NUMBERS = re.compile(r"(?<!\d)(?P<year>\d{4}|\d\d)\s?[-./년]\s?(?P<month>\d{1,2})\s?[-./월]\s?(?P<day>\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(?<![\d-])(?P<year>\d{4}|\d\d)(?P<month>\d\d)(?P<day>\d\d)(?![\d-])")
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_ENGLISH = re.compile(
    rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s)?(?P<month>{'|'.join(_MONTHS)})[a-z]*\.?(?:\s(?P<day_after>\d{{1,2}})(?!\d))?(?:,?\s(?P<year>\d{{4}}))?",
    re.IGNORECASE,
)
_MONTH_DAY = re.compile(r"(?:(?P<year>\d{4})\s?년\s?)?(?P<month>\d{1,2})\s?월(?:\s?(?P<day>\d{1,2})\s?일)?")
_SPAN = re.compile(
    r"(?P<count>\d+|한|두|세|여섯|반|일|an?\b|one\b|two\b|three\b|six\b)\s?(?:more\s)?(?P<unit>개월|달|년|주|일|month|year|week|day)"
)
_COUNTS = {"한": 1, "두": 2, "세": 3, "여섯": 6, "일": 1, "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "six": 6}
_MONTHS_OF = {"개월": 1, "달": 1, "month": 1, "년": 12, "year": 12}
_DAYS_OF = {"일": 1, "day": 1, "주": 7, "week": 7}
_HALF_A_YEAR = 6
MAX_COUNT = 366
"""Months, weeks or days of an extension that are read."""


def read_name(words: str) -> str | None:
    """The name of a person, without relation and birthday ("아내 김영희 850302")."""
    found = CHANGE_DETAILS["person"](words).split()
    return " ".join(found[-2:] if found[-1].isascii() else found[-1:]) if found else None


def read_birthday(words: str, today: date) -> date | None:
    """A whole date of birth. Years of two digits are of the last hundred years."""
    if found := _NUMBERS.search(words) or _COMPACT.search(words):
        year = int(found["year"])
        if len(found["year"]) == 2:
            year += 2000 if year + 2000 <= today.year else 1900
        return _day(year, int(found["month"]), int(found["day"]))
    english = next((each for each in _ENGLISH.finditer(words) if each["year"]), None)
    if english is None:
        return None
    return _day(int(english["year"]), _month(english), int(english["day"] or english["day_after"] or 0))


def read_end(words: str, ends_on: date) -> date | None:
    """The new end of a contract that ends on `ends_on`: a day, the end of a month, or a span from there on."""
    if found := _NUMBERS.search(words):
        return _day(
            int(found["year"]) + (2000 if len(found["year"]) == 2 else 0), int(found["month"]), int(found["day"])
        )
    if found := _MONTH_DAY.search(words):
        return _next(found["year"], int(found["month"]), found["day"], ends_on)
    if (span := _SPAN.search(words)) and (end := _after(span["count"], span["unit"], ends_on)):
        return end
    if found := _ENGLISH.search(words):
        return _next(found["year"], _month(found), found["day"] or found["day_after"], ends_on)
    return None


def read_sum(words: str) -> int | None:
    """An amount in won ("10억")."""
    return amount_won(words) or amount_won(f"{words}원")


def _after(count: str, unit: str, day: date) -> date | None:
    if count == "반":
        return _with_months(day, _HALF_A_YEAR) if unit == "년" else None
    number = int(count) if count.isdecimal() else _COUNTS[count]
    if number > MAX_COUNT:
        return None
    if unit in _MONTHS_OF:
        return _with_months(day, number * _MONTHS_OF[unit])
    return day + timedelta(days=number * _DAYS_OF[unit])


def _with_months(day: date, months: int) -> date | None:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return _day(year, month + 1, min(day.day, monthrange(year, month + 1)[1])) if 1 <= year <= 9998 else None


def _next(year: str | None, month: int, day: str | None, after: date) -> date | None:
    """The day, or the last one of the month, in its year, or the first one after a day."""
    if not 1 <= month <= 12:
        return None
    years = (int(year),) if year else (after.year, after.year + 1)
    days = (
        _day(each, month, int(day) if day else monthrange(each, month)[1]) for each in years if each < date.max.year
    )
    return next((found for found in days if found is not None and found > after), None)


def _month(found: re.Match[str]) -> int:
    return _MONTHS.index(found["month"].lower()[:3]) + 1


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
