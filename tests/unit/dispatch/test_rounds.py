"""Who can't be helped at present: a dispatcher has them at once, and the first who could help is asked at once."""

from dataclasses import replace

from chalicelib.content.places import Point
from chalicelib.dispatch import duty
from chalicelib.dispatch.model import RoadsideService
from chalicelib.dispatch.ports import DispatchPorts
from chalicelib.dispatch.responders import ResponderCard
from chalicelib.dispatch.rounds import match_round
from chalicelib.dispatch.service import request_job
from chalicelib.dispatch.states import JobState
from tests.fakes.dispatch import FakeDispatch, job_request
from tests.fakes.events import FakeOutbox

NOW = 1_800_000_000_000
CITY, ISLAND = (37.5, 127.0), (37.5, 126.9)


class NoBridge:
    """`ports.Travel`: a minute everywhere, and no road between the island and the city."""

    def seconds(self, start: Point, end: Point, _at: int, /) -> int | None:
        return None if (start == ISLAND) != (end == ISLAND) else 60


def ports() -> DispatchPorts:
    return replace(FakeDispatch(FakeOutbox(), lambda: NOW, lambda _: None).ports, travel=NoBridge())


def on_duty(ports: DispatchPorts, *services: RoadsideService, name: str = "r", place: Point = CITY) -> None:
    duty.go_on_duty(ports, ResponderCard(name, "박기사"), frozenset(services), NOW + 3_600_000, place)


def requested(ports: DispatchPorts, place: Point, service: RoadsideService) -> str:
    request = job_request(key=f"{place}", conversation="", service=service, place=place)
    return request_job(ports, request).id


def state(ports: DispatchPorts, job: str) -> JobState | None:
    record = ports.jobs.get(job)
    return record.job.state if record is not None else None


def test_a_customer_to_whom_there_is_no_road_is_given_to_a_dispatcher_although_trucks_are_near() -> None:
    here = ports()
    on_duty(here, *RoadsideService)
    job = requested(here, ISLAND, RoadsideService.BATTERY)
    match_round(here, is_batch=False)
    assert state(here, job) is JobState.NO_PROVIDER


def test_a_crowd_of_trucks_without_a_way_hides_nobody_who_can_come() -> None:
    here = ports()
    for number in range(2 * here.rules.matching.candidates):
        on_duty(here, *RoadsideService, name=f"near{number}", place=ISLAND)
    on_duty(here, *RoadsideService, name="far", place=(37.6, 127.0))
    job = requested(here, CITY, RoadsideService.BATTERY)
    match_round(here, is_batch=True)
    record = here.jobs.get(job)
    assert record is not None
    assert record.job.offer is not None
    assert record.job.offer.responder == "far"


def test_a_job_that_a_dispatcher_has_is_offered_as_soon_as_somebody_who_can_do_it_is_there() -> None:
    here = ports()
    on_duty(here, RoadsideService.FUEL)
    job = requested(here, CITY, RoadsideService.TOW)
    match_round(here, is_batch=False)
    match_round(here, is_batch=False)
    assert state(here, job) is JobState.NO_PROVIDER
    on_duty(here, RoadsideService.TOW)
    match_round(here, is_batch=False)
    assert state(here, job) is JobState.OFFERED
