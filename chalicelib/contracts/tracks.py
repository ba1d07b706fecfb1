"""A track of positions, as GPS trackers write it, read as a trip."""

from bisect import bisect_left
from collections.abc import Iterable
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple

from chalicelib.content.places import Point, metres_between


class TrackPoint(NamedTuple):
    """A point of a track; `place` is its number in the file."""

    place: int
    at: datetime
    point: Point


class MeasuredTrack(NamedTuple):
    """A track as a trip, None without two usable positions, and what was left out or is missing: its place in the
    file, and why."""

    start: datetime | None
    end: datetime | None
    metres: int
    problems: tuple[tuple[int, str], ...]


def measure_track(positions: Iterable[TrackPoint], gap_seconds: int) -> MeasuredTrack:
    """The way along the positions in the order of the file. A position that is there twice, or whose clock contradicts
    more of the others, is left out, so that no part of the way counts twice; a longer gap is told and counted as a
    straight line."""
    read, problems = list(positions), list[tuple[int, str]]()
    kept = _longest_rising(read)
    times, places = {each.at for each in kept}, {each.place for each in kept}
    for each in read:
        if each.place not in places:
            problems.append((each.place, "repeated" if each.at in times else "clock back"))
    for before, after in pairwise(kept):
        silent = (after.at - before.at).total_seconds()
        if silent > gap_seconds:
            problems.append((after.place, f"gap: {silent:.0f} s without signal"))
    if len(kept) < 2:
        return MeasuredTrack(None, None, 0, tuple(problems))
    metres = sum(metres_between(before.point, after.point) for before, after in pairwise(kept))
    return MeasuredTrack(kept[0].at, kept[-1].at, round(metres), tuple(sorted(problems)))


def _longest_rising(positions: list[TrackPoint]) -> list[TrackPoint]:
    """The longest part of the positions, in their order, whose times rise."""
    ends: list[int] = []
    before: list[int] = []
    for place, position in enumerate(positions):
        length = bisect_left(ends, position.at, key=lambda end: positions[end].at)
        before.append(ends[length - 1] if length else -1)
        ends[length : length + 1] = [place]
    kept, place = [], ends[-1] if ends else -1
    while place >= 0:
        kept.append(positions[place])
        place = before[place]
    return kept[::-1]
