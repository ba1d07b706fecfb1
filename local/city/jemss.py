"""Makes a day of a city of JEMSS, a simulator of ambulances (github.com/uoa-ems-research/JEMSS.jl): its road network
with the times of ordinary traffic, responders at its stations in turn, requests drawn over its nodes."""

import csv
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from random import Random

from chalicelib.content.places import Point
from local.city.chance import draw_requests, draw_services
from local.city.days import Responder, write_people, write_rows
from local.city.facts import city_facts
from local.city.roads import NodeIndex
from local.day_files import InvalidDay

DAY_S = 86_400
JOBS = 400
ORDINARY = 2
"""The travel mode without lights and sirens."""


def write_jemss_day(folder: Path, out: Path, responders: int, seed: int) -> None:
    """Writes a day of the city in `folder` to `out`. Raises InvalidDay for what isn't such a city."""
    nodes = {str(int(float(row[0]))): (float(row[2]), float(row[1])) for row in _table(folder, "nodes.csv", "nodes")}
    arcs = [
        (str(int(float(row[1]))), str(int(float(row[2]))), float(row[2 + ORDINARY]) * DAY_S)
        for row in _table(folder, "arcs.csv", "arcs")
    ]
    stations = [(float(row[2]), float(row[1])) for row in _table(folder, "stations.csv", "stations")]
    if not (nodes and arcs and stations):
        raise InvalidDay(f"{folder}: a city needs nodes, arcs and stations")
    out.mkdir(parents=True, exist_ok=True)
    write_rows(out / "nodes.csv", ("id", "lat", "lon"), ((name, *point) for name, point in nodes.items()))
    write_rows(out / "arcs.csv", ("from", "to", "seconds"), ((*ends, round(seconds, 3)) for *ends, seconds in arcs))
    chance, points, index = Random(seed), list(nodes.values()), NodeIndex(nodes.values())

    def near(chance: Random, place: Point, degrees: float) -> Point:
        return index.nearest((place[0] + chance.gauss(0, degrees), place[1] + chance.gauss(0, degrees)))

    requests = draw_requests(chance, JOBS, lambda: chance.choice(points), near)
    answer_s = city_facts().answer_s
    people = (
        Responder(f"r{number}", stations[number % len(stations)], 0, DAY_S, draw_services(chance), answer_s)
        for number in range(responders)
    )
    write_people(out, people, requests)


def _table(folder: Path, name: str, title: str) -> Iterator[list[str]]:
    """The rows of a table of JEMSS: a row with its title, one with the names of columns, rows until an empty one."""
    rows = csv.reader(io.StringIO(_text(folder, name)))
    for row in rows:
        if row and row[0] == title:
            next(rows, None)
            for each in rows:
                if not any(each):
                    return
                yield each


def _text(folder: Path, name: str) -> str:
    """A file of a city, in its folder or packed with the roads."""
    try:
        for path in sorted(folder.rglob(f"*{name}")):
            return path.read_text("utf-8-sig")
        for path in sorted(folder.rglob("*.zip")):
            with zipfile.ZipFile(path) as packed:
                if name in packed.namelist():
                    return packed.read(name).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError, zipfile.BadZipFile) as error:
        raise InvalidDay(f"{folder}: {error}") from error
    raise InvalidDay(f"{folder}: there is no {name}")
