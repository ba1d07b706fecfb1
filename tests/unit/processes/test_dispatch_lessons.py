"""What roadside jobs teach: recorded when they end, learned from at night, known the next day."""

from dataclasses import replace
from datetime import datetime

import pytest

from chalicelib.content.hours import SEOUL
from chalicelib.dispatch import answers, duty, service, work
from chalicelib.dispatch.events import JobEnded
from chalicelib.dispatch.jobs import LearnDay
from chalicelib.dispatch.model import RoadsideService
from chalicelib.dispatch.records import JobRecord
from chalicelib.dispatch.responders import ResponderCard
from chalicelib.dispatch.states import JobState
from chalicelib.dispatch.travel import EstimatedTravel
from chalicelib.processes.dispatch_lessons import learn_day, record_finished, request_lessons
from chalicelib.processes.nightly import LEARNING_TIMES
from tests.entry.centre import Centre
from tests.entry.conftest import centre as centre
from tests.entry.roadside_centre import DRIVER, Roadside
from tests.fakes.dispatch import job_request

HERE, START = (37.4979, 127.0276), (37.5279, 127.0276)
MORNING = int(datetime(2026, 11, 30, 9, tzinfo=SEOUL).timestamp()) * 1_000
HOUR_MS, DAY_MS = 3_600_000, 86_400_000
YESTERDAY = "2026-11-30"


@pytest.fixture
def learning(centre: Centre) -> Centre:
    """Drives take what finished ones taught."""
    ports = centre.dispatch.ports
    centre.dispatch.ports = replace(ports, travel=EstimatedTravel(lambda: ports.lessons().travel))
    centre.now = MORNING
    return centre


def accepted(centre: Centre, number: int) -> JobRecord:
    """A job that the truck `r<number>`, 3.3 km away, has accepted."""
    ports, truck = centre.services.dispatch(), f"r{number}"
    battery = frozenset({RoadsideService.BATTERY})
    duty.go_on_duty(ports, ResponderCard(truck, "박기사"), battery, centre.now + HOUR_MS, START)
    request = job_request(
        key=f"k{number}",
        customer=f"c{number}",
        customer_name="김서연",
        conversation=f"conversation-{number}",
        plate=f"plate-{number}",
        place=HERE,
    )
    job = service.request_job(ports, request).id
    assert answers.offer_to(ports, job, truck) is not None
    return answers.accept(ports, truck, job, 1)


def drive_for(centre: Centre, job: JobRecord, minutes: float) -> None:
    """The truck is there after so long, and nobody else is; its event comes twice."""
    ports, truck = centre.services.dispatch(), job.job.responder
    work.depart(ports, truck, job.id)
    began, centre.now = centre.now, centre.now + round(minutes * 60_000)
    work.arrive(ports, truck, job.id)
    centre.now += 5 * 60_000
    work.find_nobody(ports, truck, job.id)
    duty.go_off_duty(ports, truck)
    centre.now = began
    for _ in range(2):
        record_finished(centre.services, JobEnded(job.id, 1, "c", "c1", outcome=JobState.GONE_ON_ARRIVAL))


def run_night(centre: Centre) -> None:
    """The round of every minute in the first hours of the next day."""
    day = datetime.fromtimestamp(centre.now / 1_000, SEOUL).replace(hour=0, minute=0)
    midnight = int(day.timestamp()) * 1_000 + DAY_MS
    for hour, minute in LEARNING_TIMES:
        centre.now = midnight + hour * HOUR_MS + minute * 60_000
        request_lessons(centre.services)
        waiting, centre.dispatch.queue.waiting = centre.dispatch.queue.waiting, []
        requests = [job for job in waiting if isinstance(job, LearnDay)]
        assert requests == [LearnDay(YESTERDAY)]
        learn_day(centre.services, requests[0])


def expected_s(job: JobRecord) -> tuple[float, ...]:
    """The estimate and its range, in seconds from the acceptance."""
    estimate = job.first_estimate
    assert estimate is not None
    return tuple((at - estimate.made_at) / 1_000 for at in (estimate.low, estimate.at, estimate.high))


def test_after_a_day_of_slow_drives_the_next_days_estimate_is_later(learning: Centre) -> None:
    low, first, high = expected_s(accepted(learning, 0))
    for number in range(1, 121):
        drive_for(learning, accepted(learning, number), minutes=2.4 * first / 60 + number % 7)
    run_night(learning)
    learning.now = MORNING + DAY_MS
    later = expected_s(accepted(learning, 999))
    assert 2.3 * first < later[1] < 3.5 * first
    assert later[0] > low
    assert later[2] > high
    assert len(learning.dispatch.lessons.days(YESTERDAY)[YESTERDAY].trips) == 120


def test_a_job_whose_record_comes_late_is_learned_by_the_repeat_and_counted_once(learning: Centre) -> None:
    jobs = [accepted(learning, number) for number in range(2)]
    drive_for(learning, jobs[0], 20)
    learn_day(learning.services, LearnDay(YESTERDAY))
    drive_for(learning, jobs[1], 30)
    for _ in range(2):
        learn_day(learning.services, LearnDay(YESTERDAY))
    days = learning.dispatch.lessons.days("")
    assert list(days) == [YESTERDAY]
    assert sorted(trip.seconds for trip in days[YESTERDAY].trips) == [1_200.0, 1_800.0]
    assert len(days[YESTERDAY].arrivals) == 2


def test_days_before_the_last_weeks_teach_nothing_more(learning: Centre) -> None:
    for number in range(120):
        drive_for(learning, accepted(learning, number), 40)
    learn_day(learning.services, LearnDay(YESTERDAY))
    assert learning.dispatch.lessons.learned().laws  # type: ignore[union-attr]
    learn_day(learning.services, LearnDay("2026-12-27"))
    assert learning.dispatch.lessons.learned().laws  # type: ignore[union-attr]
    learn_day(learning.services, LearnDay("2026-12-28"))
    assert not learning.dispatch.lessons.learned().laws  # type: ignore[union-attr]


def test_a_job_that_ends_is_recorded_by_its_event_and_a_night_is_run_by_the_queue(centre: Centre) -> None:
    roadside = Roadside(centre)
    job = roadside.accepted()
    roadside.step(job, "depart")
    roadside.drive(DRIVER, 0.02, seconds=400)
    roadside.step(job, "begin")
    roadside.photographed(job)
    centre.now += 600_000
    roadside.step(job, "complete")
    day = datetime.fromtimestamp(centre.now / 1_000, SEOUL).date().isoformat()
    (finished,) = centre.dispatch.lessons.finished(day)
    assert (finished.job, finished.drive is not None and round(finished.drive.km, 1)) == (job, 3.0)
    assert finished.service_s is not None
    assert 600 <= finished.service_s < 700
    centre.dispatch.queue.send(LearnDay(day))
    roadside.work()
    assert len(centre.dispatch.lessons.days(day)[day].trips) == 1
