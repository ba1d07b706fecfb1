"""The rules of roadside service in `config/roadside.toml`: rows with the clause or source of their figures."""

from functools import cache, partial
from typing import Literal, get_args

from msgspec import Struct

from chalicelib.content.config_files import read_rules, require, require_between
from chalicelib.contracts.holder import FuelCode, RoadsideCode
from chalicelib.contracts.money_rules import Sourced

_require = partial(require, "roadside.toml")
_require_between = partial(require_between, "roadside.toml")

CarFact = Literal["imported", "side_airbags"]
TyreDamage = Literal["sidewall", "torn", "several"]


class UseRules(Sourced, frozen=True, forbid_unknown_fields=True):
    """Uses that a contract pays for in its term."""

    a_year: int
    in_a_shorter_one: int
    full_year_days: int


class ServiceRow(Sourced, frozen=True, forbid_unknown_fields=True):
    """A service: the price of a visit without cover, in won, and the fuels with which the car is towed instead."""

    service: RoadsideCode
    won: int
    tow_instead: tuple[FuelCode, ...] = ()


class TowRules(Sourced, frozen=True, forbid_unknown_fields=True):
    """Kilometres that riders have free, the fewest where a contract names none, and the price of the others."""

    variants_km: tuple[int, ...]
    base_km: int
    won_per_km: int


class FuelRules(Sourced, frozen=True, forbid_unknown_fields=True):
    """Fills that the contract pays for."""

    free_a_year: int
    a_day: int
    litres: int
    won: int


class ChargingRules(Sourced, frozen=True, forbid_unknown_fields=True):
    """Tows of an electric car to a charger, which is one of these words in a destination."""

    a_day: int
    words: tuple[str, ...]


class TogetherRules(Sourced, frozen=True, forbid_unknown_fields=True):
    """Services that one truck does at one visit."""

    services: tuple[RoadsideCode, ...]


class LockoutRules(Sourced, frozen=True, forbid_unknown_fields=True):
    """Facts of a car that the contract doesn't open."""

    excluded: tuple[CarFact, ...]


class TyreRules(Sourced, frozen=True, forbid_unknown_fields=True):
    """Holes that are repaired free, the price of another, the most of a job, and damage with which the car is towed."""

    free_holes: int
    won_per_hole: int
    max_holes: int
    towed: tuple[TyreDamage, ...]


class WinchRules(Sourced, frozen=True, forbid_unknown_fields=True):
    """Winching out: free minutes, what more work and heavier trucks cost, and the most minutes of a job."""

    free_minutes: int
    step_minutes: int
    won_per_step: int
    max_minutes: int
    light_tons: float
    heavy_won: int
    second_won: int


class UnservedArea(Struct, frozen=True, forbid_unknown_fields=True):
    """An area that nobody drives to: a box (south, west, north, east) and words that name it."""

    name: str
    box: tuple[float, float, float, float]
    words: tuple[str, ...]


class UnservedRules(Sourced, frozen=True, forbid_unknown_fields=True):
    """Areas that nobody drives to, and the usual costs that are refunded there."""

    usual_won: dict[RoadsideCode, int]
    areas: tuple[UnservedArea, ...]


class RoadsideRules(Struct, frozen=True, forbid_unknown_fields=True):
    """All rules of `roadside.toml`."""

    uses: UseRules
    services: tuple[ServiceRow, ...]
    together: TogetherRules
    tow: TowRules
    fuel: FuelRules
    charging: ChargingRules
    lockout: LockoutRules
    tyre: TyreRules
    winch: WinchRules
    unserved: UnservedRules

    def row(self, service: RoadsideCode) -> ServiceRow:
        """The row of a service."""
        return next(row for row in self.services if row.service == service)


@cache
def roadside_rules() -> RoadsideRules:
    """The rules of `roadside.toml`, cached. Raises msgspec.ValidationError for a wrong type."""
    return read_rules("roadside.toml", RoadsideRules)


def validate_roadside_rules(rules: RoadsideRules) -> None:
    """Raises ValueError that names the first error."""
    _require(1 <= rules.uses.in_a_shorter_one <= rules.uses.a_year <= 100, "uses: fewer in a shorter term, 1 to 100")
    _require_between("uses.full_year_days", rules.uses.full_year_days, 28, 366)
    services = sorted(row.service for row in rules.services)
    _require(services == sorted(get_args(RoadsideCode)), "services: each service has one row")
    apart = {"tow", "winch"} & set(rules.together.services)
    _require(not apart, "together.services: a tow and winching are sent for, whatever else is wrong")
    _require(all(word.strip() for word in rules.charging.words), "charging.words: a word is empty")
    _require(
        all(not (row.service == "tow" and row.tow_instead) for row in rules.services), "services: tow is no detour"
    )
    variants = rules.tow.variants_km
    _require(bool(variants) and list(variants) == sorted(set(variants)), "tow.variants_km: they rise")
    _require(variants[0] > 0 and variants[-1] <= 200, "tow.variants_km: set them between 1 and 200")
    _require(0 < rules.tow.base_km <= 100, "tow.base_km: set it between 1 and 100")
    _require(0 <= rules.fuel.free_a_year <= rules.uses.a_year, "fuel.free_a_year: at most uses.a_year")
    _require(rules.fuel.a_day >= 1 and rules.charging.a_day >= 1, "fuel.a_day and charging.a_day: at least 1")
    _require(rules.fuel.won <= rules.row("fuel").won, "fuel.won: a fill costs no more than the visit without cover")
    _require(rules.fuel.litres >= 1, "fuel.litres: at least 1")
    _require(0 <= rules.tyre.free_holes <= rules.tyre.max_holes <= 100, "tyre: at most max_holes are free, it 100")
    _require(rules.winch.free_minutes >= 0 < rules.winch.step_minutes, "winch: minutes are positive")
    _require(rules.winch.free_minutes <= rules.winch.max_minutes <= 1_440, "winch.max_minutes: free_minutes to 1,440")
    _require(0 < rules.winch.light_tons <= 10, "winch.light_tons: set it above 0, at most 10")
    _validate_unserved(rules.unserved)
    _require(all(0 <= won <= 5_000_000 for won in _prices(rules)), "prices are between 0 and 5,000,000 won")
    _require(all(row.source.strip() for row in _sourced(rules)), "a row has no source")


def _validate_unserved(rules: UnservedRules) -> None:
    _require(set(rules.usual_won) == set(get_args(RoadsideCode)), "unserved.usual_won: each service has a price")
    for area in rules.areas:
        south, west, north, east = area.box
        _require(south < north and west < east, f"unserved: box of {area.name} is south, west, north, east")
        _require(bool(area.words) and all(len(word) > 1 for word in area.words), f"unserved: {area.name} needs words")


def _prices(rules: RoadsideRules) -> tuple[int, ...]:
    winch = rules.winch
    return (
        *(row.won for row in rules.services),
        *(rules.tow.won_per_km, rules.fuel.won, rules.tyre.won_per_hole),
        *(winch.won_per_step, winch.heavy_won, winch.second_won),
        *rules.unserved.usual_won.values(),
    )


def _sourced(rules: RoadsideRules) -> tuple[Sourced, ...]:
    counted = (rules.uses, rules.together, rules.tow, rules.fuel, rules.charging)
    return (*rules.services, *counted, rules.lockout, rules.tyre, rules.winch, rules.unserved)
