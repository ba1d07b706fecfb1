"""Contract of the stores of roadside jobs and of responders."""

from collections.abc import Callable
from random import Random

import pytest
from msgspec.structs import replace

from chalicelib.content.places import Point, metres_between
from chalicelib.dispatch.cells import cell_of
from chalicelib.dispatch.events import JobRequested, ResponderFreed, job_subject, responder_subject
from chalicelib.dispatch.model import Job, RoadsideService
from chalicelib.dispatch.ports import JobStore, OpenJob, ResponderStore
from chalicelib.dispatch.records import JobRecord
from chalicelib.dispatch.responders import HeldJob, Position, Responder, ResponderCard
from chalicelib.dispatch.states import JobStep
from tests.fakes.dispatch import job_request

T0 = 1_800_000_000_000
HOUR_MS = 3_600_000
SEOUL: Point = (37.5, 127.0)
BATTERY = frozenset({RoadsideService.BATTERY})
Fresh = Callable[[str], str]


def responder(name: str, place: Point = SEOUL) -> Responder:
    position = Position(place, T0, 12.5)
    return Responder(ResponderCard(name, "박기사"), BATTERY, T0 + HOUR_MS, True, position=position, version=1)


def record(name: str, plate: str, customer: str = "cust-kim", at: int = T0) -> JobRecord:
    request = job_request(key=name, customer=customer, plate=plate, place=SEOUL, problem={"lights": "yes"})
    return JobRecord(job=Job(name, request.service, SEOUL, at), request=request, due_at=at + 30_000, version=1)


def put(store: ResponderStore, *all_of_them: Responder) -> None:
    for each in all_of_them:
        assert store.save(None, each)


def names(found: list[Responder]) -> list[str]:
    return [each.id for each in found]


def anybody(_: Responder) -> bool:
    return True


def test_a_responder_is_stored_as_they_are_and_only_in_place_of_the_version_that_was_read(
    responders: ResponderStore, fresh: Fresh
) -> None:
    first = responder(fresh("r"))
    assert responders.get(first.id) is None
    put(responders, first)
    assert not responders.save(None, first)
    stored = replace(first, cell=cell_of(SEOUL))
    assert responders.get(first.id) == stored
    second = stored.asked("job-1", 1, T0 + 30_000)
    assert responders.save(stored, second, [ResponderFreed(first.id, 2)])
    assert not responders.save(stored, stored.asked("job-2", 1, T0))
    assert responders.get_many([first.id, "nobody", first.id]) == [second]


def test_a_position_is_kept_if_it_is_the_latest_and_changes_of_the_state_leave_it(
    responders: ResponderStore, fresh: Fresh
) -> None:
    name = fresh("r")
    assert responders.report(name, Position(SEOUL, T0)) is None
    put(responders, responder(name))
    before = responders.get(name)
    assert before is not None
    later = Position((37.6, 127.1), T0 + 2, 5)
    reported = responders.report(name, later)
    assert reported is not None
    assert (reported.position, reported.version) == (later, 1)
    again = responders.report(name, Position(SEOUL, T0 + 1))
    assert again is not None
    assert again.position == later
    assert responders.save(before, before.asked("job-1", 1, T0))
    stored = responders.get(name)
    assert stored is not None
    assert (stored.position, stored.version) == (later, 2)


def test_who_moves_is_found_in_the_other_cell_unless_they_have_changed_meanwhile(
    responders: ResponderStore, fresh: Fresh
) -> None:
    there = (35.1, 129.0)
    put(responders, responder("r-moving"))
    moving = responders.report("r-moving", Position(there, T0 + 1))
    assert moving is not None
    responders.move(moving, cell_of(there))
    assert names(responders.near(there, 1, anybody)) == ["r-moving"]
    assert names(responders.near(SEOUL, 1, anybody)) == []
    at_work = replace(moving, cell=cell_of(there)).given(HeldJob("j", SEOUL, T0))
    assert responders.save(moving, at_work)
    responders.move(moving, cell_of(there))
    assert names(responders.near(SEOUL, 1, anybody)) == ["r-moving"], "where their job ends"


def test_who_is_off_duty_is_neither_near_nor_on_duty(responders: ResponderStore, fresh: Fresh) -> None:
    here, gone = responder("r-here"), responder("r-gone")
    put(responders, here, gone)
    stored = responders.get("r-gone")
    assert stored is not None
    assert names(responders.on_duty()) == ["r-gone", "r-here"]
    assert responders.save(stored, stored.changed(is_on_duty=False))
    assert names(responders.on_duty()) == ["r-here"]
    assert responders.shifts_over(T0 + HOUR_MS, 9) == []
    assert responders.shifts_over(T0 + HOUR_MS + 1, 9) == ["r-here"]
    longer = responders.get("r-here")
    assert longer is not None
    assert responders.save(longer, longer.changed(shift_end=T0 + 2 * HOUR_MS))
    assert responders.shifts_over(T0 + HOUR_MS + 1, 9) == []
    assert names(responders.near(SEOUL, 9, anybody)) == ["r-here"]


@pytest.mark.parametrize("spread", [0.01, 0.1, 0.5])
def test_nobody_fit_is_nearer_than_the_nearest_that_are_found(responders: ResponderStore, spread: float) -> None:
    chance = Random(spread)
    places = {
        f"r{number:03}": (37.4 + chance.uniform(-spread, spread), 127.1 + chance.uniform(-spread, spread))
        for number in range(60)
    }
    put(responders, *(responder(name, place) for name, place in places.items()))
    for _ in range(4):
        place = (37.4 + chance.uniform(-spread, spread), 127.1 + chance.uniform(-spread, spread))
        by_distance = sorted(places, key=lambda name: metres_between(place, places[name]))
        fit = [name for name in by_distance if int(name[1:]) % 3]
        found = names(responders.near(place, 5, lambda each: bool(int(each.id[1:]) % 3)))
        assert found[:2] == fit[:2]
        assert len(found) == 5
    assert names(responders.near((33.4, 126.5), 5, anybody)) == [], "beyond 100 km nobody is looked for"


def test_an_open_job_is_listed_until_it_ends(roadside_jobs: JobStore, fresh: Fresh) -> None:
    customer, plate = fresh("cust"), fresh("plate")
    job = record(fresh("R"), plate, customer)
    assert roadside_jobs.get(job.id) is None
    assert roadside_jobs.open_job_of_plate(plate) == ""
    assert roadside_jobs.save(None, job)
    assert roadside_jobs.get(job.id) == job
    assert roadside_jobs.open_job_of_plate(plate) == job.id
    assert roadside_jobs.jobs_of_customer(customer) == [job.id]
    assert roadside_jobs.open_jobs() == roadside_jobs.open_jobs(lacking=True) == [OpenJob(job.id, T0 + 30_000, True)]
    in_vain = replace(job.rescheduled(T0 + 60_000), job=job.job.after(JobStep.GIVE_UP))
    assert roadside_jobs.save(job, in_vain)
    assert roadside_jobs.open_jobs() == roadside_jobs.open_jobs(lacking=True) == [OpenJob(job.id, T0 + 60_000, True)]
    held = replace(in_vain.rescheduled(T0 + 90_000), job=job.job.after(JobStep.OFFER))
    assert roadside_jobs.save(in_vain, held)
    assert roadside_jobs.open_jobs(lacking=True) == []
    assert roadside_jobs.open_jobs() == roadside_jobs.open_jobs(lacking=False) == [OpenJob(job.id, T0 + 90_000, False)]
    ended = replace(held, job=held.job.after(JobStep.CANCEL), version=4)
    assert roadside_jobs.save(held, ended)
    assert roadside_jobs.open_jobs() == []
    assert roadside_jobs.open_job_of_plate(plate) == ""
    assert roadside_jobs.jobs_of_customer(customer) == []
    assert roadside_jobs.get_many([job.id, "none"]) == [ended]
    later = record(fresh("R"), plate, customer, T0 + 1)
    assert roadside_jobs.save(None, later)
    assert roadside_jobs.save(ended, replace(ended, version=5, forgotten=True))
    assert roadside_jobs.history_of_customer(customer, 9) == [later.id, job.id]
    assert roadside_jobs.history_of_customer(customer, 1) == [later.id]


def test_a_car_has_one_open_job_and_the_latest_of_a_customer_comes_first(roadside_jobs: JobStore, fresh: Fresh) -> None:
    customer, plate = fresh("cust"), fresh("plate")
    first, second = record(fresh("R"), plate, customer), record(fresh("R"), plate, customer)
    assert roadside_jobs.save(None, first)
    assert not roadside_jobs.save(None, second)
    assert roadside_jobs.get(second.id) is None
    other_car = record(fresh("R"), fresh("plate"), customer, T0 + 1)
    assert roadside_jobs.save(None, other_car)
    assert roadside_jobs.jobs_of_customer(customer) == [other_car.id, first.id]


def test_a_batch_is_claimed_once_and_none_before_it_afterwards(roadside_jobs: JobStore) -> None:
    assert [roadside_jobs.claim_batch(at) for at in (T0, T0, T0 - 1, T0 + 1)] == [True, False, False, True]


def test_a_job_changes_with_its_responders_or_not_at_all(
    roadside_jobs: JobStore, responders: ResponderStore, fresh: Fresh
) -> None:
    job, name = record(fresh("R"), fresh("plate")), fresh("r")
    put(responders, responder(name))
    read = responders.get(name)
    assert read is not None
    assert roadside_jobs.save(None, job)
    asked = read.asked(job.id, 1, T0)
    assert roadside_jobs.save(job, job.rescheduled(T0 + 1), [(read, asked)])
    assert not roadside_jobs.save(job, job.rescheduled(T0 + 2), [(asked, asked.without(job.id))])
    present = roadside_jobs.get(job.id)
    assert present is not None
    assert not roadside_jobs.save(present, present.rescheduled(T0 + 3), [(read, read.asked("other", 1, T0))])
    assert roadside_jobs.get(job.id) == present
    stored = responders.get(name)
    assert stored is not None
    assert (stored.offer, stored.version) == (asked.offer, 2)


def test_the_events_of_a_change_are_in_the_outbox_if_it_was_stored(
    roadside_jobs: JobStore, responders: ResponderStore, dispatch_outbox: Callable[[str], list[int]], fresh: Fresh
) -> None:
    job, name = record(fresh("R"), fresh("plate")), fresh("r")
    put(responders, responder(name))
    event = JobRequested(job.id, 1, job.customer, "c1")
    assert roadside_jobs.save(None, job, (), [event, ResponderFreed(name, 7)])
    assert not roadside_jobs.save(None, job, (), [replace(event, number=2)])
    assert dispatch_outbox(job_subject(job.id)) == [1]
    assert dispatch_outbox(responder_subject(name)) == [7]


def test_a_position_that_cannot_be_true_is_taken_back_and_one_that_nobody_needs_is_deleted(
    responders: ResponderStore, fresh: Fresh
) -> None:
    known = responder(fresh("r"))
    put(responders, known)
    first, wrong, right = (Position((37.5 + n / 100, 127.0), T0 + n, 5) for n in (1, 2, 3))
    assert responders.report(known.id, first) is not None
    stored = responders.report(known.id, wrong)
    assert stored is not None
    assert (stored.position, stored.previous) == (wrong, first)
    responders.restore(known.id, right, first)
    assert (found := responders.get(known.id)) is not None
    assert found.position == wrong, "another one is the latest"
    responders.restore(known.id, wrong, first)
    assert (found := responders.report(known.id, right)) is not None
    assert (found.position, found.previous) == (right, first)
    responders.forget(known.id)
    assert (found := responders.get(known.id)) is not None
    assert (found.position, found.previous, found.cell) == (None, None, "")


def test_ended_jobs_are_listed_until_their_positions_are_deleted(roadside_jobs: JobStore, fresh: Fresh) -> None:
    started = record(fresh("job"), fresh("p")), record(fresh("job"), fresh("p"))
    own = {each.id for each in started}
    ended = [
        replace(each, version=2, job=each.job.after(JobStep.CANCEL), ended_at=T0 + n) for n, each in enumerate(started)
    ]
    for before, after in zip(started, ended, strict=True):
        assert roadside_jobs.save(None, before)
        assert roadside_jobs.save(before, after)
    first, second = ended
    assert [each for each in roadside_jobs.ended_before(T0 + 9, 10_000) if each in own] == [first.id, second.id]
    assert [each for each in roadside_jobs.ended_before(T0 + 1, 10_000) if each in own] == [first.id]
    assert roadside_jobs.save(first, replace(first, version=3, forgotten=True))
    assert [each for each in roadside_jobs.ended_before(T0 + 9, 10_000) if each in own] == [second.id]
