"""Partner garages to which a car can be towed (`config/garages.toml`)."""

from functools import cache
from heapq import nsmallest

from msgspec import Struct

from chalicelib.content.config_files import read_rules
from chalicelib.content.forms import PHONE, strip_separators
from chalicelib.content.places import Point, metres_between


class Garage(Struct, frozen=True, forbid_unknown_fields=True):
    """A garage; `english` is its name in English."""

    id: str
    name: str
    english: str
    address: str
    phone: str
    place: Point

    def name_in(self, locale: str) -> str:
        """Its name in a language."""
        return self.english if locale == "en" else self.name


class GaragesFile(Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    garages: tuple[Garage, ...]


@cache
def garages() -> tuple[Garage, ...]:
    """All partner garages, cached. Raises msgspec.ValidationError for a wrong type."""
    return read_rules("garages.toml", GaragesFile).garages


def nearest_garages(known: tuple[Garage, ...], place: Point, number: int) -> list[tuple[Garage, float]]:
    """The nearest garages, each with its great-circle distance in km."""
    found = ((metres_between(place, garage.place) / 1_000, garage) for garage in known)
    return [(garage, km) for km, garage in nsmallest(number, found, key=lambda each: (each[0], each[1].id))]


def validate_garages(known: tuple[Garage, ...]) -> None:
    """Raises ValueError that names the first error."""
    if not known or len({garage.id for garage in known}) < len(known):
        raise ValueError("garages.toml: there must be a garage, and each has an id of its own")
    for garage in known:
        if not PHONE.match(strip_separators(garage.phone)):
            raise ValueError(f"garages.toml: {garage.id} has no telephone number: {garage.phone}")
        if not (33 <= garage.place[0] <= 39 and 124 <= garage.place[1] <= 132):
            raise ValueError(f"garages.toml: {garage.id}: place must be degrees north and east in Korea")
