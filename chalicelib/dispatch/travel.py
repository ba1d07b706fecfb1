"""How long a drive takes: a power law of the great-circle distance by type of area and hour, learned from jobs.

log(seconds) = exponent × log(km) + level of the hour, by least squares. Hours with few trips are drawn to the day.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from math import exp, log
from statistics import fmean, pvariance

from msgspec import Struct

from chalicelib.content.hours import SEOUL
from chalicelib.content.places import Point, metres_between
from chalicelib.dispatch.rules import HOURS, AreaRules, TravelRules

MIN_EXPONENT, MAX_EXPONENT = 0.2, 1.2
"""Beyond these a fit says more about a few odd trips than about roads."""


class FinishedDrive(Struct, frozen=True):
    """A finished drive, and the hour of the day in which it began."""

    area: str
    km: float
    hour: int
    seconds: float


class PowerLaw(Struct, frozen=True):
    """Mean seconds of a drive: `seconds_at_km[hour]` × km ** `exponent`."""

    exponent: float
    seconds_at_km: tuple[float, ...]


class TravelModel(Struct, frozen=True):
    """What is known of drives: the laws by area type, and the configuration where there is none."""

    rules: TravelRules
    laws: dict[str, PowerLaw]

    def area_at(self, place: Point) -> AreaRules:
        """The type of the area in which a drive begins."""
        return area_of(place, self.rules)

    def seconds(self, area: AreaRules, km: float, hour: int) -> int:
        """The expected time of a drive, in whole seconds."""
        law = self.laws.get(area.name)
        if law is not None:
            return round(law.seconds_at_km[hour] * float(max(km, self.rules.min_km) ** law.exponent))
        return round(60 * area.extra_minutes + 3_600 * km * area.road_factor / area.speed_kmh_by_hour[hour])


class EstimatedTravel(Struct, frozen=True):
    """`ports.Travel` by what finished drives taught, as it is known at present."""

    present: Callable[[], TravelModel]

    def seconds(self, start: Point, end: Point, at: int) -> int | None:
        """The expected seconds of a drive that begins at `at` (ms since 1970 UTC)."""
        model, hour = self.present(), datetime.fromtimestamp(at / 1000, SEOUL).hour
        return model.seconds(model.area_at(start), metres_between(start, end) / 1000, hour)


def area_of(place: Point, rules: TravelRules) -> AreaRules:
    """The type of the area in which a drive begins."""
    for area in rules.areas:
        if area.box is None or (area.box[0] <= place[0] < area.box[2] and area.box[1] <= place[1] < area.box[3]):
            return area
    raise ValueError("the last area has no box")


def learn_travel(trips: Iterable[FinishedDrive], rules: TravelRules) -> TravelModel:
    """What finished drives teach; nothing about an area type with few of them."""
    by_area: dict[str, list[FinishedDrive]] = defaultdict(list)
    for trip in trips:
        by_area[trip.area].append(trip)
    return TravelModel(
        rules, {area: _law(known, rules) for area, known in by_area.items() if len(known) >= rules.min_trips}
    )


def _law(trips: Sequence[FinishedDrive], rules: TravelRules) -> PowerLaw:
    by_hour: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for trip in trips:
        by_hour[trip.hour].append((log(max(trip.km, rules.min_km)), log(max(trip.seconds, 1.0))))
    centres = {hour: (fmean(x for x, _ in known), fmean(y for _, y in known)) for hour, known in by_hour.items()}
    around = [(x - centres[hour][0], y - centres[hour][1]) for hour, known in by_hour.items() for x, y in known]
    spread = sum(x * x for x, _ in around)
    exponent = sum(x * y for x, y in around) / spread if spread > 0 else 1.0
    exponent = min(MAX_EXPONENT, max(MIN_EXPONENT, exponent))
    whole = fmean(y - exponent * x for known in by_hour.values() for x, y in known)
    mean_over_median = pvariance([y - exponent * x for x, y in around]) / 2

    def level(hour: int) -> float:
        known = by_hour.get(hour, [])
        total = sum(y - exponent * x for x, y in known) + rules.hour_weight * whole
        return total / (len(known) + rules.hour_weight) if known or rules.hour_weight else whole

    return PowerLaw(exponent, tuple(exp(level(hour) + mean_over_median) for hour in range(HOURS)))
