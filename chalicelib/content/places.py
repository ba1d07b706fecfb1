"""Places as they are stored: a name, coordinates of a device, or both ("강남역 근처 (37.49790,127.02760)")."""

import math
import re
from functools import cache

from chalicelib.content.configuration import texts

Point = tuple[float, float]
"""Degrees north and east (WGS 84)."""

EARTH_RADIUS_M = 6_371_008.8
"""Mean radius of the earth (IUGG), in metres."""

_COORDINATES = re.compile(r"(?<![\d.])(-?\d{1,2}\.\d{3,}), ?(-?\d{1,3}\.\d{3,})", re.ASCII)
_BRACKETED_COORDINATES = re.compile(rf"\s?\({_COORDINATES.pattern}\)|{_COORDINATES.pattern}", re.ASCII)


def point_in(place: str) -> Point | None:
    """The coordinates in a place; None if there are none or they are invalid. 0,0 is invalid: devices without a
    position send it."""
    found = _COORDINATES.search(place)
    if found is None:
        return None
    north, east = float(found[1]), float(found[2])
    return (north, east) if abs(north) <= 90 and abs(east) <= 180 and (north, east) != (0, 0) else None


def has_coordinates(value: str) -> bool:
    """Whether the text contains coordinates."""
    return _COORDINATES.search(value) is not None


def without_coordinates(place: str) -> str:
    """A place as it was told, without the coordinates behind it."""
    return _BRACKETED_COORDINATES.sub("", place).strip()


def place_name(place: str) -> str:
    """The name of a place without coordinates; "" if there is none but the label of a position."""
    name = _BRACKETED_COORDINATES.sub("", place).strip()  # not by a call: places are named in every turn
    return "" if name.casefold() in _position_labels() else name


def place_text(place: str) -> str:
    """The name of a place, or its coordinates if it has none."""
    return place_name(place) or place


def metres_between(one: Point, other: Point) -> float:
    """The distance in metres (haversine formula)."""
    north, other_north = math.radians(one[0]), math.radians(other[0])
    east = math.radians(other[1] - one[1])
    chord = math.sin((other_north - north) / 2) ** 2 + math.cos(north) * math.cos(other_north) * math.sin(east / 2) ** 2
    return 2 * EARTH_RADIUS_M * math.asin(math.sqrt(min(1.0, chord)))


@cache
def _position_labels() -> frozenset[str]:
    """The labels of coordinates without a landmark nearby ("현재 위치"), which name no place."""
    labels = (texts(language).render("bot", "here", point="") for language in ("ko", "en"))
    return frozenset(label.strip(" ()").casefold() for label in labels)
