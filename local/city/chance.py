"""Draws requests and responders by chance, as `city.toml` says."""

from collections.abc import Callable
from math import exp
from random import Random

from chalicelib.content.places import Point
from chalicelib.dispatch.model import RoadsideService
from local.city.days import Request
from local.city.facts import city_facts
from local.city.roads import HOUR_S

ALL_SERVICES = frozenset(RoadsideService)


def draw_requests(
    chance: Random, count: int, place: Callable[[], Point], near: Callable[[Random, Point, float], Point]
) -> tuple[Request, ...]:
    """The requests of a day in the order of time. `place` draws where a car stands, `near` where it is towed to: a
    place scattered around another by so many degrees."""
    hours = chance.choices(range(24), city_facts().demand.weight_by_hour, k=count)
    moments = sorted(hour * HOUR_S + chance.random() * HOUR_S for hour in hours)
    return tuple(_request(chance, f"j{number}", at_s, place(), near) for number, at_s in enumerate(moments))


def draw_services(chance: Random) -> frozenset[RoadsideService]:
    """What a responder can do."""
    cannot_tow = chance.random() < city_facts().demand.cannot_tow_share
    return ALL_SERVICES - {RoadsideService.TOW} if cannot_tow else ALL_SERVICES


def _request(
    chance: Random, name: str, at_s: float, place: Point, near: Callable[[Random, Point, float], Point]
) -> Request:
    facts = city_facts().demand
    (kind,) = chance.choices(facts.services, [each.share for each in facts.services])
    service_s = 60 * kind.minutes * exp(chance.gauss(0, facts.service_sigma))
    destination = near(chance, place, facts.tow_scatter_degrees) if kind.name is RoadsideService.TOW else None
    return Request(name, at_s, place, kind.name, service_s, destination)
