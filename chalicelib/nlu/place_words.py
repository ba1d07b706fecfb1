"""Classifies a word of a place: district, head (…역, …사거리), position (앞, 방향, 근처) or other noun."""

from __future__ import annotations

import re
from enum import Enum
from functools import cache
from typing import NamedTuple

from chalicelib.nlu import word_patterns
from chalicelib.nlu.gazetteer import is_district, is_landmark
from chalicelib.nlu.place_endings import ENDING_START, PLACE_ENDING

_AT = r"(?:쪽)?(?:에서는?|에다가?|ㅇ?에|인데|이고|으로(?=와|오|보내|출동)|이서|에서[유예라]|까지|서(?=$)|으로도"
_PASSED = r"[을를]?(?:돌[고다아]|지나|진입|통과|건너|직진|좌회전|우회전|유턴|신호)"
"""What somebody does there, written without a blank: 회전교차로돌다가."""
_HEAD_LOCATIVE = rf"{_AT}|(?:에서|에)?(?:{ENDING_START})|(?<=[가-힣]{{2}})[요여유야](?=$))|쪽"
_LOCATIVE = rf"{_AT}|(?:에서|에)?(?:{PLACE_ENDING})|(?<=[가-힣]{{2}})[요여유야](?=$))|쪽"
_PARTICLE = r"의|을|를|은|는|이|가|도|쯤|께|과|와|랑|만|으로|로|다|소"
_NOT_NOUN = re.compile(
    r"(?:[이보라하지]구|구나|튼|[은는을를에고며면다데게도한던된할죠네니야까라서해여어아음슴임됨함짐냄요지져러유워춰혀켜와과오소노심씨쇼]|하는|있는|없는|부터|까지|에게|한테|하고|처럼|보다|으로|"
    r"[가-힣]랑|[가-힣]께|[가-힣]{2}[이가]|터진|받힌|박힌|[가-힣]리[오소]|[가-힣]같소|[헌한은는던]디|^(?:와|해|가)가|[혀쳐져려워]가|갖고|가꼬|믄|더만|응게|는데유?)$|라우|당께|[는은던]지|걸림|잠김|막힘|^[a-z]"
)
_ON_THE_WAY = re.compile(r".*[가오]는\s?길(?:에|이었?[가-힣]*|인데)")
_PLAIN_ENDS = re.compile(r"[가-힣]{1,6}(?:(?<![는은던았었겠])지|리|대|도|호|재|포|역)$")
_LEADS = re.compile(
    r"^(?:제가|저는|저희|지금|방금|아까|여기는?|현재|금방|막|위치는?|장소는?|내가|나는|아니|사고|시방|여는|여그|여긴|저녁에?|새벽에?|아침에?|"
    r"오전에?|오후에?|밤에|밤(?=[가-힣]{2,}(?:역|동|로|길|사거리|시장|마트|앞|주차장))|낮에?|점심때?에?|쯤에?)+(?=.{3})"
)
_MAX_NOUN_LENGTH = 9
_RUN_TOGETHER = 7
"""From this length on, a word that begins with a district and contains a position is a place typed without blanks."""
NAME_ENDS = re.compile(r"[가-힣]{1,3}[도로]$|[가-힣]{5,}이$")
"""Ends of names that look like particles (행담도, 동성로, 스카이웨이); they belong to the name if a head follows."""


class PlaceWordKind(Enum):
    DISTRICT = "district"
    HEAD = "head"
    POSITION = "position"
    NOUN = "noun"


class PlaceWord(NamedTuple):
    kind: PlaceWordKind
    start: int
    end: int
    core: str
    closes: bool
    """Whether a particle or ending follows, after which no further word belongs to the place."""
    located: bool
    """Whether this particle marks a location."""
    sure: bool = True
    """Whether the form shows that it is a noun; a word that may be a verb counts only after a district."""


def parse_place_word(said: str, start: int) -> PlaceWord | None:
    """The classification of `said`, found at `start`; None if it belongs to no place."""
    lead = _LEADS.match(said)
    if lead and not is_district(said[:2]) and not is_district(said[:3]):
        said, start = said[lead.end() :], start + lead.end()
    if word_patterns.pattern("not_a_place").fullmatch(said) and not is_landmark(said):
        return None
    if _car_part().fullmatch(said):
        return None
    head, position, noun = _patterns()
    found = position.match(said)
    if found:
        made = _make_word(PlaceWordKind.POSITION, start, found)
        on_the_way = _ON_THE_WAY.fullmatch(said) is not None  # an occasion
        return None if on_the_way or (made.core == "안" and not made.located) else made
    if said in _stops() or re.fullmatch(_LOCATIVE, said):
        return None
    if is_district(said):
        return _parse_noun(said, start, noun)
    found = head.match(said)
    if found and not word_patterns.pattern("not_a_place").fullmatch(found["core"]):
        return _make_word(PlaceWordKind.HEAD, start, found)
    if found is None and len(said) >= _RUN_TOGETHER and (is_district(said[:2]) or is_district(said[:3])):
        together = _run_together().match(said)
        if together:
            return _make_word(PlaceWordKind.HEAD, start, together)
    return _parse_noun(said, start, noun)


def _parse_noun(said: str, start: int, noun: re.Pattern[str]) -> PlaceWord | None:
    """A district or another noun."""
    if is_district(said) or is_landmark(said):
        return PlaceWord(PlaceWordKind.DISTRICT, start, start + len(said), said, closes=False, located=False)
    found = noun.match(said)
    if not found or found["core"] in _stops():
        return None
    if is_district(found["core"]) or is_landmark(found["core"]) or _joined_districts(found["core"]):
        return _make_word(PlaceWordKind.DISTRICT, start, found)
    if found["end"] and NAME_ENDS.fullmatch(said):
        return PlaceWord(
            PlaceWordKind.NOUN, start, start + len(said), said, closes=False, located=False, sure=len(said) > 5
        )
    sure = not found["end"] and (
        found["where"] is not None or not _NOT_NOUN.search(said) or _PLAIN_ENDS.fullmatch(said) is not None
    )
    return _make_word(PlaceWordKind.NOUN, start, found)._replace(sure=sure)


def _make_word(kind: PlaceWordKind, start: int, found: re.Match[str]) -> PlaceWord:
    closes = found["where"] is not None or found["end"] is not None
    return PlaceWord(kind, start, start + found.end("core"), found["core"], closes, found["where"] is not None)


def _joined_districts(core: str) -> bool:
    """Whether it consists of districts without blanks: "송파구문정동"."""
    return any(is_district(core[:cut]) and is_district(core[cut:]) for cut in range(2, len(core) - 1))


@cache
def _car_part() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{word_patterns.pattern('car_part').pattern})(?:{_PARTICLE}|(?:{ENDING_START}|[요여유야]).*)?"
    )


@cache
def _stops() -> frozenset[str]:
    return frozenset(word_patterns.alternatives("place_stopword"))


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    head, position = word_patterns.pattern("place_head").pattern, word_patterns.pattern("place_position").pattern
    return (
        re.compile(
            rf"(?P<core>[가-힣A-Za-z0-9·&]*?(?:{head})(?:{head}|{position})*)(?:(?P<where>{_HEAD_LOCATIVE}|{_PASSED}|고$|[요여유야예오라래네지제]$).*|(?P<end>{_PARTICLE})?)$"
        ),
        re.compile(
            rf"(?P<core>(?:{position})+)(?:(?P<where>{_HEAD_LOCATIVE}|[요여유야예오라래네지제]$).*|(?P<end>{_PARTICLE})?)$"
        ),
        re.compile(
            rf"(?P<core>[가-힣A-Za-z0-9·]{{2,{_MAX_NOUN_LENGTH}}}?)(?:(?P<where>{_LOCATIVE})|(?P<end>{_PARTICLE}))?$"
        ),
    )


@cache
def _run_together() -> re.Pattern[str]:
    ends = r"앞|옆|입구|출구|근처|부근|맞은편|건너편|정문|후문|뒤편|주차장|방향"
    return re.compile(
        rf"(?P<core>[가-힣A-Za-z0-9]{{4,16}}?(?:{ends}))(?:(?P<where>{_HEAD_LOCATIVE}).*|(?P<end>{_PARTICLE})?)$"
    )


@cache
def generic_noun_pattern() -> re.Pattern[str]:
    """The pattern of a noun, with or without an appended position: 터널안."""
    plain, position = (
        word_patterns.pattern("place_generic_noun").pattern,
        word_patterns.pattern("place_position").pattern,
    )
    return re.compile(rf"(?:{plain})(?:{position})*")
