"""Gazetteer: coordinates of districts and of landmarks that drivers mention."""

from __future__ import annotations

import re
from functools import cache
from math import cos, hypot, radians
from pathlib import Path

FILE = Path(__file__).with_name("gazetteer.txt")
LANDMARKS = Path(__file__).with_name("landmarks.txt")

Coordinates = tuple[float, float]
_MIN_STEM = 2
_QUARTER = 3
"""Parts of the whole name of a town or quarter."""
_NAMED = re.compile(
    r"(?<![가-힣])[가-힣]{3,9}?(?=(?:에서|에|으로|로|쪽|앞|근처|인데|입니다|이요|이고|이에요|[의도은는이])?(?:[\s.,!?~\x00]|$))"
)
_TOWN = re.compile(r"[가-힣]{2}읍")
_PROVINCE = re.compile(
    r"(?:경기|강원|제주|충청|전라|경상|충청[남북]|전라[남북]|경상[남북]|[충전경][남북])도|(?:강원|전북|제주)(?:특별)?자치도"
    r"|(?:서울|부산|대구|인천|광주|대전|울산|세종)(?:특별|광역|(?:특별)?자치)?시|제주시"
)
"""Provinces and cities of their own by their whole names; the list has their short ones."""
MAX_LANDMARK_KM, KM_PER_DEGREE = 2.0, 111.2
_EVERYDAY_WORDS = frozenset(("수정", "상당", "동안", "단원", "서원", "청원", "소사", "동남", "서북"))
"""Wards of a city whose names without 구 are words of their own."""
_SUFFIXES = ("특별시", "광역시", "특별자치시", "특별자치도", "시", "군", "구", "읍", "면", "동", "가", "리")


@cache
def _districts() -> dict[str, list[tuple[str, ...]]]:
    """Last part of a district's name (with and without its type: "강남구", "강남") → whole names."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for whole, *_ in _rows(FILE):
        names = tuple(whole.split())
        name = names[-1]
        found.setdefault(name, []).append(names)
        large = len(names) < _QUARTER or name[-1] in "읍면"
        if (large or name[-1] == "구") and (stem := _stem(name)) != name and (large or stem not in _EVERYDAY_WORDS):
            found.setdefault(stem, []).append(names)
    return found


@cache
def _landmarks() -> dict[str, Coordinates]:
    return {name.replace(" ", ""): (float(lat), float(lon)) for name, lat, lon in _rows(LANDMARKS)}


def is_district(word: str) -> bool:
    """Whether `word` names a province, city, county, ward, town or quarter; a town also by its end (가남읍).

    Quarters of two syllables (시동, 이동) don't count, because they are everyday words; cities, counties and wards do
    (안동, 하동, 강동).
    """
    if _PROVINCE.fullmatch(word) or _TOWN.fullmatch(word):
        return True
    places = _districts().get(word, [])
    if len(word) == _MIN_STEM and word.endswith("동"):
        return any(names[-1] in (f"{word}시", f"{word}군", f"{word}구") for names in places)
    return bool(places)


def is_province(word: str) -> bool:
    """Whether `word` names a province or a city of its own: 경기, 부산광역시."""
    return _PROVINCE.fullmatch(word) is not None or any(len(names) == 1 for names in _districts().get(word, ()))


def is_landmark(word: str) -> bool:
    """Whether `word` (without blanks) is a listed landmark."""
    return word in _landmarks()


def blank_place_names(text: str) -> str:
    """`text`, in the same length, with blanks in place of districts and stations named after one: 신음동 contains 신음
    (groaning), 논현역 contains 논 (a rice field)."""
    return _NAMED.sub(lambda word: "\x00" * len(word[0]) if _names(word[0]) else word[0], text)


def _names(word: str) -> bool:
    return is_district(word) or (word.endswith("역") and is_district(f"{word[:-1]}동"))


def nearest_landmark(latitude: float, longitude: float) -> str:
    """The landmark nearest to a point, at most `MAX_LANDMARK_KM` away; "" if there is none."""
    east = cos(radians(latitude))

    def distance(point: Coordinates) -> float:
        return hypot(point[0] - latitude, (point[1] - longitude) * east) * KM_PER_DEGREE

    name, point = min(_landmarks().items(), key=lambda landmark: distance(landmark[1]))
    return name if distance(point) <= MAX_LANDMARK_KM else ""


def _stem(name: str) -> str:
    for suffix in _SUFFIXES:
        if name.endswith(suffix) and len(name) - len(suffix) >= _MIN_STEM:
            return name.removesuffix(suffix)
    return name


def _rows(path: Path) -> list[list[str]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]
