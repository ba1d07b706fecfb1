"""When a responder on the way is replaced."""

import pytest

from chalicelib.content.places import Point
from chalicelib.dispatch import answers, duty, service
from chalicelib.dispatch.arrival_rules import coming_rules
from chalicelib.dispatch.checks import check_job
from chalicelib.dispatch.coming import follow_arrival
from chalicelib.dispatch.model import RoadsideService
from chalicelib.dispatch.responders import Position, ResponderCard
from chalicelib.dispatch.rounds import match_round
from tests.fakes.dispatch import FakeDispatch, job_request
from tests.fakes.events import FakeOutbox

MINUTE_MS = 60_000
CUSTOMER, FAR, NEAR = (37.5, 127.0), (37.6, 127.1), (37.505, 127.0)


class Scene:
    """A truck drives to a customer from far; another one is idle, perhaps near."""

    def __init__(self, other: Point) -> None:
        self.now, self.other = 1_800_000_000_000, other
        self.fake = FakeDispatch(FakeOutbox(), lambda: self.now, lambda _: None)
        self.ports = self.fake.ports
        self.on_duty("r-far", FAR)
        request = job_request(place=CUSTOMER)
        self.job = service.request_job(self.ports, request).id
        match_round(self.ports, is_batch=True)
        answers.accept(self.ports, "r-far", self.job, 1)
        self.on_duty("r-other", other)

    def on_duty(self, name: str, place: Point) -> None:
        until = self.now + 600 * MINUTE_MS
        duty.go_on_duty(self.ports, ResponderCard(name, "박기사"), frozenset(RoadsideService), until, place)

    def pass_minutes(self, minutes: int, *, at: Point | None) -> None:
        """Minute by minute the job is looked at; the truck says where it is, or nothing."""
        for _ in range(minutes):
            self.now += MINUTE_MS
            self.fake.responders.report(
                "r-other", Position(self.fake.responders.responders["r-other"].start or NEAR, self.now)
            )
            if at is not None:
                self.fake.responders.report("r-far", Position(at, self.now))
            check_job(self.ports, self.job, self.fake.jobs.jobs[self.job].due_at)
            follow_arrival(self.ports, self.job, coming_rules())

    @property
    def has_it(self) -> str:
        return self.fake.jobs.jobs[self.job].job.responder


def test_who_stands_still_and_will_be_late_is_replaced_by_one_who_is_near() -> None:
    scene = Scene(NEAR)
    scene.pass_minutes(40, at=FAR)
    job = scene.fake.jobs.jobs[scene.job].job
    assert (job.refusals[0].responder, job.refusals[0].reason) == ("r-far", "late")
    assert scene.fake.responders.responders["r-far"].current is None


def test_who_comes_free_much_nearer_gets_the_job_although_nobody_is_late() -> None:
    scene = Scene(NEAR)
    scene.pass_minutes(1, at=FAR)
    assert scene.fake.jobs.jobs[scene.job].job.refusals[0].responder == "r-far"
    match_round(scene.ports, is_batch=False)
    assert scene.has_it == "", "offered"
    assert scene.fake.responders.responders["r-other"].offer is not None


def test_who_says_nothing_for_long_is_replaced_by_one_who_is_near() -> None:
    scene = Scene(NEAR)
    scene.pass_minutes(8, at=None)
    assert scene.has_it == ""


@pytest.mark.parametrize("other, at", [(FAR, FAR), (NEAR, (37.502, 127.0))])
def test_nobody_is_replaced_where_the_customer_would_not_gain(other: Point, at: Point) -> None:
    scene = Scene(other)
    scene.pass_minutes(12, at=at)
    assert scene.has_it == "r-far"
