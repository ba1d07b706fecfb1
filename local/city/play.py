"""Plays a day under a policy to compare the centre with: it offers jobs to idle responders, or shows them to all."""

from collections.abc import Callable
from typing import Any, Protocol

from chalicelib.content.places import Point
from chalicelib.dispatch import offers
from chalicelib.dispatch.errors import OfferGone
from chalicelib.dispatch.lessons import Lessons
from chalicelib.dispatch.model import Job
from chalicelib.dispatch.rules import DispatchRules
from chalicelib.dispatch.states import JobState, JobStep
from local.city.days import CityDay, Request, Responder
from local.city.memory import MemoryJobs
from local.city.streets import ANSWERED, EXPIRED, TIMER, Streets
from local.city.trucks import TruckState


class Dispatcher(Protocol):
    """A policy at work: told what happened, it offers jobs through the play."""

    def seek(self, job: str, /) -> None:
        """A job needs a responder: it is new, or was refused."""

    def freed(self) -> None:
        """A responder is free, or comes on duty."""

    def timer(self, what: Any, /) -> None:
        """A timer that the dispatcher has set."""


class CityPlay(Streets):
    """One day under one policy. Jobs are offered to idle responders alone."""

    def __init__(
        self, day: CityDay, rules: DispatchRules, lessons: Lessons, make: Callable[["CityPlay"], Dispatcher]
    ) -> None:
        super().__init__(day, rules, lessons)
        self.jobs = MemoryJobs()
        self._dispatcher = make(self)
        self._happens |= {ANSWERED: self._answer, EXPIRED: self._expire, TIMER: self._dispatcher.timer}

    @property
    def now(self) -> int:
        """The moment in milliseconds of the day."""
        return round(self.now_s * 1000)

    def close(self) -> None:
        """Notes the states of the jobs at the end."""
        for outcome in self.outcomes.values():
            outcome.state = self.jobs.get(outcome.request.id).state

    def forgotten(self) -> int:
        """How many wait at the end although a responder could help them."""
        return sum(self._has_provider(job) for job in self.jobs.seeking())

    def set_timer(self, at_s: float, what: Any) -> None:
        """Calls the dispatcher's `timer` at a second of the day, unless the play is over by then."""
        if at_s <= self.end_s:
            self.at(at_s, TIMER, what)

    def offer(self, job: str, responder: str) -> None:
        """Offers a job: the responder answers, or the offer ends with silence."""
        stored = self.jobs.change(job, lambda each: offers.offer_job(each, responder, self.now, self.rules.offers))
        truck, seconds = self.trucks[responder], self.rules.offers.seconds
        truck.is_asked = True
        self.outcomes[job].offers += 1
        after_s, accepts = self.day.answers.answer(truck.responder, job)
        if after_s <= seconds:
            self.at(self.now_s + after_s, ANSWERED, (job, responder, stored.offers, accepts))
        self.at(self.now_s + seconds, EXPIRED, (job, responder, stored.offers))

    def take(self, job: str, responder: str) -> None:
        """A responder takes a job that was shown to several."""
        stored = self.jobs.change(job, lambda each: offers.offer_job(each, responder, self.now, self.rules.offers))
        self._accept(job, responder, stored.offers)

    def come(self, request: Request) -> None:
        """A customer asks for help."""
        self.jobs.add(Job(request.id, request.service, request.place, self.now, request.destination))
        self._seek(request.id)

    def begin_shift(self, truck: TruckState) -> None:
        """A responder comes on duty."""
        truck.on_duty = True
        self._dispatcher.freed()

    def end_shift(self, truck: TruckState) -> None:
        """A responder goes home, or will when their job is done."""
        truck.on_duty = False
        for job in self.jobs.seeking():
            if not self._has_provider(job):
                self.jobs.change(job.id, lambda each: each.after(JobStep.GIVE_UP))

    def step(self, truck: TruckState, request: Request, step: JobStep) -> None:
        """A responder does the next step of their job."""
        self.jobs.change(request.id, lambda job: job.after(step))
        if step is JobStep.COMPLETE and truck.on_duty:
            self._dispatcher.freed()

    def _answer(self, what: tuple[str, str, int, bool]) -> None:
        job, responder, number, accepts = what
        if not self.trucks[responder].on_duty:
            return  # after the shift nobody answers
        self.trucks[responder].is_asked = False
        if accepts:
            self._accept(job, responder, number)
        else:
            self._pass_on(job, lambda each: self._declined(each, responder, number))

    def _declined(self, job: Job, responder: str, number: int) -> Job:
        return offers.decline_offer(job, responder, number, "other", self.now, self.rules.offers)

    def _expire(self, what: tuple[str, str, int]) -> None:
        job, responder, number = what
        stored = self.jobs.get(job)
        if stored.state is JobState.OFFERED and stored.offer and stored.offer.number == number:
            self.trucks[responder].is_asked = False
            self._pass_on(job, lambda each: offers.expire_offer(each, number, self.now))

    def _pass_on(self, job: str, rule: Callable[[Job], Job]) -> None:
        if self.jobs.change(job, rule).state is JobState.REQUESTED:
            self._seek(job)
            self._dispatcher.freed()

    def _seek(self, job: str) -> None:
        if self._has_provider(self.jobs.get(job)):
            self._dispatcher.seek(job)
        else:
            self.jobs.change(job, lambda each: each.after(JobStep.GIVE_UP))

    def _has_provider(self, job: Job) -> bool:
        """Whether somebody who is on duty, or will be, can reach the customer and hasn't refused."""
        request = self.outcomes[job.id].request
        return any(
            truck.responder.off_s > max(self.now_s, truck.responder.on_s)
            and truck.can_do(request)
            and not job.refused_by(truck.responder.id)
            and self.day.roads.is_reachable(truck.place, request.place)
            for truck in self.trucks.values()
        )

    def _accept(self, job: str, responder: str, number: int) -> None:
        before = self.jobs.get(job).state
        try:
            self.jobs.change(job, lambda each: offers.accept_offer(each, responder, number, self.now))
        except OfferGone:
            return
        outcome, truck = self.outcomes[job], self.trucks[responder]
        outcome.winners += before is JobState.OFFERED
        outcome.responder, outcome.accepted_s = responder, self.now_s
        outcome.estimate_s = self._drive_s(truck.place, outcome.request.place)
        low_s, high_s = self.lessons.arrivals.range_s(outcome.approach, outcome.estimate_s)
        outcome.range_s = self.now_s + low_s, self.now_s + high_s
        self.depart(truck, outcome.request)

    def _drive_s(self, start: Point, end: Point) -> int:
        """The expected time of a drive that begins now."""
        travel = self.lessons.travel
        return travel.seconds(travel.area_at(start), self.km(start, end), self.hour)


def idle_for(play: CityPlay, job: str) -> list[tuple[float, Responder]]:
    """The idle responders who can do a job and haven't refused it, with their distance in km, the nearest first."""
    request, stored = play.outcomes[job].request, play.jobs.get(job)
    found = [
        (play.km(truck.place, request.place), truck.responder)
        for truck in play.trucks.values()
        if truck.is_idle
        and truck.can_do(request)
        and not stored.refused_by(truck.responder.id)
        and play.day.roads.is_reachable(truck.place, request.place)
    ]
    return sorted(found, key=lambda each: (each[0], each[1].id))
