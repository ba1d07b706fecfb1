"""What a job shows once it has ended, and what days of jobs teach."""

from datetime import datetime

import pytest
from msgspec.structs import replace

from chalicelib.content.hours import SEOUL
from chalicelib.dispatch.arrival import Approach, ArrivalSample
from chalicelib.dispatch.finished import departure_of, finished_job
from chalicelib.dispatch.known_lessons import KNOWN_MS, KnownLessons
from chalicelib.dispatch.lessons import FinishedJob, Learned, day_record, learn_from, lessons_by
from chalicelib.dispatch.model import Job, RoadsideService
from chalicelib.dispatch.records import ArrivalEstimate, Departure, JobEntry, JobRecord
from chalicelib.dispatch.responders import Position, Responder, ResponderCard
from chalicelib.dispatch.rules import dispatch_rules
from chalicelib.dispatch.states import JobState
from chalicelib.dispatch.travel import FinishedDrive
from tests.fakes.dispatch import job_request

RULES = dispatch_rules()
HERE = (37.4979, 127.0276)
MAX_KMH = 200
T0 = int(datetime(2026, 11, 30, 8, 50, tzinfo=SEOUL).timestamp()) * 1_000
MINUTE_MS = 60_000
TOW = RoadsideService.TOW


def ended(state: JobState = JobState.COMPLETED) -> JobRecord:
    """A tow: accepted at T0 for T0 + 10 min, departed a minute later, there after 15 minutes, hooked up after 20 more,
    done after an hour."""
    request = job_request(customer_name="김서연", service=TOW, place=HERE)
    return JobRecord(
        job=Job("R1", TOW, HERE, T0 - MINUTE_MS, state=state),
        request=request,
        history=(JobEntry(T0 + 35 * MINUTE_MS, "hook_up"),),
        first_estimate=ArrivalEstimate(T0 + 10 * MINUTE_MS, T0, T0, T0, Approach.AFTER_JOB),
        departure=Departure(T0 + MINUTE_MS, "metropolitan", 4.0),
        arrived_at=T0 + 15 * MINUTE_MS,
        ended_at=T0 + 60 * MINUTE_MS,
    )


def test_a_job_shows_its_drive_how_good_its_first_estimate_was_and_the_time_until_the_car_was_hooked_up() -> None:
    drive = FinishedDrive("metropolitan", 4.0, 8, 14 * 60.0)
    assert finished_job(ended(), MAX_KMH) == FinishedJob(
        "R1", TOW, drive, ArrivalSample(Approach.AFTER_JOB, 600.0, 900.0), 20 * 60.0
    )
    assert finished_job(replace(ended(), history=()), MAX_KMH).service_s == 45 * 60.0  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "record, shown",
    [
        (replace(ended(), arrived_at=0), "nothing"),
        (ended(JobState.IN_SERVICE), "nothing"),
        (ended(JobState.GONE_ON_ARRIVAL), "drive, arrival"),
        (replace(ended(), departure=Departure(T0 + 14 * MINUTE_MS + 30_000, "rural", 4.0)), "arrival, service"),
        (replace(ended(), departure=Departure(T0 + 15 * MINUTE_MS, "rural", 0.0)), "arrival, service"),
        (replace(ended(), departure=None, first_estimate=None), "service"),
        (replace(ended(), first_estimate=ArrivalEstimate(T0, T0, T0, T0)), "drive, service"),
    ],
)
def test_what_a_job_cant_show_isnt_made_up(record: JobRecord, shown: str) -> None:
    finished = finished_job(record, MAX_KMH)
    if finished is None:
        assert shown == "nothing"
        return
    parts = {"drive": finished.drive, "arrival": finished.arrival, "service": finished.service_s}
    assert ", ".join(name for name, part in parts.items() if part is not None) == shown


def test_a_drive_begins_where_the_truck_is_and_keeps_no_place() -> None:
    truck = Responder(ResponderCard("r1", "박기사"), position=Position((37.5979, 127.0276), T0 - MINUTE_MS))
    drive = departure_of(ended(), truck, T0, RULES)
    assert drive is not None
    assert (drive.at, drive.area, round(drive.km, 1)) == (T0, "metropolitan", 11.1)
    assert departure_of(ended(), replace(truck, position=None), T0, RULES) is None
    lost = T0 + RULES.matching.lost_minutes * MINUTE_MS
    assert departure_of(ended(), truck, lost, RULES) is None, "nobody knows where it begins"


def test_a_service_is_learned_from_enough_jobs_and_as_configured_before() -> None:
    few = [FinishedJob(f"R{number}", TOW, service_s=3_000.0 + number) for number in range(29)]
    assert learn_from([day_record(few)], RULES) == Learned()
    assert lessons_by(Learned(), RULES).service_s == RULES.mean_service_s
    more = [FinishedJob("R99", TOW, service_s=3_100.0), FinishedJob("R98", RoadsideService.FUEL, service_s=1.0)]
    known = lessons_by(learn_from([day_record(few), day_record(more)], RULES), RULES).service_s
    assert known[TOW] == pytest.approx((sum(range(29)) + 100) / 30 + 3_000)
    assert known[RoadsideService.FUEL] == RULES.mean_service_s[RoadsideService.FUEL]


def test_lessons_are_read_once_and_again_after_some_minutes() -> None:
    read: list[int] = []
    now = [T0]

    def learned() -> Learned | None:
        read.append(now[0])
        return Learned(service_s={TOW: 60.0 * len(read)}) if len(read) > 1 else None

    lessons = KnownLessons(learned, RULES, lambda: now[0])
    assert [lessons().service_s[TOW] for _ in range(3)] == [RULES.mean_service_s[TOW]] * 3
    now[0] += KNOWN_MS
    assert [lessons().service_s[TOW] for _ in range(3)] == [120.0] * 3
    assert read == [T0, T0 + KNOWN_MS]
