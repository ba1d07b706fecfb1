"""Extracts Korean registration numbers, written or dictated."""

from __future__ import annotations

import re
from typing import NamedTuple

from chalicelib.nlu.numbers import parse_sino_korean

REGIONS = ("서울", "부산", "대구", "인천", "광주", "대전", "울산", "세종", "경기", "강원", "충북", "충남",
           "전북", "전남", "경북", "경남", "제주")  # fmt: skip
LETTERS = "가나다라마거너더러머버서어저고노도로모보소오조구누두루무부수우주아바사자배하허호육해공국합"
"""The letters on plates: private, rental, taxi and bus, parcel, army."""

_WORD = "[공영령일이삼사오육륙칠팔구]"
_SPOKEN_FRONT = (
    rf"(?<![공영일이삼사오육칠팔구십백]){_WORD}\s?{_WORD}(?:\s?{_WORD})?"
    r"|[일이삼사오육칠팔구]?백?[일이삼사오육칠팔구]?십[일이삼사오육칠팔구]?"
)
_SPOKEN_BACK = (
    rf"{_WORD}\s?{_WORD}\s?{_WORD}\s?{_WORD}(?!\s?[공영삼사육칠팔]|\s?[일이오구](?:[공영일삼사육칠팔]))"
    r"|[일이삼사오육칠팔구]?천[일이삼사오육칠팔구십백]*"
)
_PLATE = re.compile(
    rf"(?:(?P<region>{'|'.join(REGIONS)})\s?)?"
    rf"(?P<front>(?<!\d)\d\s?\d(?:\s?\d)?|{_SPOKEN_FRONT})"
    rf"\s?[-.]?\s?(?P<letter>[{LETTERS}])(?:\s?자)?\s?(?:에|[-.,])?\s?"
    rf"(?P<back>\d\s?\d\s?[- ]?\d\s?\d(?!\d)|{_SPOKEN_BACK})"
)
_OWN = re.compile(
    r"(?<![가-힣])(?:제|내|저희|우리|본인|나의|저의)\s?(?:차|꺼|거|쪽|번호|자동차|차량)|차주(?:인데|입니다|예요|고)|저는\s?$"
)
_APART = re.compile(r"[.!?~]|[박받쳤긁앞뒤옆]|부딪|추돌|스[쳤치]")
"""Found between the words for the customer's car and a number, it means that the number belongs to another car."""
_OTHER = re.compile(
    r"상대|가해|뒤차|뒷차|앞차|옆차|뒤\s?차|앞\s?차|옆\s?차|그\s?차|도망|뺑소니|택시|트럭|버스|저쪽|그쪽|박은|친\s?차"
)


class PlateNumber(NamedTuple):
    """A registration number at `start:end`; `own`: the words before it say that it is the customer's car."""

    number: str
    start: int
    end: int
    own: bool


def extract_plates(text: str) -> list[PlateNumber]:
    """All registration numbers of a clean text, in order."""
    found: list[PlateNumber] = []
    for match in _PLATE.finditer(text):
        front, back = _figures(match["front"]), _figures(match["back"])
        if len(front) in (2, 3) and len(back) == 4:
            number = f"{match['region'] or ''}{front}{match['letter']}{back}"
            found.append(PlateNumber(number, match.start(), match.end(), _is_own(text, match.start(), match.end())))
    return found


def extract_counterparty_plate(text: str) -> str | None:
    """The other car's registration number: the first one that isn't the customer's own."""
    return next((plate.number for plate in extract_plates(text) if not plate.own), None)


def _figures(said: str) -> str:
    said = re.sub(r"[\s\-]", "", said)
    if said.isdigit():
        return said
    value = parse_sino_korean(said)
    if value is None:
        return ""
    if not any(unit in said for unit in "십백천"):
        return str(value).zfill(len(said))
    return str(value) if value < 1000 and "천" not in said else str(value).zfill(4)


def _is_own(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - 16) : start]
    own = [m.end() for m in _OWN.finditer(before) if not _APART.search(before, m.end())]
    other = [m.end() for m in _OTHER.finditer(before)]
    if own:
        return not other or own[-1] > other[-1]
    return (
        not other
        and re.match(r"\s?(?:차량\s?)?(?:차주|(?:제|내|본인)\s?차(?:예요|입니다|인데|고))", text[end:]) is not None
    )
