"""Days mentioned by the name of a holiday: holidays of a fixed date, and those of the lunar calendar."""

import re
from collections.abc import Iterable
from datetime import date, timedelta

from chalicelib.content.business_days import business_calendar

_EVERY_YEAR = {
    "새해 첫날": (1, 1), "새해": (1, 1), "신정": (1, 1), "발렌타인데이": (2, 14), "삼일절": (3, 1), "3.1절": (3, 1),
    "3·1절": (3, 1), "화이트데이": (3, 14), "만우절": (4, 1), "식목일": (4, 5), "노동절": (5, 1), "근로자의 날": (5, 1),
    "어린이날": (5, 5), "어버이날": (5, 8), "스승의 날": (5, 15), "현충일": (6, 6), "제헌절": (7, 17),
    "광복절": (8, 15), "국군의 날": (10, 1), "개천절": (10, 3), "한글날": (10, 9), "빼빼로데이": (11, 11),
    "크리스마스 이브": (12, 24), "성탄절 이브": (12, 24), "이브날": (12, 24), "크리스마스": (12, 25),
    "성탄절": (12, 25),
}  # fmt: skip
_MOVING = {
    "설날": "설날", "구정": "설날", "설": "설날", "추석": "추석", "한가위": "추석",
    "부처님 오신 날": "부처님오신날", "석가탄신일": "부처님오신날",
}  # fmt: skip
"""Everyday name → name in `config/holidays.toml`."""

_ANNOUNCED = {
    "수능": (date(2024, 11, 14), date(2025, 11, 13), date(2026, 11, 19), date(2027, 11, 18)),
}
"""Days that the Ministry of Education sets, by their everyday name."""

_YEARS = {"재작년": -2, "작년": -1, "지난해": -1, "올해": 0}
_ORDINALS = {"첫": 0, "첫째": 0, "둘째": 1, "셋째": 2, "1": 0, "2": 1, "3": 2, "이틀째": 1, "사흘째": 2}
"""Days of a feast of three days, from its eve on."""

_THREE_DAYS = ("설날", "추석")


_SHORT = r"설(?=에(?!서)|\s?(?:당일|전날|다음|이튿|연휴\s?(?:첫|둘|셋|[123])|[첫둘셋]|하루|이틀|사흘))"
"""설 by itself begins many other words."""


def _spaced(names: Iterable[str]) -> str:
    return "|".join(_SHORT if name == "설" else name.replace(" ", r"\s?").replace(".", r"\.") for name in names)


HOLIDAY = (
    rf"(?<![가-힣])(?:(?P<year>{'|'.join(_YEARS)})\s?)?(?P<name>{_spaced((*_EVERY_YEAR, *_MOVING))}"
    r"|수능(?=\s?(?:날|당일|시험\s?날|전날|다음|이튿))(?:\s?시험)?)"
    rf"(?:\s?(?:연휴\s?)?(?P<nth>첫째|첫|둘째|셋째|[123](?=일\s?(?:차|째))|이틀째|사흘째)\s?(?:날|일차|일째)?)?"
    r"(?:\s?당일|\s?날(?=에|은|이|\s|,|$|새벽|아침|오전|오후|저녁|밤))?"
    r"(?!동(?!안)|네거리|사거리|역|로(?!\s)|길|대로|공원|시장|교(?:회|차로|[\s,.]|$|에서|앞|옆|밑|위|부근|근처)|아파트|마을|빌라|[초중고](?:등?학교|\s|앞|$)|렁)"
)
"""The name of a holiday, unless it is part of a place name (신정동, 신정네거리역)."""


HOLIDAY_CUES = "절 추석 한가위 설 구정 새해 신정 데이 크리스마스 이브 현충일 석가 부처님 날 성탄 명절 연휴 초파일 수능"
"""A text with a holiday has one of these."""


def find_holiday(match: re.Match[str], today: date) -> date | None:
    """The last such day that isn't after `today`; None if it isn't known."""
    if match["name"].startswith("수능"):
        return max((day for day in _ANNOUNCED["수능"] if day <= today), default=None)
    name, nth = _known_name(match["name"]), match["nth"]
    feast = _MOVING.get(name)
    if nth and feast not in _THREE_DAYS:
        return None
    moved = timedelta(days=_ORDINALS[nth] - 1 if nth else 0)
    days = _moved(feast) if feast else _yearly(*_EVERY_YEAR[name], today.year)
    if match["year"]:
        days = [day for day in days if day.year == today.year + _YEARS[match["year"]]]
    return max((day + moved for day in days if day + moved <= today), default=None)


def _known_name(said: str) -> str:
    squeezed = said.replace(" ", "")
    return next(name for name in (*_EVERY_YEAR, *_MOVING) if name.replace(" ", "") == squeezed)


def _yearly(month: int, day: int, year: int) -> list[date]:
    return [date(each, month, day) for each in (year - 2, year - 1, year)]


def _moved(name: str) -> list[date]:
    return [day for day, called in business_calendar().closed.items() if name in called.ko.split(", ")]
