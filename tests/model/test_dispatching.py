"""One responder has a job, none who is unfit or off duty, and none is forgotten: whatever comes twice, late, in another
order, and wherever a Lambda dies."""

from collections.abc import Callable
from contextlib import suppress
from random import Random
from typing import Any

import pytest

from chalicelib.dispatch import answers, duty, service
from chalicelib.dispatch.model import RoadsideService
from chalicelib.dispatch.responders import ResponderCard
from chalicelib.dispatch.rounds import match_round
from chalicelib.dispatch.states import JobState
from chalicelib.kernel.errors import BaroError
from chalicelib.processes.dispatching import run_dispatch_job
from tests.fakes.dispatch import job_request
from tests.model.fuse import Crash, Fuse
from tests.model.roadside_fleet import HOUR_MS, RoadsideFleet

SEEDS = range(40)


@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_happens_each_job_has_one_fit_responder_and_is_not_forgotten(seed: int) -> None:
    fleet = RoadsideFleet(Random(seed), responders=6, jobs=12)
    for _ in range(250):
        fleet.act()
    fleet.settle(minutes=40)
    assert fleet.outbox.waiting == {}
    open_jobs = [each for each in fleet.records if each.is_open]
    assert {(each.id, each.due_at) for each in open_jobs} <= fleet.timers()
    for record in open_jobs:
        fit = [each for each in fleet.responders if each.is_on_duty and record.job.service in each.services]
        fit = [each for each in fit if not record.job.refused_by(each.id)]
        if record.job.state in (JobState.REQUESTED, JobState.REASSIGNING):
            assert not [each for each in fit if each.is_idle], "somebody could be asked"
        if record.job.state is JobState.NO_PROVIDER:
            assert fit == [], "a dispatcher has what nobody can be asked to do"


def test_the_model_reaches_every_state_and_every_end() -> None:
    reached: set[str] = set()
    for seed in SEEDS:
        fleet = RoadsideFleet(Random(seed), responders=6, jobs=12)
        for _ in range(250):
            fleet.act()
            reached |= {each.job.state for each in fleet.records}
    assert reached >= set(JobState) - {JobState.TOWING, JobState.UNSUCCESSFUL, JobState.GONE_ON_ARRIVAL}


def _nothing() -> None:
    """Nothing else happens."""


class Between(Fuse):
    """Does something else before one of the calls of an invocation, as another Lambda at the same time."""

    def __init__(self) -> None:
        super().__init__()
        self.at = 0
        self.other: Callable[[], object] = _nothing

    def burn(self, call: Callable[[], Any]) -> Any:
        self.calls += 1
        if self.calls == self.at:
            other, self.other = self.other, _nothing
            with suppress(BaroError):
                other()
        return super().burn(call)


def offered_job() -> tuple[RoadsideFleet, str]:
    """A job that is offered to r0, while r1 is free too."""
    fleet = RoadsideFleet(Random(0), responders=2, jobs=1)
    for name in ("r0", "r1"):
        place = (37.5, 127.0 + int(name[1]) / 50)
        until = fleet.now + HOUR_MS
        duty.go_on_duty(fleet.ports, ResponderCard(name, "박기사"), frozenset(RoadsideService), until, place)
    request = job_request()
    job = service.request_job(fleet.ports, request).id
    fleet.run_all()
    offer = fleet.fake.jobs.jobs[job].job.offer
    assert offer is not None
    assert offer.responder == "r0"
    return fleet, job


ACTIONS: dict[str, Callable[[RoadsideFleet, str], object]] = {
    "accepts": lambda fleet, job: answers.accept(fleet.ports, "r0", job, 1),
    "another accepts": lambda fleet, job: answers.accept(fleet.ports, "r1", job, 2),
    "declines": lambda fleet, job: answers.decline(fleet.ports, "r0", job, 1, "other"),
    "time is over": lambda fleet, job: answers.pass_over(fleet.ports, job, 1),
    "goes off duty": lambda fleet, _: duty.go_off_duty(fleet.ports, "r0"),
    "is given to another": lambda fleet, job: service.assign_by_hand(fleet.ports, "agent", job, "r1"),
    "is cancelled": lambda fleet, job: service.cancel_job(fleet.ports, job, "c", ""),
    "is offered to another": lambda fleet, job: answers.offer_to(fleet.ports, job, "r1"),
    "is matched": lambda fleet, _: match_round(fleet.ports, is_batch=True),
}


@pytest.mark.parametrize("first", ACTIONS)
@pytest.mark.parametrize("second", ACTIONS)
def test_two_things_at_the_same_time_leave_one_responder_or_none(first: str, second: str) -> None:
    for late_ms in (0, 30_001):
        at = 0
        while True:
            at += 1
            fleet, job = offered_job()
            fleet.now += late_ms
            between = Between()
            fleet.fuse.burn = between.burn  # type: ignore[method-assign]
            between.at, between.other = at, lambda fleet=fleet, job=job: ACTIONS[second](fleet, job)  # type: ignore[misc]
            with suppress(BaroError):
                ACTIONS[first](fleet, job)
            fleet.check()
            winners = [entry for entry in fleet.fake.jobs.jobs[job].history if entry.what == "accept"]
            assert len({entry.number for entry in winners}) == len(winners) <= 2
            if between.calls < at:
                break
            fleet.settle(minutes=2)


def _leave(fleet: RoadsideFleet, job: str) -> None:
    """r0 has accepted and is off duty; the Lambda died before it gave the job away."""
    ACTIONS["accepts"](fleet, job)
    stored = fleet.fake.responders.responders["r0"]
    assert fleet.fake.responders.save(stored, stored.changed(is_on_duty=False))


SCENES: dict[str, Callable[[RoadsideFleet, str], object]] = {
    "offered": lambda _fleet, _job: None,
    "accepted": ACTIONS["accepts"],
    "nobody left": lambda fleet, _: [duty.go_off_duty(fleet.ports, name) for name in ("r1", "r0")],
    "off duty on the way": _leave,
}


@pytest.mark.parametrize("scene", SCENES)
def test_a_crash_at_any_call_of_a_timer_loses_neither_the_job_nor_its_next_timer(scene: str) -> None:
    for is_before in (True, False):
        call = 0
        while True:
            call += 1
            fleet, job = offered_job()
            SCENES[scene](fleet, job)
            fleet.run_all()
            fleet.now += 61_000
            fleet.fake.queue.ring()
            waiting = fleet.fake.queue.waiting
            fleet.fuse.left, fleet.fuse.before = call, is_before
            while waiting and fleet.fuse.left:
                with suppress(Crash):
                    run_dispatch_job(fleet, waiting[0])
                    waiting.pop(0)
            is_done = bool(fleet.fuse.left)
            fleet.settle(minutes=3)
            record = fleet.fake.jobs.jobs[job]
            assert (record.id, record.due_at) in fleet.timers()
            assert record.job.responder != "r0" or fleet.fake.responders.responders["r0"].is_on_duty
            if is_done:
                break
