"""What the days before teach: drives, services, and how good estimated arrivals were."""

from collections import defaultdict
from dataclasses import dataclass, field
from statistics import fmean

from msgspec import Struct

from chalicelib.dispatch.arrival import ArrivalModel, ArrivalSample, learn_arrivals
from chalicelib.dispatch.model import RoadsideService
from chalicelib.dispatch.rules import DispatchRules
from chalicelib.dispatch.travel import FinishedDrive, TravelModel, learn_travel

MIN_SERVICES = 30
"""Fewer finished services of a kind teach nothing."""


@dataclass(slots=True)
class DayRecord:
    """What a day showed."""

    trips: list[FinishedDrive] = field(default_factory=list)
    services: list[tuple[RoadsideService, float]] = field(default_factory=list)
    arrivals: list[ArrivalSample] = field(default_factory=list)


class Lessons(Struct, frozen=True):
    """What is known before a day. `service_s` is the mean time of each service on site."""

    travel: TravelModel
    arrivals: ArrivalModel
    service_s: dict[RoadsideService, float]


def lessons_of(days: list[DayRecord], rules: DispatchRules) -> Lessons:
    """What finished days teach; what they teach too little of is as configured."""
    by_service: dict[RoadsideService, list[float]] = defaultdict(list)
    for service, seconds in (each for day in days for each in day.services):
        by_service[service].append(seconds)
    return Lessons(
        learn_travel((trip for day in days for trip in day.trips), rules.travel),
        learn_arrivals((sample for day in days for sample in day.arrivals), rules.arrival),
        {
            service: fmean(by_service[service]) if len(by_service[service]) >= MIN_SERVICES else 60.0 * minutes
            for service, minutes in rules.service_minutes.items()
        },
    )
