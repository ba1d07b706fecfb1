"""Days of a city, read from folders and written to them."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Protocol

from msgspec import Struct

from chalicelib.content.places import Point
from chalicelib.dispatch.model import RoadsideService
from local.city.facts import city_facts
from local.city.roads import OpenRoads, RoadNetwork, Roads
from local.day_files import InvalidDay, name_in, number_in, read_rows, require_unique, seconds_in

RESPONDER_COLUMNS = ("id", "lat", "lon", "on_s", "off_s", "services")
REQUEST_COLUMNS = ("id", "at_s", "lat", "lon", "service", "service_s")


class Responder(Struct, frozen=True):
    """A responder with their shift, in seconds of the day, and where it begins."""

    id: str
    place: Point
    on_s: float
    off_s: float
    services: frozenset[RoadsideService]
    answer_s: float


class Request(Struct, frozen=True):
    """A customer who needs a service at `at_s`, for `service_s` on site; a tow has a destination."""

    id: str
    at_s: float
    place: Point
    service: RoadsideService
    service_s: float
    destination: Point | None = None


class Answers(Protocol):
    """How responders answer offers. `declines` are the jobs that a responder will never do."""

    @property
    def declines(self) -> frozenset[tuple[str, str]]:
        """Pairs of responder and job."""

    def answer(self, responder: Responder, job: str) -> tuple[float, bool]:
        """After how many seconds, and whether they accept."""


class FixedAnswers(Struct, frozen=True):
    """Each responder answers after the same time, and accepts but the jobs listed."""

    declines: frozenset[tuple[str, str]] = frozenset()

    def answer(self, responder: Responder, job: str) -> tuple[float, bool]:
        return responder.answer_s, (responder.id, job) not in self.declines


class CityDay(Struct, frozen=True):
    """A day: responders and requests in the order of the files, the roads, and how responders answer. `seed` is for
    what is left to chance."""

    responders: tuple[Responder, ...]
    requests: tuple[Request, ...]
    roads: Roads
    answers: Answers
    seed: str


def read_city_day(folder: Path) -> CityDay:
    """The day in a folder: `responders.csv`, `jobs.csv` and, if they are there, `nodes.csv`, `arcs.csv` and
    `declines.csv`. Raises InvalidDay."""
    roads = _roads(folder)
    responders = tuple(read_rows(folder / "responders.csv", RESPONDER_COLUMNS, lambda row: _responder(row, roads)))
    requests = tuple(read_rows(folder / "jobs.csv", REQUEST_COLUMNS, lambda row: _request(row, roads)))
    require_unique(folder / "responders.csv", [each.id for each in responders])
    require_unique(folder / "jobs.csv", [each.id for each in requests])
    declines: frozenset[tuple[str, str]] = frozenset()
    if (folder / "declines.csv").is_file():
        rows = read_rows(
            folder / "declines.csv", ("responder", "job"), lambda row: (name_in(row, "responder"), name_in(row, "job"))
        )
        declines = frozenset(rows)
    return CityDay(responders, requests, roads, FixedAnswers(declines), folder.name)


def _roads(folder: Path) -> Roads:
    nodes: dict[str, Point] = {}
    if (folder / "nodes.csv").is_file():
        rows = list(
            read_rows(
                folder / "nodes.csv", ("id", "lat", "lon"), lambda row: (name_in(row, "id"), _point(row, "lat", "lon"))
            )
        )
        require_unique(folder / "nodes.csv", [name for name, _ in rows])
        nodes = dict(rows)
    if not (folder / "arcs.csv").is_file():
        return OpenRoads(city_facts().roads["metropolitan"], folder.name, nodes.values())

    def arc(row: dict[str, str]) -> tuple[str, str, float]:
        for end in (row["from"], row["to"]):
            if end not in nodes:
                raise ValueError(f"no node is {end!r}")
        return row["from"], row["to"], seconds_in(row, "seconds")

    arcs = list(read_rows(folder / "arcs.csv", ("from", "to", "seconds"), arc))
    if not nodes:
        raise InvalidDay(f"{folder / 'nodes.csv'}: there are arcs and no nodes")
    return (
        RoadNetwork(nodes, arcs) if arcs else OpenRoads(city_facts().roads["metropolitan"], folder.name, nodes.values())
    )


def _responder(row: dict[str, str], roads: Roads) -> Responder:
    return Responder(
        name_in(row, "id"),
        roads.nearest(_point(row, "lat", "lon")),
        seconds_in(row, "on_s"),
        seconds_in(row, "off_s"),
        frozenset(_service(each.strip()) for each in row["services"].split("|") if each.strip()),
        seconds_in(row, "answer_s") if row.get("answer_s") else city_facts().answer_s,
    )


def _request(row: dict[str, str], roads: Roads) -> Request:
    service = _service(row["service"])
    destination = roads.nearest(_point(row, "to_lat", "to_lon")) if row.get("to_lat") and row.get("to_lon") else None
    return Request(
        name_in(row, "id"),
        seconds_in(row, "at_s"),
        roads.nearest(_point(row, "lat", "lon")),
        service,
        seconds_in(row, "service_s"),
        destination if service is RoadsideService.TOW else None,
    )


def _point(row: dict[str, str], north: str, east: str) -> Point:
    point = number_in(row, north), number_in(row, east)
    if not (abs(point[0]) <= 90 and abs(point[1]) <= 180):
        raise ValueError(f"{row[north]}, {row[east]} is no place; write degrees north and east")
    return point


def _service(word: str) -> RoadsideService:
    if word not in set(RoadsideService):
        raise ValueError(f"{word!r} is no service; write one of {', '.join(RoadsideService)}")
    return RoadsideService(word)


def write_rows(path: Path, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Writes a CSV file."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def write_people(folder: Path, responders: Iterable[Responder], requests: Iterable[Request]) -> None:
    """Writes `responders.csv` and `jobs.csv`."""
    write_rows(
        folder / "responders.csv",
        ("id", "lat", "lon", "on_s", "off_s", "services", "answer_s"),
        (
            (each.id, *each.place, each.on_s, each.off_s, "|".join(sorted(each.services)), each.answer_s)
            for each in responders
        ),
    )
    write_rows(
        folder / "jobs.csv",
        ("id", "at_s", "lat", "lon", "service", "service_s", "to_lat", "to_lon"),
        (
            (each.id, each.at_s, *each.place, each.service, each.service_s, *(each.destination or ("", "")))
            for each in requests
        ),
    )
