"""Extracts days: 어제, 지난주 금요일, 11월 20일, 사흘 전."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from chalicelib.nlu.holidays import HOLIDAY, find_holiday
from chalicelib.nlu.numbers import NATIVE_DAYS, SINO, parse_number

_WEEKDAYS = "월화수목금토일"
_MONTH = rf"(?P<month>\d{{1,2}}|시월|유월|{SINO})"


class DayMention(NamedTuple):
    """A day mentioned at `start:end`; `night`: the word contains evening or night (엊저녁, 간밤)."""

    day: date
    start: int
    end: int
    night: bool = False


_Reader = Callable[[re.Match[str], date], date | None]


def _back(days: int) -> _Reader:
    return lambda _, today: today - timedelta(days=days)


def _ago(match: re.Match[str], today: date) -> date | None:
    count = NATIVE_DAYS.get(match["count"]) or parse_number(match["count"])
    return today - timedelta(days=count) if count and count < 400 else None


def _weeks_ago(match: re.Match[str], today: date) -> date | None:
    count = parse_number(match["count"])
    return today - timedelta(weeks=count) if count and count < 60 else None


def _weekday(match: re.Match[str], today: date) -> date | None:
    wanted = _WEEKDAYS.index(match["weekday"])
    week = (match["week"] or "").replace(" ", "")
    monday = today - timedelta(days=today.weekday())
    if week in ("지난주", "저번주", "전주"):
        return monday + timedelta(days=wanted - 7)
    if week in ("지지난주", "저저번주", "전전주"):
        return monday + timedelta(days=wanted - 14)
    if week in ("다음주", "담주"):
        return monday + timedelta(days=wanted + 7)
    if week in ("이번주", "금주", "요번주"):
        return monday + timedelta(days=wanted)
    return today - timedelta(days=(today.weekday() - wanted) % 7)


def _month_day(match: re.Match[str], today: date) -> date | None:
    groups = match.groupdict()
    word = groups["month"]
    month = {"시월": 10, "시": 10, "유월": 6, "유": 6}.get(word) or parse_number(word)
    day = parse_number(groups["day"])
    if month is None or day is None:
        return None
    year = groups.get("year")
    said = groups.get("word")
    if year:
        value = parse_number(year) or today.year
        return _date(value if value > 100 else 2000 + value, month, day)
    if said:
        return _date(today.year - (said != "올해"), month, day)
    found = _date(today.year, month, day)
    return _date(today.year - 1, month, day) if found and found > today else found


def _day_of_month(match: re.Match[str], today: date) -> date | None:
    day = parse_number(match["day"])
    last_month = match["month"] is not None and not match["month"].startswith(("이번", "요번"))
    if day is None:
        return None
    year, month = today.year, today.month
    found = _date(year, month, day)
    if last_month or (found is None or found > today):
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
        found = _date(year, month, day)
    return found


def _last_of_month(match: re.Match[str], today: date) -> date | None:
    first = today.replace(day=1)
    if match["named"]:
        month = int(match["named"])
        if not 1 <= month <= 12:
            return None
        first = date(today.year - (month > today.month), month, 1)
    elif match["month"].startswith(("지난", "저번")):
        first = (first - timedelta(days=1)).replace(day=1)
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


_COUNT = rf"(?P<count>\d+|{'|'.join(NATIVE_DAYS)}|{SINO})"
_DAY = rf"(?P<day>\d{{1,2}}|{SINO})"
_YEAR = r"(?:(?P<year>20\d\d|\d\d|이천이십[일이삼사오육칠팔구]?)\s?년\s?|(?P<word>작년|지난해|올해)\s?)?"
_NUMERIC_MONTH = r"(?<![\d.:/-])(?P<month>1[0-2]|0?[1-9])"
_NUMERIC_DAY = r"(?P<day>[12]\d|3[01]|0?[1-9])"
_WHOLE_DATE = r"(?<!\d)(?P<year>20\d\d)\s?[-./]\s?(?P<month>\d{1,2})\s?[-./]\s?(?P<day>\d{1,2})(?!\d)"
_WEEK = r"(?:지지난|저저번|전전|지난|저번|이번|요번|다음|담)\s?주|금\s?주|전\s?주"
_DAY_ALONE = (
    r"(?P<month>지난달\s?)?(?<![\d월])"
    r"(?P<day>[12]\d|3[01]|[1-9]|십[일이삼사오육칠팔구]|이십[일이삼사오육칠팔구]?|삼십일?)"
    r"\s?일(?:날)?(?=에|날|\s?(?:오전|오후|새벽|아침|낮|저녁|밤|\d))"
)
_NO_SPAN = r"(?!\s?(?:전|동안|간|째|뒤|후|차))"
_ABOUT = r"(?:쯤\s?|정도\s?)?"
_READERS: tuple[tuple[str, _Reader, bool], ...] = (
    (_WHOLE_DATE, _month_day, False),
    (rf"{_YEAR}{_MONTH}\s?월\s?{_DAY}\s?일(?:날)?", _month_day, False),
    (rf"{_YEAR}(?P<month>시|유)월\s?{_DAY}\s?일(?:날)?", _month_day, False),
    (rf"{_NUMERIC_MONTH}\s?/\s?{_NUMERIC_DAY}(?![\d/])", _month_day, False),
    (rf"{_NUMERIC_MONTH}\.{_NUMERIC_DAY}(?![\d.]|\s?(?:km|키로|킬로|L|리터|톤|%|퍼|점))", _month_day, False),
    (rf"(?P<week>{_WEEK})?\s?(?P<weekday>[월화수목금토일])(?:요일|욜)(?:날)?", _weekday, False),
    (rf"(?P<week>{_WEEK})\s?(?P<weekday>[월화수목금토일])(?![가-힣])", _weekday, False),
    (HOLIDAY, find_holiday, False),
    (r"그그저께|그그제|그끄저께|그끄제|그저께\s?전날", _back(3), False),
    (r"엊그저께|엊그제|그저께|그제께|그제(?![야서])|그젯|재작일", _back(2), False),
    (r"엊저녁|엇저녁|어젯밤|어제밤|간밤|지난\s?밤", _back(1), True),
    (r"어저께|어제께|어[제재]|작일|어젯|전날", _back(1), False),
    (rf"(?<![가-힣\d]){_COUNT}\s?일\s?{_ABOUT}전", _ago, False),
    (rf"(?P<count>{'|'.join(NATIVE_DAYS)})\s?{_ABOUT}전", _ago, False),
    (rf"(?P<count>\d+|한|두|세|일|이|삼)\s?주(?:일)?\s?{_ABOUT}전", _weeks_ago, False),
    (rf"(?P<month>(?:지난|저번|이번|요번)\s?달)\s?(?<!\d){_DAY}\s?일(?:날)?{_NO_SPAN}", _day_of_month, False),
    (
        r"(?:(?P<month>(?:지난|저번|이번|요번)\s?달)|(?<!\d)(?P<named>\d{1,2})월)\s?(?:말일|마지막\s?날|마지막날)",
        _last_of_month,
        False,
    ),
    (_DAY_ALONE + _NO_SPAN, _day_of_month, False),
    (r"오늘|금일|당일", _back(0), False),
    (r"(?<![가-힣])(?:내일\s?모레|모레)(?![가-힣]{3})", _back(-2), False),
    (r"(?<![가-힣])내일(?!배움)", _back(-1), False),
)


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], _Reader, bool], ...]:
    return tuple((re.compile(pattern), read, night) for pattern, read, night in _READERS)


def extract_days(text: str, today: date) -> list[DayMention]:
    """All days mentioned in a clean text, in order and without overlaps; the most specific pattern wins."""
    found: list[DayMention] = []
    taken: list[tuple[int, int]] = []
    for pattern, read, night in _patterns():
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(start < e and s < end for s, e in taken):
                continue
            value = read(match, today)
            if value is not None:
                taken.append((start, end))
                found.append(DayMention(value, start, end, night))
    return sorted(found, key=lambda day: day.start)
