"""What finished jobs teach: how long drives and services take, and how good estimated arrivals were."""

from collections import defaultdict
from collections.abc import Iterable
from statistics import fmean

from msgspec import Struct

from chalicelib.dispatch.arrival import Approach, ArrivalBand, ArrivalModel, ArrivalSample, learn_arrivals
from chalicelib.dispatch.model import RoadsideService
from chalicelib.dispatch.rules import DispatchRules
from chalicelib.dispatch.travel import FinishedDrive, PowerLaw, TravelModel, learn_travel


class FinishedJob(Struct, frozen=True, omit_defaults=True):
    """What a job showed, without any place. `service_s` is the time on site; None where nothing was done there."""

    job: str
    service: RoadsideService
    drive: FinishedDrive | None = None
    arrival: ArrivalSample | None = None
    service_s: float | None = None


class DayRecord(Struct):
    """What the jobs of a day showed."""

    trips: list[FinishedDrive] = []
    services: list[tuple[RoadsideService, float]] = []
    arrivals: list[ArrivalSample] = []


class Learned(Struct, frozen=True):
    """What days taught, as it is stored; nothing of what they taught too little of."""

    laws: dict[str, PowerLaw] = {}
    bands: dict[Approach, tuple[ArrivalBand, ...]] = {}
    service_s: dict[RoadsideService, float] = {}


class Lessons(Struct, frozen=True):
    """What is known now. `service_s` is the mean time of each service on site."""

    travel: TravelModel
    arrivals: ArrivalModel
    service_s: dict[RoadsideService, float]


def day_record(finished: Iterable[FinishedJob]) -> DayRecord:
    """What the jobs of a day showed together."""
    day = DayRecord()
    for job in finished:
        if job.drive is not None:
            day.trips.append(job.drive)
        if job.arrival is not None:
            day.arrivals.append(job.arrival)
        if job.service_s is not None:
            day.services.append((job.service, job.service_s))
    return day


def learn_from(days: Iterable[DayRecord], rules: DispatchRules) -> Learned:
    """What days teach."""
    known = list(days)
    by_service: dict[RoadsideService, list[float]] = defaultdict(list)
    for service, seconds in (each for day in known for each in day.services):
        by_service[service].append(seconds)
    return Learned(
        learn_travel((trip for day in known for trip in day.trips), rules.travel).laws,
        learn_arrivals((sample for day in known for sample in day.arrivals), rules.arrival).bands,
        {
            service: fmean(seconds)
            for service, seconds in by_service.items()
            if len(seconds) >= rules.learning.min_services
        },
    )


def lessons_by(learned: Learned, rules: DispatchRules) -> Lessons:
    """What was learned, and the configuration where nothing was."""
    return Lessons(
        TravelModel(rules.travel, learned.laws),
        ArrivalModel(rules.arrival, learned.bands),
        rules.mean_service_s | learned.service_s,
    )
