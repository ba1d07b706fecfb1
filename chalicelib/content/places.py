"""Places as facts hold them: words, degrees as a device gives them, or both ("강남역 근처 (37.49790,127.02760)")."""

import math
import re
from functools import cache

from chalicelib.content.configuration import texts

Point = tuple[float, float]
"""Degrees north and east (WGS 84)."""

EARTH_M = 6_371_008.8
"""The mean radius (IUGG)."""

_DEGREES = re.compile(r"(?<![\d.])(-?\d{1,2}\.\d{3,}), ?(-?\d{1,3}\.\d{3,})", re.ASCII)
_ASIDE = re.compile(rf"\s?\({_DEGREES.pattern}\)|{_DEGREES.pattern}", re.ASCII)


def point_of(place: str) -> Point | None:
    """The degrees that a place holds; None for none, where they lie nowhere on earth, and for 0,0: devices without a
    position say that, and two of them aren't at one place."""
    found = _DEGREES.search(place)
    if found is None:
        return None
    north, east = float(found[1]), float(found[2])
    return (north, east) if abs(north) <= 90 and abs(east) <= 180 and (north, east) != (0, 0) else None


def tells_where(value: str) -> bool:
    """Whether it holds degrees north and east, as a device gives them."""
    return _DEGREES.search(value) is not None


def words_of(place: str) -> str:
    """The words that name a place, without degrees; "" where there are none but the label of a position."""
    words = _ASIDE.sub("", place).strip()
    return "" if words.casefold() in _labels() else words


def shown_place(place: str) -> str:
    """A place as people read it: its words without degrees, or degrees where no words name it."""
    return words_of(place) or place


def metres_between(one: Point, other: Point) -> float:
    """The distance on the globe (haversine)."""
    north, other_north = math.radians(one[0]), math.radians(other[0])
    east = math.radians(other[1] - one[1])
    chord = math.sin((other_north - north) / 2) ** 2 + math.cos(north) * math.cos(other_north) * math.sin(east / 2) ** 2
    return 2 * EARTH_M * math.asin(math.sqrt(min(1.0, chord)))


@cache
def _labels() -> frozenset[str]:
    """What stands before degrees that no landmark is near to ("현재 위치"): it names no place."""
    said = (texts(language).render("bot", "here", point="") for language in ("ko", "en"))
    return frozenset(label.strip(" ()").casefold() for label in said)
