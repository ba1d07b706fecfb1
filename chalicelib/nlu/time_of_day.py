"""Extracts times of day: 새벽 1시 20분, 저녁 일곱시 반, 19:30, 정오."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from chalicelib.nlu.numbers import NUMBER, SINO, parse_number

PARTS = (
    r"해\s?질\s?(?:녘|무렵)|저물\s?녘|초저녁|늦은\s?(?:저녁|밤)|오밤중|야밤|이른\s?새벽|꼭두새벽|오전|오후|새벽|이른\s?아침|아침"
    r"|한낮|대낮|낮|점심|저녁|한밤중?|밤늦게|밤|am|pm|AM|PM|a\.m\.|p\.m\."
)
EVENINGS = ("해질녘", "해질무렵", "저물녘", "초저녁", "늦은저녁", "늦은밤", "오밤중", "야밤")
HOURS = r"열\s?두|열\s?한|열|아홉|여덟|여덜|일곱|여섯|다섯|네|세|두|한|\d{1,2}|이십[일이삼사]?|십[일이삼사오육칠팔구]?"
_CLOCK = re.compile(
    rf"(?:(?P<part>{PARTS})(?:에|쯤|때)?\s?)?(?(part)|(?<![\d가-힣](?=[한두세네열])))(?<!\d)(?<![대네너두세여곱덟](?=[다여일아]))(?P<hour>{HOURS})\s?시(?:(?<=\d시)(?=고|죠|지|는|다|네)|(?!간|동|작|속|험|설|승|비|키|장|청|오|죠|지|는|어|다|고|면|네))"
    rf"(?:\s?(?P<half>반)(?!대(?!전|구|치|림|방|천|학)|\s대(?:편|쪽))|\s?(?:한\s)?(?P<minute>\d{{1,2}}|{SINO})\s?분(?P<before>\s?전(?![주남북라의]\s|주시|북대|주역|남대|자상|곡|농|망대))?|\s?(?P<odd>\d{{2}})(?!\d|\s?[가-힣]))?"
)
_DIGITAL = re.compile(
    rf"(?:(?P<part>{PARTS})\s?)?(?<![\d:])(?P<hour>[01]?\d|2[0-3])\s?:\s?(?P<minute>[0-5]\d)(?!\d)(?:\s?(?P<after>am|pm|AM|PM))?"
)
_ENGLISH = re.compile(r"(?<![\d:.])(?P<hour>1[0-2]|[1-9])\s?(?P<part>am|pm|AM|PM|a\.m\.|p\.m\.)(?![a-zA-Z])")
_NAMED = re.compile(r"정오|자정")
_AGO = re.compile(
    rf"(?:(?<![가-힣~∼,-])(?<!\d[~∼,-]\s)(?P<hours>{NUMBER}|한|두|세|네)\s?시간\s?(?P<half>반)?\s?)?(?:(?P<minutes>(?<!\d)\d{{1,3}}|{SINO})\s?분\s?)?"
    r"(?:정도|쯤|남짓|가량|좀|조금)?\s?(?:도\s?)?(?:안\s?된\s?)?(?P<ago>전(?![주남북라의]\s|주시|북대|주역|남대|자상|곡|농|망대)|됐|되었|된\s?거|지났|지남)"
)
_SINCE = re.compile(
    r"지\s?(?:는|가|벌써|이제|한|약)?\s?$|(?<!기다린\s게\s)(?<!기다린지\s)(?<!대기\s)(?:^|[\s.,!?])(?:이제\s|벌써\s)?(?:한|약|벌써|이제)\s?$"
)
_ENGLISH_AGO = re.compile(
    r"\b(?P<count>\d{1,3}|an?|one|two|three|half\san)\s(?P<unit>min|hour|hr)[a-z]*\sago", re.IGNORECASE
)
_ENGLISH_COUNTS = {"a": 1.0, "an": 1.0, "one": 1.0, "two": 2.0, "three": 3.0, "half an": 0.5}
_HALF_AGO = re.compile(r"반\s?시간\s?(?:쯤|정도)?\s?전")


class TimeOfDay(NamedTuple):
    """A time at `start:end`: `hour` as written (0-24), `minute`, and the part of the day, if there is one."""

    hour: int
    minute: int
    part: str
    start: int
    end: int


class TimeAgo(NamedTuple):
    """A time `minutes` before now, found at `start:end`."""

    minutes: int
    start: int
    end: int


@lru_cache(maxsize=8)
def extract_times_of_day(text: str) -> tuple[TimeOfDay, ...]:
    """All times of day in a clean text, in order."""
    found = [clock for match in _CLOCK.finditer(text) if (clock := _parse_time_of_day(match))]
    found += [
        TimeOfDay(
            int(match["hour"]),
            int(match["minute"]),
            match["part"] or (match["after"] or _half_of(match["hour"])).lower(),
            *match.span(),
        )
        for match in _DIGITAL.finditer(text)
    ]
    found += [
        TimeOfDay(int(match["hour"]), 0, match["part"].lower(), *match.span()) for match in _ENGLISH.finditer(text)
    ]
    for match in _NAMED.finditer(text):
        found.append(
            TimeOfDay(
                12 if match.group() == "정오" else 24, 0, "자정" if match.group() == "자정" else "낮", *match.span()
            )
        )
    return tuple(sorted(found, key=lambda clock: clock.start))


@lru_cache(maxsize=8)
def extract_times_ago(text: str) -> tuple[TimeAgo, ...]:
    """All durations "… ago" in hours and minutes, in order."""
    found = [TimeAgo(30, *match.span()) for match in _HALF_AGO.finditer(text)]
    for match in _ENGLISH_AGO.finditer(text):
        count = _ENGLISH_COUNTS.get(match["count"].lower()) or float(match["count"])
        found.append(TimeAgo(round(count * (1 if match["unit"].lower() == "min" else 60)), *match.span()))
    for match in _AGO.finditer(text):
        hours, minutes = match["hours"], match["minutes"]
        if not hours and not minutes:
            continue
        if match["ago"] != "전" and not _SINCE.search(text[: match.start()]):
            continue
        total = (parse_number(hours) or 0) * 60 if hours else 0
        total += 30 if match["half"] else 0
        total += (parse_number(minutes) or 0) if minutes else 0
        if 0 < total < 3 * 24 * 60:
            found.append(TimeAgo(total, *match.span()))
    return tuple(sorted(found, key=lambda ago: ago.start))


def _parse_time_of_day(match: re.Match[str]) -> TimeOfDay | None:
    hour = parse_number(match["hour"].replace(" ", ""))
    minute = 30 if match["half"] else parse_number(match["minute"] or match["odd"] or "0")
    if hour is None or minute is None or hour > 24 or minute > 59:
        return None
    if match["before"]:
        hour, minute = (12 if hour == 1 else hour - 1) % 24, 60 - minute
    return TimeOfDay(hour, minute, (match["part"] or _half_of(match["hour"])).lower().replace(" ", ""), *match.span())


def _half_of(hour: str) -> str:
    """The half of the day that a written hour means: "06:30" is of 24 hours."""
    return "오전" if re.fullmatch(r"0[1-9]", hour) else ""
