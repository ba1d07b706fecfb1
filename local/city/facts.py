"""What a played city is like (`city.toml`)."""

import tomllib
from functools import cache
from pathlib import Path

import msgspec
from msgspec import Struct

from chalicelib.dispatch.model import RoadsideService


class RoadFacts(Struct, frozen=True, forbid_unknown_fields=True):
    """Drives without a road network: road by great-circle distance, speed by hour, minutes for setting out and parking,
    and the spread of the drive around its mean."""

    road_factor: float
    extra_minutes: float
    noise_sigma: float
    speed_kmh_by_hour: tuple[float, ...]


class BroadcastFacts(Struct, frozen=True, forbid_unknown_fields=True):
    """How responders answer a job that is shown to all of them."""

    within_km: float
    road_factor: float
    looks_and_wants_share: float
    first_tap_median_s: float
    first_tap_sigma: float
    asked_again_s: float


class ServiceFacts(Struct, frozen=True, forbid_unknown_fields=True):
    """How often a service is needed, and its median minutes on site."""

    name: RoadsideService
    share: float
    minutes: float


class DemandFacts(Struct, frozen=True, forbid_unknown_fields=True):
    """When customers need what, for days that are drawn by chance."""

    weight_by_hour: tuple[float, ...]
    service_sigma: float
    tow_scatter_degrees: float
    cannot_tow_share: float
    services: tuple[ServiceFacts, ...]


class CityFacts(Struct, frozen=True, forbid_unknown_fields=True):
    """All of `city.toml`."""

    answer_s: float
    demand: DemandFacts
    roads: dict[str, RoadFacts]
    broadcast: BroadcastFacts


@cache
def city_facts() -> CityFacts:
    """The facts, cached. Raises msgspec.ValidationError for a wrong type."""
    return msgspec.convert(tomllib.loads(Path(__file__).with_name("city.toml").read_text("utf-8")), CityFacts)
