"""Extracts days: 어제, 지난주 금요일, 11월 20일, 사흘 전."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import NamedTuple

from chalicelib.nlu import word_patterns
from chalicelib.nlu.english_days import ENGLISH_READERS
from chalicelib.nlu.holidays import HOLIDAY, HOLIDAY_CUES, find_holiday
from chalicelib.nlu.numbers import DAYS_OF_MONTH, NATIVE_DAYS, SINO, parse_number
from chalicelib.nlu.time_of_day import HOURS, PARTS

_WEEKDAYS = "월화수목금토일"
_MONTH = rf"(?P<month>\d{{1,2}}|시월|유월|{SINO})"


class DayMention(NamedTuple):
    """A day mentioned at `start:end`; None: the words can't be resolved to one day (며칠 전). `night`: the word
    contains evening or night (엊저녁, 간밤); `weekly`: it is the weekday, of no named week."""

    day: date | None
    start: int
    end: int
    night: bool = False
    weekly: bool = False


_Reader = Callable[[re.Match[str], date], date | None]


def _back(days: int) -> _Reader:
    return lambda _, today: today - timedelta(days=days)


def _ago(match: re.Match[str], today: date) -> date | None:
    count = NATIVE_DAYS.get(match["count"]) or _whole_number(match["count"])
    return today - timedelta(days=count) if count and count < 400 else None


def _weeks_ago(match: re.Match[str], today: date) -> date | None:
    count = _whole_number(match["count"])
    if not count or count >= 60:
        return None
    weekday = match["weekday"]
    since = today.weekday() - _WEEKDAYS.index(weekday) if weekday else 0
    return today - timedelta(weeks=count, days=since)


def _whole_number(word: str) -> int | None:
    """The number, unless its digits are named one by one: 이삼일 is no 23 days."""
    return None if len(word) > 1 and not word.isdigit() and not set(word) & set("십백열스") else parse_number(word)


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
    back = (today.weekday() - wanted) % 7
    return today - timedelta(days=back or 7 * (week == "지난"))


def _month_day(match: re.Match[str], today: date) -> date | None:
    groups = match.groupdict()
    word = groups["month"]
    month = {"시월": 10, "시": 10, "유월": 6, "유": 6}.get(word) or parse_number(word)
    day = _named_day(groups["day"])
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
    day = _named_day(match["day"])
    last_month = match["month"] is not None and not match["month"].startswith(("이번", "요번", "이달"))
    if day is None:
        return None
    year, month = today.year, today.month
    found = _date(year, month, day)
    if last_month or (found is None or found > today):
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
        found = _date(year, month, day)
    return found


def _named_day(word: str) -> int | None:
    return DAYS_OF_MONTH.get(word[:-2] + _JOINED.get(word[-2:], word[-2:])) or parse_number(word)


def _end_of_month(match: re.Match[str], today: date) -> date | None:
    """The first or the last day of a month, or of a year, that is named."""
    first = today.replace(day=1)
    begins = match["way"].startswith("첫")
    named = match["named"] or match["named_alone"]
    if match["year"] or named:
        month = int(named or (1 if begins else 12))
        if not 1 <= month <= 12:
            return None
        years_ago = _YEARS_AGO.get(match["year"] or "", int(month > today.month))
        first = date(today.year - years_ago, month, 1)
    elif match["month"].startswith(("지난", "저번")):
        first = (first - timedelta(days=1)).replace(day=1)
    return first if begins else (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


_YEARS_AGO = {"재작년": 2, "작년": 1, "지난해": 1, "올해": 0, "금년": 0, "새해": 0}
_COUNT = rf"(?P<count>\d+|{'|'.join(NATIVE_DAYS)}|{SINO})"
_DAY = rf"(?P<day>\d{{1,2}}|{SINO})"
_JOINED = {"흗날": "흘", "튿날": "틀", "샛날": "새", "룻날": "루", "렛날": "레"}
"""How names of days end before 날: 초사흗날 is 초사흘."""
_STEMS = "|".join(sorted({name.removeprefix("초")[:-1] for name in DAYS_OF_MONTH}))
_NAMED_DAY = rf"(?P<day>초?(?:{_STEMS})(?:{'|'.join(_JOINED)}|[흘틀새루레날]))(?:\s?날)?"
_THIS_MONTH = r"(?P<month>(?:지난|저번|이번|요번)\s?달|이달)"
_YEAR = r"(?:(?P<year>20\d\d|\d\d|이천이십[일이삼사오육칠팔구]?)\s?년\s?|(?P<word>작년|지난해|올해)\s?)?"
_NUMERIC_MONTH = r"(?<![\d.:/-])(?P<month>1[0-2]|0?[1-9])"
_NUMERIC_DAY = r"(?P<day>[12]\d|3[01]|0?[1-9])"
_WHOLE_DATE = r"(?<!\d)(?P<year>20\d\d)\s?[-./]\s?(?P<month>\d{1,2})\s?[-./]\s?(?P<day>\d{1,2})(?!\d)"
_WEEK = r"(?:지지난|저저번|전전|지난|저번|이번|요번|다음|담)\s?주|금\s?주|전\s?주"
_DAY_ALONE = (
    r"(?P<month>지난달\s?)?(?<![\d월~,-])"
    r"(?P<day>[12]\d|3[01]|[1-9]|십[일이삼사오육칠팔구]|이십[일이삼사오육칠팔구]?|삼십일?)"
    rf"\s?일(?:\s?날)?(?=에|날|(?:이?요|이에요|이었[가-힣]*|입니다)(?:[\s,.!~]|$)|\s?(?:오전|오후|새벽|아침|낮|점심|저녁|밤|\d|(?:{HOURS})\s?시))"
)
_NO_SPAN = r"(?!\s?(?:전|동안|간|째|뒤|후|차))"
_ABOUT = r"(?:쯤\s?|정도\s?)?"
_READERS: tuple[tuple[str, str, _Reader, bool], ...] = (
    ("20", _WHOLE_DATE, _month_day, False),
    ("월", rf"{_YEAR}{_MONTH}\s?월\s?{_DAY}\s?일(?:날)?", _month_day, False),
    ("시월 유월", rf"{_YEAR}(?P<month>시|유)월\s?{_DAY}\s?일(?:날)?", _month_day, False),
    ("월", rf"{_YEAR}(?P<month>\d{{1,2}}|시|유|{SINO})월\s?{_NAMED_DAY}", _month_day, False),
    ("달", rf"{_THIS_MONTH}\s?{_NAMED_DAY}{_NO_SPAN}", _day_of_month, False),
    ("초 스무", rf"(?<![가-힣])(?P<month>(?!))?(?!열|스무날){_NAMED_DAY}{_NO_SPAN}(?=에|날|\s)", _day_of_month, False),
    (
        "0 1",
        rf"(?<![\d가-힣-])(?P<month>0[1-9]|1[0-2])(?P<day>[0-2]\d|3[01])(?=\s(?:{PARTS}|\d{{1,2}}\s?[:시]))",
        _month_day,
        False,
    ),
    ("/", rf"{_NUMERIC_MONTH}\s?/\s?{_NUMERIC_DAY}(?![\d/])", _month_day, False),
    (".", rf"{_NUMERIC_MONTH}\.{_NUMERIC_DAY}(?![\d.절]|\s?(?:km|키로|킬로|L|리터|톤|%|퍼|점))", _month_day, False),
    (
        "주",
        rf"(?<![가-힣\d~∼,-])(?P<count>\d+|한|두|세|일|이|삼)\s?주(?:일)?\s?{_ABOUT}전(?P<week>\s?(?P<weekday>[월화수목금토일])요일)?",
        _weeks_ago,
        False,
    ),
    ("요일 욜", rf"(?P<week>{_WEEK}|지난)?\s?(?P<weekday>[월화수목금토일])(?:요일|욜)(?:날)?", _weekday, False),
    ("주", rf"(?P<week>{_WEEK})\s?(?P<weekday>[월화수목금토일])(?![가-힣])", _weekday, False),
    (HOLIDAY_CUES, HOLIDAY, find_holiday, False),
    ("그", r"그그저께|그그제|그끄저께|그끄제|그저께\s?전날", _back(3), False),
    (
        "아래 아레",
        r"어[제지]\s?아래|(?<![가-힣])아[래레](?:께|(?=\s(?:아침|오[전후]|낮|저녁|밤)))",
        _back(2),
        False,
    ),
    ("그 재작", r"엊그저께|엊그제|그저께|그제께|그제(?![야서])|그젯|재작일", _back(2), False),
    ("엊 엇 어젯 어제 간밤 지난", r"엊저녁|엇저녁|어젯밤|어제밤|간밤|지난\s?밤", _back(1), True),
    ("어 작일", r"어[저즈지주]\s?[께깨]|어제께|어[제재]|작일|어젯", _back(1), False),
    ("전", rf"(?<![가-힣\d]){_COUNT}\s?일\s?{_ABOUT}전", _ago, False),
    ("전", rf"(?<![가-힣])(?P<count>{'|'.join(NATIVE_DAYS)})\s?{_ABOUT}전", _ago, False),
    ("달", rf"(?P<month>(?:지난|저번|이번|요번)\s?달)\s?(?<!\d){_DAY}\s?일(?:날)?{_NO_SPAN}", _day_of_month, False),
    (
        "말일 마지막 첫",
        rf"(?:(?P<month>(?:지난|저번|이번|요번)\s?달|이달)|(?P<year>{'|'.join(_YEARS_AGO)})(?:\s?(?P<named>\d{{1,2}})월)?"
        r"|(?<!\d)(?P<named_alone>\d{1,2})월)의?\s?(?P<way>말일|마지막\s?날|첫\s?날)",
        _end_of_month,
        False,
    ),
    (
        "지",
        rf"(?:[났난은]|[힌한인])\s?지[가는]?\s?(?:벌써\s|이제\s|한\s|약\s)?{_COUNT}\s?일?\s?(?:정도\s?|쯤\s?)?(?:됐|되[었는])",
        _ago,
        False,
    ),
    ("일", _DAY_ALONE + _NO_SPAN, _day_of_month, False),
    ("오늘 금일", r"오늘|금일", _back(0), False),
    ("모레", r"(?<![가-힣])(?:내일\s?모레|모레)(?![가-힣]{3})", _back(-2), False),
    ("내일", r"(?<![가-힣])내일(?!배움)", _back(-1), False),
    *((cues, pattern, read, False) for cues, pattern, read in ENGLISH_READERS),
)
"""Cues, pattern, reader, and whether the words contain the night. A text with none of the cues isn't searched."""

_VAGUE_FIRST = {"day_vague_first": "전 음력 됐 된 되", "day_vague_around": HOLIDAY_CUES}
_VAGUE = {
    "day_vague_unknown": "날짜 며칠 요일 날인",
    "day_vague_ago": "전 됐 된 되었 지났",
    "day_vague_feast": HOLIDAY_CUES,
    "day_vague_week": "주",
    "day_vague_month": "달 월 초 말",
    "day_vague_year": "년 해 그러께",
    "day_vague_season": "여름 가을 겨울 봄 휴가 방학 장마 태풍",
    "day_vague_once": "번 접때 일전 예전 옛날 일 단오 동지 하지 입춘 입동 복날 그믐 보름 핼러윈 할로윈 불금 수능",
    "day_vague_named": "날",
    "day_vague_english": "last ago other recent Recent weekend Last",
}
"""Patterns of days that can't be resolved, with their cues."""

_OWN_DAY = re.compile(r"오늘|어[제저젯]|그[제저]|월\s?\d")
_BESIDE = re.compile(
    r"\s?(?:(?P<eve>전날)|(?P<second>다음\s?다음\s?날)|(?P<next>다음\s?날|이튿날)|(?P<count>하루|이틀|사흘|나흘)\s?(?P<way>전|뒤|후))"
)
_EITHER = re.compile(
    r"\s?(?:저녁|밤|새벽|아침|오전|오후)?\s?(?:이나|나|아니면|또는|혹은|[~∼-]|에서|부터|인가|인지|이었나|였나|이든|이든지)\s?(?:저녁|밤|새벽|아침)?\s?"
)
_BRACKET = re.compile(r"[\s,(]{0,3}")
_CLOSE = re.compile(r"[\s,]?(?:쯤|에|의|인)?\s?(?:쯤|인)?\s?")


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _has_cue(text: str, cues: str) -> bool:
    return any(cue in text for cue in cues.split())


@lru_cache(maxsize=8)
def extract_days(text: str, today: date) -> tuple[DayMention, ...]:
    """All days mentioned in a clean text, in order and without overlaps; the most specific pattern wins. Words for a
    day that can't be resolved are mentions without one."""
    found: list[DayMention] = []
    _add_vague(found, _VAGUE_FIRST, text)
    for cues, pattern, read, night in _READERS:
        for match in _compiled(pattern).finditer(text) if _has_cue(text, cues) else ():
            start, end = match.span()
            if any(start < each.end and each.start < end for each in found):
                continue
            value = read(match, today)
            if value is not None:
                weekly = "weekday" in match.groupdict() and not match["week"]
                found.append(_shifted(DayMention(value, start, end, night, weekly), text))
    _add_vague(found, _VAGUE, text)
    return tuple(_without_doubt(sorted(found, key=lambda day: day.start), text))


def _add_vague(found: list[DayMention], patterns: Mapping[str, str], text: str) -> None:
    for key, cues in patterns.items():
        for match in word_patterns.pattern(key).finditer(text) if _has_cue(text, cues) else ():
            start, end = match.span()
            if not any(start < each.end and each.start < end for each in found):
                found.append(DayMention(None, start, end))


def _shifted(mention: DayMention, text: str) -> DayMention:
    """The mention with the words beside it that name another day: 추석 전날, 크리스마스 이틀 뒤."""
    beside = _BESIDE.match(text, mention.end)
    if beside is None or mention.day is None:
        return mention
    days = -1 if beside["eve"] else 2 if beside["second"] else 1
    if beside["count"]:
        days = NATIVE_DAYS[beside["count"]] * (-1 if beside["way"] == "전" else 1)
    return mention._replace(day=mention.day + timedelta(days=days), end=beside.end())


def _without_doubt(said: list[DayMention], text: str) -> list[DayMention]:
    """The mentions, two of them as one: without a day where the text names them as alternatives or as a span (어제나
    그제), or where a vague one qualifies the next (작년 월요일); a date with its weekday."""
    kept: list[DayMention] = []
    for mention in said:
        before = kept[-1] if kept else None
        gap = text[before.end : mention.start] if before else ""
        qualified = before and before.day is None and _CLOSE.fullmatch(gap) and not _names_its_day(text, mention)
        if before and (_EITHER.fullmatch(gap) or qualified):
            kept[-1] = DayMention(None, before.start, mention.end)
        elif before and before.day and mention.day and (mention.weekly or before.weekly) and _BRACKET.fullmatch(gap):
            kept[-1] = _with_weekday(before, mention)
        elif not (before and mention.day is None and _CLOSE.fullmatch(gap)):  # 어제 비 오는 날
            kept.append(mention)
    return kept


def _with_weekday(first: DayMention, second: DayMention) -> DayMention:
    """A date and its weekday, in either order, as one mention (5월 2일 토요일); without a day where they contradict."""
    dated, weekday = (first, second) if second.weekly else (second, first)
    agree = dated.day and weekday.day and dated.day.weekday() == weekday.day.weekday()
    return DayMention(dated.day if agree else None, first.start, second.end, dated.night)


def _names_its_day(text: str, mention: DayMention) -> bool:
    """Whether the words need no others to tell the day: 오늘, 11월 3일."""
    return _OWN_DAY.search(text, mention.start, mention.end) is not None
