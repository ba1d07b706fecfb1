"""Generates the days of `city_day.toml`: the same seed makes the same day."""

import csv
import random
import tomllib
from functools import cache
from math import exp, log, sqrt
from pathlib import Path
from typing import Any

from msgspec import Struct

from chalicelib.content.places import Point
from local.city.chance import draw_requests, draw_services
from local.city.days import CityDay, Responder
from local.city.facts import city_facts
from local.city.roads import OpenRoads

FACTS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("city_day.toml").read_text("utf-8"))


class ChanceAnswers(Struct, frozen=True):
    """Each responder answers each job by chance, the same under every policy."""

    seed: str
    declines: frozenset[tuple[str, str]] = frozenset()

    def answer(self, responder: Responder, job: str) -> tuple[float, bool]:
        chance, facts = random.Random(f"{self.seed}/answer/{responder.id}/{job}"), FACTS["responders"]
        after_s = exp(chance.gauss(log(facts["answer_median_s"]), facts["answer_sigma"]))
        return after_s, chance.random() < facts["accepts"]


def city_day(load: str, seed: int) -> CityDay:
    """A day of a load."""
    chance, facts = random.Random(seed), FACTS["loads"][load]
    places = facts["places"]
    requests = draw_requests(chance, facts["jobs"], lambda: _place(chance, places), _scattered)
    responders = tuple(_responder(chance, number, places) for number in range(facts["responders"]))
    name = f"{load}/{seed}"
    return CityDay(responders, requests, OpenRoads(city_facts().roads[places], name), ChanceAnswers(name), name)


def _responder(chance: random.Random, number: int, places: str) -> Responder:
    facts, services = FACTS["responders"], draw_services(chance)
    (start,) = chance.choices(facts["shift_starts_minutes"], facts["shift_start_shares"])
    on_s, off_s = 60 * start, 60 * (start + facts["shift_minutes"])
    return Responder(f"r{number}", _place(chance, places), on_s, off_s, services, facts["answer_median_s"])


def _place(chance: random.Random, places: str) -> Point:
    points, weights = _points(places)
    (point,) = chance.choices(points, weights)
    return _scattered(chance, point, FACTS["scatter_degrees"])


def _scattered(chance: random.Random, point: Point, degrees: float) -> Point:
    return point[0] + chance.gauss(0, degrees), point[1] + chance.gauss(0, degrees)


@cache
def _points(places: str) -> tuple[list[Point], list[float]]:
    facts = FACTS["places"][places]
    with Path(__file__).with_name("city_points.csv").open(encoding="utf-8", newline="") as file:
        rows = [
            row
            for row in csv.DictReader(file)
            if (row["sigungu"] in facts["sigungu"] if facts["sigungu"] else row["sido"] == "서울특별시")
        ]
    weights = [sqrt(min(float(row["km2"]), facts["max_km2"])) for row in rows]
    return [(float(row["lat"]), float(row["lon"])) for row in rows], weights
