"""A roadside job of a claim: the department's row follows it, once, in whatever order its events come."""

from itertools import permutations

import pytest

from chalicelib.dispatch import answers, service, work
from chalicelib.dispatch.events import JobAccepted, JobEnded, JobEvent, JobRefused
from chalicelib.processes.claim_help import follow_claim_help
from tests.entry.centre import Centre
from tests.entry.claim_fixtures import adjuster, done, registered
from tests.entry.roadside_centre import DRIVER, OTHER_DRIVER, Roadside

MINSU = adjuster("agent-minsu", "roadside")


@pytest.fixture
def roadside(centre: Centre) -> Roadside:
    return Roadside(centre)


def row(roadside: Roadside) -> tuple[str, bool] | None:
    """Who helps, and whether the customer waits; None without a row."""
    rows = roadside.centre.done(MINSU, "work_list")["work"]
    found = next((each for each in rows if each["department"] == "roadside"), None)
    return None if found is None else (found.get("adjuster", {}).get("id", ""), "waiting_since" in found)


def events_of(roadside: Roadside, number: str) -> list[str]:
    claims = roadside.centre.claims.store
    claim = claims.get(number)
    assert claim is not None
    return [event.code for event in claims.history(claim) if event.code in ("help_taken", "helped", "help_lost")]


def test_a_job_that_is_accepted_and_completed_is_the_departments_help(roadside: Roadside) -> None:
    number = registered(roadside.centre, roadside.conversation)
    assert row(roadside) == ("", True)
    job = roadside.accepted(claim=number)
    assert row(roadside) == (DRIVER.id, False)
    roadside.step(job, "depart")
    roadside.drive(DRIVER, 0.02)
    roadside.step(job, "begin")
    roadside.photographed(job)
    roadside.step(job, "complete")
    assert row(roadside) is None
    assert events_of(roadside, number) == ["help_taken", "helped"]
    assert not [code for code in roadside.notices() if code.startswith("claim.help")], "the job's own words are enough"


@pytest.mark.parametrize("end", ["fails", "nobody is there", "is cancelled", "loses its responder"])
def test_help_that_doesnt_come_waits_for_a_person_again(roadside: Roadside, end: str) -> None:
    number, ports = registered(roadside.centre, roadside.conversation), roadside.centre.services.dispatch()
    job = roadside.accepted(claim=number)
    if end == "is cancelled":
        service.cancel_job(ports, job, "agent", "other")
    elif end == "loses its responder":
        work.lose_responder(ports, job, DRIVER.id, "vehicle_fault")
    else:
        work.depart(ports, DRIVER.id, job)
        work.arrive(ports, DRIVER.id, job)
        if end == "fails":
            work.fail(ports, DRIVER.id, job, "no_equipment")
        else:
            roadside.centre.now += 300_000
            work.find_nobody(ports, DRIVER.id, job)
    roadside.work()
    assert row(roadside) == ("", True)
    assert events_of(roadside, number) == ["help_taken", "help_lost"]


def test_the_next_responder_takes_the_help_over(roadside: Roadside) -> None:
    number = registered(roadside.centre, roadside.conversation)
    job = roadside.accepted(claim=number)
    roadside.on_duty(OTHER_DRIVER, 5)
    work.lose_responder(roadside.centre.services.dispatch(), job, DRIVER.id, "vehicle_fault")
    service.assign_by_hand(roadside.centre.services.dispatch(), "agent-seojun", job, OTHER_DRIVER.id)
    roadside.work()
    assert row(roadside) == (OTHER_DRIVER.id, False)
    assert events_of(roadside, number) == ["help_taken", "help_taken"]


def test_what_a_colleague_has_taken_on_stays_theirs(roadside: Roadside) -> None:
    number = registered(roadside.centre, roadside.conversation)
    done(roadside.centre, MINSU, number, "assist", department="roadside")
    job = roadside.accepted(claim=number)
    assert row(roadside) == (MINSU.id, False)
    service.cancel_job(roadside.centre.services.dispatch(), job, "agent", "other")
    roadside.work()
    assert row(roadside) == (MINSU.id, False)
    assert events_of(roadside, number) == ["help_taken"]


@pytest.mark.parametrize("order", list(permutations((JobAccepted, JobRefused, JobEnded))))
def test_events_in_any_order_and_twice_record_the_help_once(
    roadside: Roadside, order: tuple[type[JobEvent], ...]
) -> None:
    number = registered(roadside.centre, roadside.conversation)
    details = {JobAccepted: ("r",), JobRefused: ("r", "other"), JobEnded: ("completed", "r")}
    roadside.on_duty(DRIVER, 3)
    job, ports = roadside.request(claim=number), roadside.centre.services.dispatch()
    answers.accept(ports, DRIVER.id, job, 1)
    work.depart(ports, DRIVER.id, job)
    work.arrive(ports, DRIVER.id, job)
    work.begin(ports, DRIVER.id, job)
    for stage in work.STAGES:
        work.add_photos(ports, DRIVER.id, job, stage, (stage,))
    work.complete(ports, DRIVER.id, job)
    for kind in (*order, *order):
        follow_claim_help(roadside.centre.services, kind(job, 1, "c", "c1", *details[kind]))
    roadside.work()
    assert row(roadside) is None
    assert events_of(roadside, number) == ["helped"]
    helped = roadside.centre.claims.store.get(number)
    assert helped is not None
    assert helped.helpers["roadside"].id == DRIVER.id
