"""How long drives really take in a played city: over the arcs of a road network, or by distance, speed and chance."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from heapq import heappop, heappush
from itertools import pairwise
from math import cos, exp, inf, radians
from random import Random
from typing import Protocol

from msgspec import Struct

from chalicelib.content.places import Point, metres_between
from local.city.facts import RoadFacts

HOUR_S = 3_600
CELL = 0.005
"""Degrees of a cell in which nodes are looked for."""


class Drive(Struct, frozen=True):
    """A drive as it will be. `stops` are the nodes on the way, each with the seconds of the drive until it is passed;
    without them the way is a straight line."""

    seconds: float
    km: float
    stops: tuple[tuple[float, Point], ...] = ()


class Roads(Protocol):
    """The roads of a city."""

    def nearest(self, place: Point) -> Point:
        """The place on the road nearest to a place."""

    def is_reachable(self, start: Point, end: Point, /) -> bool:
        """Whether there is a way."""

    def drive(self, start: Point, end: Point, at_s: float, who: str, /) -> Drive:
        """The drive that begins at a second of the day; `who` drives where, for the chance in it."""


def km_between(one: Point, other: Point) -> float:
    """Great-circle distance in km."""
    return metres_between(one, other) / 1000


class OpenRoads:
    """Roads everywhere: the distance by road factor and speed of the hour, and chance by seed. `nodes` are where
    positions lie; without them, where they are."""

    def __init__(self, facts: RoadFacts, seed: str, nodes: Iterable[Point] = ()) -> None:
        self._facts, self._seed = facts, seed
        self._nodes = NodeIndex(nodes)

    def nearest(self, place: Point) -> Point:
        return self._nodes.nearest(place)

    def is_reachable(self, _start: Point, _end: Point, /) -> bool:
        return True

    def drive(self, start: Point, end: Point, at_s: float, who: str) -> Drive:
        km, facts = km_between(start, end), self._facts
        speed = facts.speed_kmh_by_hour[int(at_s // HOUR_S) % 24]
        chance = exp(Random(f"{self._seed}/{who}").gauss(0, facts.noise_sigma))
        return Drive(HOUR_S * km * facts.road_factor / speed * chance + 60 * facts.extra_minutes, km)


class RoadNetwork:
    """Roads as arcs between nodes, each with its seconds."""

    def __init__(self, nodes: Mapping[str, Point], arcs: Iterable[tuple[str, str, float]]) -> None:
        self._points = list(nodes.values())
        self._numbers = {point: number for number, point in enumerate(self._points)}
        self._index = NodeIndex(self._points)
        numbers = {name: self._numbers[point] for name, point in nodes.items()}
        self._arcs: dict[int, list[tuple[int, float]]] = defaultdict(list)
        for start, end, seconds in arcs:
            self._arcs[numbers[start]].append((numbers[end], seconds))
        self._found: dict[tuple[int, int], Drive | None] = {}

    def nearest(self, place: Point) -> Point:
        return self._index.nearest(place)

    def is_reachable(self, start: Point, end: Point) -> bool:
        one, other = self._numbers[start], self._numbers[end]
        to_hub, from_hub = self._hub_ways
        if one in to_hub and one in from_hub:
            return other in from_hub
        return self._way(one, other) is not None

    def drive(self, start: Point, end: Point, _at_s: float, _who: str, /) -> Drive:
        found = self._way(self._numbers[start], self._numbers[end])
        if found is None:
            raise ValueError(f"there is no way from {start} to {end}")
        return found

    @cached_property
    def _hub_ways(self) -> tuple[set[int], set[int]]:
        """The nodes with a way to the node with the most arcs, and those with a way from there."""
        back: dict[int, list[tuple[int, float]]] = defaultdict(list)
        for start, arcs in self._arcs.items():
            for end, seconds in arcs:
                back[end].append((start, seconds))
        hub = max(range(len(self._points)), key=lambda node: min(len(self._arcs[node]), len(back[node])), default=0)
        return _reached(hub, back), _reached(hub, self._arcs)

    def _way(self, start: int, end: int) -> Drive | None:
        if (start, end) not in self._found:
            self._found[start, end] = self._search(start, end)
        return self._found[start, end]

    def _search(self, start: int, end: int) -> Drive | None:
        times, before = {start: 0.0}, {start: start}
        heap = [(0.0, start)]
        while heap:
            time, node = heappop(heap)
            if node == end:
                return self._drive(times, before, end)
            if time > times[node]:
                continue
            for other, seconds in self._arcs.get(node, ()):
                if time + seconds < times.get(other, inf):
                    times[other], before[other] = time + seconds, node
                    heappush(heap, (time + seconds, other))
        return None

    def _drive(self, times: Mapping[int, float], before: Mapping[int, int], end: int) -> Drive:
        way = [end]
        while before[way[-1]] != way[-1]:
            way.append(before[way[-1]])
        stops = tuple((times[node], self._points[node]) for node in reversed(way))
        return Drive(times[end], sum(km_between(one, other) for (_, one), (_, other) in pairwise(stops)), stops)


def _reached(start: int, arcs: Mapping[int, list[tuple[int, float]]]) -> set[int]:
    found, todo = {start}, [start]
    while todo:
        for other, _ in arcs.get(todo.pop(), ()):
            if other not in found:
                found.add(other)
                todo.append(other)
    return found


class NodeIndex:
    """Finds the nearest of many points."""

    def __init__(self, points: Iterable[Point]) -> None:
        self._cells: dict[tuple[int, int], list[Point]] = defaultdict(list)
        for point in points:
            self._cells[self._cell(point)].append(point)
        self._found: dict[Point, Point] = {}

    def nearest(self, place: Point) -> Point:
        """The nearest point; the place itself without points."""
        if not self._cells:
            return place
        if place not in self._found:
            self._found[place] = self._search(place)
        return self._found[place]

    def _search(self, place: Point) -> Point:
        row, column = self._cell(place)
        shrink = max(0.2, cos(radians(place[0])))
        best: tuple[float, Point] | None = None
        far = max(max(abs(row - y), abs(column - x)) for y, x in self._cells)
        for ring in range(far + 1):
            if best is not None and best[0] < 111_195 * CELL * shrink * (ring - 1):
                break
            for cell in _ring(row, column, ring):
                for point in self._cells.get(cell, ()):
                    best = min(best or (inf, point), (metres_between(place, point), point))
        if best is None:
            raise ValueError("every cell was searched")
        return best[1]

    @staticmethod
    def _cell(point: Point) -> tuple[int, int]:
        return int(point[0] // CELL), int(point[1] // CELL)


def _ring(row: int, column: int, ring: int) -> Iterable[tuple[int, int]]:
    for y in range(row - ring, row + ring + 1):
        edge = abs(y - row) == ring
        for x in range(column - ring, column + ring + 1) if edge else {column - ring, column + ring}:
            yield y, x
