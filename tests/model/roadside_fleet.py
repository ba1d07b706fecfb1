"""Dispatch in memory for the model test: customers, responders who answer or don't, and SQS as it is: doubled, late, in
any order; and a Lambda that may die at every call."""

from contextlib import suppress
from random import Random
from typing import Any

from chalicelib.dispatch import answers, duty, service, work
from chalicelib.dispatch.jobs import CheckJob
from chalicelib.dispatch.model import RoadsideService
from chalicelib.dispatch.ports import DispatchPorts
from chalicelib.dispatch.records import JobRecord, JobTerms
from chalicelib.dispatch.responders import Responder, ResponderCard
from chalicelib.dispatch.states import JobState
from chalicelib.kernel.errors import BaroError
from chalicelib.processes import dispatching
from chalicelib.processes.dispatching import run_dispatch_job, sweep_jobs
from chalicelib.wiring.subscriptions import SUBSCRIPTIONS
from tests.fakes.dispatch import FakeDispatch, job_request
from tests.fakes.events import FakeOutbox, event_of
from tests.model.fuse import Crash, Fuse, Fused

HOUR_MS = 3_600_000
SERVICES = tuple(RoadsideService)
MINE = frozenset(vars(dispatching))
"""The subscribers of dispatch itself; what others show of a job isn't part of this model."""


class RoadsideFleet:
    """The services of dispatch, and everything that can happen to them."""

    def __init__(self, chance: Random, responders: int, jobs: int) -> None:
        self.chance, self.now, self.fuse = chance, 1_800_000_000_000, Fuse()
        self.outbox, self.relays = FakeOutbox(), list[str]()
        self.fake = FakeDispatch(
            self.outbox,
            lambda: self.now,
            lambda subject: self.fuse.burn(lambda: self.relays.append(subject)),
            lambda adapter: Fused(adapter, self.fuse),
        )
        self.ports: DispatchPorts = self.fake.ports
        self.names = [f"r{number}" for number in range(responders)]
        self.left = list(range(jobs))
        self.unfit: list[str] = []

    def dispatch(self) -> DispatchPorts:
        """`WithDispatch`."""
        return self.ports

    @property
    def records(self) -> list[JobRecord]:
        return list(self.fake.jobs.jobs.values())

    @property
    def responders(self) -> list[Responder]:
        return list(self.fake.responders.responders.values())

    # --- what people do

    def attempt(self, step: Any, *args: Any) -> None:
        """Something that a person or SQS does; the Lambda may die of it."""
        accepted = {each.id: each.job.responder for each in self.records}
        with suppress(Crash, BaroError):
            step(*args)
        self.fuse.left = 0
        for record in self.records:
            if record.job.responder and record.job.responder != accepted.get(record.id, ""):
                winner = self.fake.responders.responders[record.job.responder]
                if not winner.is_on_duty or record.job.service not in winner.services:
                    self.unfit.append(record.id)
        self.check()

    def light(self) -> None:
        """The next Lambda dies at one of its calls, before or after it."""
        self.fuse.left, self.fuse.before = self.chance.randint(1, 9), self.chance.random() < 0.5

    def act(self) -> None:
        """Something happens."""
        if self.chance.random() < 0.25:
            self.light()
        action = self.chance.choices(
            (self.request, self.go_on, self.go_off, self.answer, self.drive, self.cancel, self.deliver, self.wait),
            (4, 4, 1, 8, 6, 1, 16, 4),
        )[0]
        self.attempt(action)

    def request(self) -> None:
        if not self.left:
            return
        number = self.left.pop() if self.chance.random() < 0.8 else self.left[-1]
        request = job_request(
            key=f"k{number}",
            customer=f"c{number % 5}",
            plate=f"plate{number % 7}",
            service=self.chance.choice(SERVICES),
            place=self.somewhere(),
            destination=self.somewhere() if number % 3 == 0 else None,
            emergency=number % 4 == 0,
            terms=JobTerms(agreed_at=1),
        )
        service.request_job(self.ports, request)

    def go_on(self) -> None:
        able = frozenset(self.chance.sample(SERVICES, 4))
        card, until = ResponderCard(self.chance.choice(self.names), "박기사"), self.now + 6 * HOUR_MS
        duty.go_on_duty(self.ports, card, able, until, self.somewhere())

    def go_off(self) -> None:
        duty.go_off_duty(self.ports, self.chance.choice(self.names))

    def answer(self) -> None:
        """Somebody answers an offer, of now or of before, theirs or another's."""
        if not self.records:
            return
        job = self.chance.choice(self.records).job
        number, responder = self.chance.randint(max(1, job.offers - 1), job.offers + 1), self.chance.choice(self.names)
        if job.offer is not None and self.chance.random() < 0.8:
            number, responder = job.offer.number, job.offer.responder
        if self.chance.random() < 0.7:
            answers.accept(self.ports, responder, job.id, number)
        else:
            answers.decline(self.ports, responder, job.id, number, "other")

    def drive(self) -> None:
        """A responder presses a button of their job."""
        for responder in self.chance.sample(self.responders, len(self.responders)):
            if responder.job:
                self.press(responder.id, responder.job)
                return

    def press(self, responder: str, job: str) -> None:
        steps = {
            JobState.ACCEPTED: work.depart,
            JobState.EN_ROUTE: work.arrive,
            JobState.ON_SITE: work.begin,
            JobState.IN_SERVICE: work.complete,
        }
        state = self.fake.jobs.jobs[job].job.state
        if state is JobState.IN_SERVICE:
            for stage in work.STAGES:
                work.add_photos(self.ports, responder, job, stage, (f"{job}-{stage}",))
        steps.get(state, work.depart)(self.ports, responder, job)

    def cancel(self) -> None:
        if self.records:
            service.cancel_job(self.ports, self.chance.choice(self.records).id, "customer", "")

    def somewhere(self) -> tuple[float, float]:
        return 37.4 + self.chance.random() / 5, 127 + self.chance.random() / 5

    # --- what AWS does

    def wait(self) -> None:
        """Time passes; at some minutes the round is made."""
        self.now += self.chance.choice((1, 5_000, 31_000, 61_000))
        self.fake.queue.ring()
        if self.chance.random() < 0.3:
            self.minute()

    def minute(self) -> None:
        """The round of a minute."""
        for subject in self.outbox.subjects():
            self.relays.append(subject)
        sweep_jobs(self)

    def deliver(self) -> None:
        """A message comes, perhaps not for the last time."""
        again = self.chance.random() < 0.2
        waiting = self.fake.queue.waiting
        if self.relays and (not waiting or self.chance.random() < 0.5):
            subject = self.chance.choice(self.relays)
            self.relay(subject)
            if not again:
                self.relays.remove(subject)
        elif waiting:
            job = self.chance.choice(waiting)
            run_dispatch_job(self, job)
            if not again:
                waiting[:] = [each for each in waiting if each is not job]

    def relay(self, subject: str) -> None:
        """The relay and the subscribers of dispatch, in one."""
        for entry in self.outbox.entries(subject):
            event = event_of(entry)
            for subscriber in SUBSCRIPTIONS[type(event)]:
                if subscriber.__name__ in MINE:
                    subscriber(self, event)  # type: ignore[arg-type]
            self.outbox.remove(entry)

    def settle(self, minutes: int) -> None:
        """Nobody does anything; AWS does its work without a crash."""
        self.fuse.left = 0
        for _ in range(2 * minutes):
            self.now += 30_500
            self.fake.queue.ring()
            self.minute()
            self.run_all()

    def run_all(self) -> None:
        """Messages come until none is left."""
        while self.relays or self.fake.queue.waiting:
            if self.relays:
                self.relay(self.relays.pop())
            else:
                run_dispatch_job(self, self.fake.queue.waiting.pop(0))
            self.check()

    # --- what must be true

    def check(self) -> None:
        """Jobs and responders agree: each job has one responder, each responder what is theirs."""
        held = {(each.job, each.id) for each in self.responders} | {
            (each.next_job, each.id) for each in self.responders
        }
        given = {(each.id, each.job.responder) for each in self.records if each.is_open and each.job.responder}
        assert {pair for pair in held if pair[0]} == given
        asked = {(each.offer.job, each.id) for each in self.responders if each.offer is not None}
        offers = ((each.id, each.job.offer) for each in self.records if each.job.state is JobState.OFFERED)
        assert asked == {(job, offer.responder) for job, offer in offers if offer is not None}
        plates = [each.request.plate for each in self.records if each.is_open]
        assert len(plates) == len(set(plates))
        assert self.unfit == []

    def timers(self) -> set[tuple[str, int]]:
        """The timers that will ring."""
        queue = self.fake.queue
        jobs = [*queue.waiting, *(job for _, job in queue.deferred)]
        return {(job.of, job.due_at) for job in jobs if isinstance(job, CheckJob)}
