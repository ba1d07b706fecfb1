"""Days mentioned by the name of a holiday: holidays of a fixed date, and those of the lunar calendar."""

import re
from datetime import date, timedelta

from chalicelib.content.business_days import business_calendar

_EVERY_YEAR = {
    "새해 첫날": (1, 1), "새해첫날": (1, 1), "신정": (1, 1), "삼일절": (3, 1), "노동절": (5, 1), "근로자의 날": (5, 1),
    "근로자의날": (5, 1), "어린이날": (5, 5), "어버이날": (5, 8), "스승의날": (5, 15), "현충일": (6, 6),
    "제헌절": (7, 17), "광복절": (8, 15), "개천절": (10, 3), "한글날": (10, 9),
    "크리스마스 이브": (12, 24), "크리스마스이브": (12, 24), "이브날": (12, 24),
    "크리스마스": (12, 25), "성탄절": (12, 25),
}  # fmt: skip
_MOVING = {
    "설날": "설날", "추석": "추석", "한가위": "추석",
    "부처님오신날": "부처님오신날", "부처님 오신 날": "부처님오신날", "석가탄신일": "부처님오신날",
}  # fmt: skip
"""Everyday name → name in `config/holidays.toml`."""

_YEARS = {"재작년": -2, "작년": -1, "지난해": -1, "올해": 0}
_BESIDE = {"전날": -1, "다음날": 1, "이튿날": 1}

HOLIDAY = (
    rf"(?<![가-힣])(?:(?P<year>{'|'.join(_YEARS)})\s?)?(?P<name>{'|'.join((*_EVERY_YEAR, *_MOVING))})"
    r"(?:\s?(?P<beside>전날|다음\s?날|이튿날))?"
    r"(?!\s?(?:연휴|선물|전|이후|지나)|맞이|동|네거리|사거리|역|로|길|대로|공원|시장)"
)
"""The name of a holiday, unless it stands for the days around it or is part of a place name (신정동, 신정네거리역)."""


def find_holiday(match: re.Match[str], today: date) -> date | None:
    """The last such day that isn't after `today`; None if it isn't known."""
    name, beside = match["name"], timedelta(days=_BESIDE[re.sub(r"\s", "", match["beside"])] if match["beside"] else 0)
    days = _moved(_MOVING[name]) if name in _MOVING else _yearly(*_EVERY_YEAR[name], today.year)
    if match["year"]:
        days = [day for day in days if day.year == today.year + _YEARS[match["year"]]]
    return max((day + beside for day in days if day + beside <= today), default=None)


def _yearly(month: int, day: int, year: int) -> list[date]:
    return [date(each, month, day) for each in (year - 2, year - 1, year)]


def _moved(name: str) -> list[date]:
    return [day for day, called in business_calendar().closed.items() if name in called.ko.split(", ")]
