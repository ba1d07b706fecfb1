"""Whether a point is in Korea: on its land, or as near to an outline as its sea bridges are."""

from functools import cache
from itertools import pairwise
from math import cos, hypot, radians
from pathlib import Path

from chalicelib.content.places import Point

FILE = Path(__file__).with_name("korea.txt")
KM_PER_DEGREE = 111.2

MAX_OFFSHORE_KM = 15.0
"""A point farther than this from the nearest outline is outside Korea: sea bridges lie within it."""

_BOX = (32.9, 124.4, 38.8, 132.1)
"""South, west, north and east of all that counts."""

Outline = tuple[Point, ...]


def is_in_korea(point: Point) -> bool:
    """Whether a point lies on land, or at most `MAX_OFFSHORE_KM` from the nearest outline."""
    if not (_BOX[0] <= point[0] <= _BOX[2] and _BOX[1] <= point[1] <= _BOX[3]):
        return False
    return any(_distance(point, outline) <= MAX_OFFSHORE_KM for outline in _outlines()) or _is_on_land(point)


def km_from_korea(point: Point) -> float:
    """Kilometres to the nearest outline, 0 on land. Thousands of kilometres away it is only about so far."""
    return 0.0 if _is_on_land(point) else min(_distance(point, outline) for outline in _outlines())


def _is_on_land(point: Point) -> bool:
    return any(_encloses(outline, point) for outline in _outlines())


@cache
def _outlines() -> tuple[Outline, ...]:
    """Closed outlines; a small island is one point."""
    lines = FILE.read_text("utf-8").splitlines()
    return tuple(tuple(_point(pair) for pair in line.split()) for line in lines if line[:1] != "#")


def _point(pair: str) -> Point:
    north, east = pair.split(",")
    return int(north) / 100, int(east) / 100


def _distance(point: Point, outline: Outline) -> float:
    if len(outline) == 1:
        return hypot(*_km(outline[0], point))
    return min(_to_segment(point, one, other) for one, other in pairwise(outline))


def _to_segment(point: Point, one: Point, other: Point) -> float:
    """Kilometres between a point and a segment; some kilometres around, the earth is flat."""
    (y, x), (end_y, end_x) = _km(one, point), _km(other, point)
    dy, dx = end_y - y, end_x - x
    length = dx * dx + dy * dy
    along = 0.0 if length == 0 else max(0.0, min(1.0, -(x * dx + y * dy) / length))
    return hypot(x + along * dx, y + along * dy)


def _km(point: Point, origin: Point) -> Point:
    """Kilometres north and east of an origin."""
    return (point[0] - origin[0]) * KM_PER_DEGREE, (point[1] - origin[1]) * KM_PER_DEGREE * cos(radians(origin[0]))


def _encloses(outline: Outline, point: Point) -> bool:
    """Whether a ray to the east crosses the outline an odd number of times."""
    inside = False
    for (north, east), (next_north, next_east) in pairwise(outline):
        if (north > point[0]) != (next_north > point[0]):
            crossing = east + (point[0] - north) / (next_north - north) * (next_east - east)
            inside ^= point[1] < crossing
    return inside
