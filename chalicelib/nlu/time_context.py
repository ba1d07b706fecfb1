"""Which times of a text belong to the event: not those of a call, a hospital, an appointment, the app, an age, nor how
long somebody has had a car. The patterns are the keys `time_…` of word_patterns.txt."""

from __future__ import annotations

import re

from chalicelib.nlu import word_patterns

_CLAUSE = re.compile(
    r".+?(?:[.!?…\n]+|,\s|(?:[가-힣](?:데요?|[는던인은한]디|고요|구요|지만|니까|거든요?|[어아여해예에이네지서께]요|죠|니다|[니심]더|[어네이]유|쥬|슈|께|니꺼|[라여]예|[았었했였갔왔]고|[아어여해와돼되라]서|[쯤시분반경전]이고|[했됐었았갔왔]음)|(?<=\s)[왔갔했]고)\s|$)"
)
_SINCE = re.compile(
    r"(?P<what>(?:\S+\s)?\S*[가-힣])\s?지(?![지난금나각하역점방])(?:는|가|도)?\s?(?:벌써\s|이제\s|한\s|약\s|거의\s|겨우\s)*\S{1,5}?\s?(?:년|달|개월|주일?|일|시간|분)"
)
_CLOCK = re.compile(r"(?:\d|[한두세네섯곱덟홉열])\s?시(?!간)|\d:\d\d")
_NAMED = re.compile(
    rf"사고(?:는|가|\s?시[간각][은는]?|\s?난\s?(?:건|거는|시[간각]은?|때는?))\s.{{0,12}}?(?:{_CLOCK.pattern})"
)
_FINAL_N = 4
"""Index of ㄴ among the final consonants: 산 지, 운전한 지."""


def blank_other_times(text: str) -> str:
    """`text` in the same length, with blanks in place of what has times of other things than the event."""
    for key in ("time_of_age", "time_of_thing"):
        text = word_patterns.pattern(key).sub(_blank, text)
    text = _SINCE.sub(_blank_since, text)
    clauses = list(_CLAUSE.finditer(text))
    named = any(_NAMED.search(clause.group()) for clause in clauses)
    return "".join(
        _blank(clause) if _is_other(clause.group()) or (named and _is_beside(clause.group())) else clause.group()
        for clause in clauses
    )


def _is_beside(clause: str) -> bool:
    """Whether a clause has a time of day and no word of the event, where another tells the time of "the accident"."""
    return _CLOCK.search(clause) is not None and not word_patterns.pattern("time_event").search(clause)


def _is_other(clause: str) -> bool:
    if word_patterns.pattern("time_earlier_accident").search(clause):
        return True
    if not word_patterns.pattern("time_other").search(clause) or word_patterns.pattern("time_occasion").search(clause):
        return False
    return not word_patterns.pattern("time_event").search(word_patterns.remove_matches(clause, "time_received"))


def _blank(match: re.Match[str]) -> str:
    return "\x00" * len(match.group())


def _blank_since(match: re.Match[str]) -> str:
    what = match["what"]
    since = (ord(what[-1]) - ord("가")) % 28 == _FINAL_N
    return _blank(match) if since and not word_patterns.pattern("time_event").search(what) else match.group()
