"""Plays a day of a city in simulated time: requests come, a dispatcher offers them, responders answer and drive."""

from collections.abc import Callable
from heapq import heappop, heappush
from typing import Any, Protocol

from chalicelib.content.places import Point
from chalicelib.dispatch import offers
from chalicelib.dispatch.arrival import Approach, ArrivalSample
from chalicelib.dispatch.errors import OfferGone
from chalicelib.dispatch.lessons import DayRecord, Lessons
from chalicelib.dispatch.model import Job, Truck
from chalicelib.dispatch.rules import DispatchRules
from chalicelib.dispatch.states import JobState, JobStep
from chalicelib.dispatch.travel import FinishedDrive
from local.city.days import CityDay, Request, Responder
from local.city.memory import MemoryJobs
from local.city.outcomes import JobOutcome
from local.city.roads import HOUR_S, km_between
from local.city.trucks import TruckState, Work

FINISHED, ARRIVED, HOOKED, ON, ANSWERED, EXPIRED, OFF, COME, TIMER = range(9)
"""What happens at one instant, in this order."""


DAY_S = 24 * HOUR_S
AFTERWARDS_S = 6 * HOUR_S
"""So long after the day, and its last request, jobs without a responder are still offered."""


class Dispatcher(Protocol):
    """A policy at work: told what happened, it offers jobs through the play."""

    def seek(self, job: str, /) -> None:
        """A job needs a responder: it is new, or was refused."""

    def freed(self) -> None:
        """A responder is free, or comes on duty."""

    def timer(self, what: Any, /) -> None:
        """A timer that the dispatcher has set."""


class CityPlay:
    """One day under one policy. `outcomes` are those of the requests, by id, in the order of the file."""

    def __init__(
        self, day: CityDay, make: Callable[["CityPlay"], Dispatcher], rules: DispatchRules, lessons: Lessons
    ) -> None:
        self.day, self.rules, self.lessons = day, rules, lessons
        self.jobs, self.record = MemoryJobs(), DayRecord()
        self.outcomes = {request.id: JobOutcome(request) for request in day.requests}
        self.trucks = {each.id: TruckState(each, each.place) for each in day.responders}
        self.now_s = 0.0
        self._end_s = AFTERWARDS_S + max([DAY_S, *(request.at_s for request in day.requests)])
        self._km: dict[tuple[Point, Point], float] = {}
        self._heap: list[tuple[float, int, int, Any]] = []
        self._number = 0
        self._dispatcher = make(self)
        self._happens: dict[int, Callable[[Any], None]] = {
            FINISHED: self._finish,
            ARRIVED: self._arrive,
            HOOKED: self._hook_up,
            ON: self._begin_shift,
            ANSWERED: self._answer,
            EXPIRED: self._expire,
            OFF: self._end_shift,
            COME: self._come,
            TIMER: self._dispatcher.timer,
        }

    @property
    def now(self) -> int:
        """The moment in milliseconds of the day."""
        return round(self.now_s * 1000)

    def run(self) -> None:
        """Plays until nothing more happens."""
        for responder in self.day.responders:
            if responder.off_s > responder.on_s:
                self._at(responder.on_s, ON, responder.id)
                self._at(responder.off_s, OFF, responder.id)
        for request in self.day.requests:
            self._at(request.at_s, COME, request)
        while self._heap:
            self.now_s, kind, _, what = heappop(self._heap)
            self._happens[kind](what)
        for outcome in self.outcomes.values():
            outcome.state = self.jobs.get(outcome.request.id).state

    def forgotten(self) -> int:
        """How many wait at the end although a responder could help them."""
        return sum(self._has_provider(job) for job in self.jobs.seeking())

    def set_timer(self, at_s: float, what: Any) -> None:
        """Calls the dispatcher's `timer` at a second of the day, unless the play is over by then."""
        if at_s <= self._end_s:
            self._at(at_s, TIMER, what)

    def trucks_to_ask(self) -> list[Truck]:
        """Who may be offered a job, now or when their present one ends."""
        return [
            Truck(
                each.responder.id,
                each.responder.services,
                each.place,
                self.rest_s(each),
                int(each.responder.off_s - self.now_s),
            )
            for each in self.trucks.values()
            if each.on_duty and not each.is_asked and not each.next_job
        ]

    def rest_s(self, truck: TruckState) -> int:
        """In how many seconds a responder is expected to be free."""
        return truck.work.rest_s(self.now_s, 60.0 * self.rules.matching.overdue_minutes) if truck.work else 0

    def km(self, start: Point, end: Point) -> float:
        """Great-circle distance."""
        known = self._km.get((start, end))
        if known is None:
            known = self._km[start, end] = km_between(start, end)
        return known

    def drive_s(self, start: Point, end: Point) -> int | None:
        """The expected time of a drive that begins about now."""
        if not self.day.roads.is_reachable(start, end):
            return None
        travel = self.lessons.travel
        return travel.seconds(travel.area_at(start), self.km(start, end), self._hour)

    def offer(self, job: str, responder: str) -> None:
        """Offers a job: the responder answers, or the offer ends with silence."""
        stored = self.jobs.change(job, lambda each: offers.offer_job(each, responder, self.now, self.rules.offers))
        truck, seconds = self.trucks[responder], self.rules.offers.seconds
        truck.is_asked = True
        self.outcomes[job].offers += 1
        after_s, accepts = self.day.answers.answer(truck.responder, job)
        if after_s <= seconds:
            self._at(self.now_s + after_s, ANSWERED, (job, responder, stored.offers, accepts))
        self._at(self.now_s + seconds, EXPIRED, (job, responder, stored.offers))

    def take(self, job: str, responder: str) -> None:
        """A responder takes a job that was shown to several."""
        stored = self.jobs.change(job, lambda each: offers.offer_job(each, responder, self.now, self.rules.offers))
        self._accept(job, responder, stored.offers)

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
        drive_s = self.drive_s(truck.place, outcome.request.place) or 0
        outcome.approach = Approach.AFTER_JOB if truck.work else Approach.DRIVE
        outcome.estimate_s = self.rest_s(truck) + drive_s
        low_s, high_s = self.lessons.arrivals.range_s(outcome.approach, outcome.estimate_s)
        outcome.range_s = self.now_s + low_s, self.now_s + high_s
        if truck.work:
            truck.next_job = job
        else:
            self._depart(truck, outcome.request)

    def _depart(self, truck: TruckState, request: Request) -> None:
        self._step(request, JobStep.DEPART)
        drive = self.day.roads.drive(truck.place, request.place, self.now_s, f"{truck.responder.id}/{request.id}")
        self.outcomes[request.id].km = drive.km
        self._note_trip(truck.place, request.place, drive.seconds)
        expected = [float(self.drive_s(truck.place, request.place) or 0), self.lessons.service_s[request.service]]
        if request.destination:
            expected.append(float(self.drive_s(request.place, request.destination) or 0))
        truck.work = Work(request, expected, self.now_s)
        truck.place = request.destination or request.place
        self._at(self.now_s + drive.seconds, ARRIVED, truck.responder.id)

    def _arrive(self, responder: str) -> None:
        truck, work = self._working(responder)
        outcome = self.outcomes[work.request.id]
        outcome.arrived_s = self.now_s
        if outcome.accepted_s is not None and outcome.estimate_s is not None:
            real_s = self.now_s - outcome.accepted_s
            self.record.arrivals.append(ArrivalSample(outcome.approach, outcome.estimate_s, real_s))
        self.record.services.append((work.request.service, work.request.service_s))
        self._step(work.request, JobStep.ARRIVE)
        self._step(work.request, JobStep.BEGIN)
        work.next_stage(self.now_s)
        kind = HOOKED if work.request.destination else FINISHED
        self._at(self.now_s + work.request.service_s, kind, truck.responder.id)

    def _hook_up(self, responder: str) -> None:
        _, work = self._working(responder)
        start, end = work.request.place, work.request.destination or work.request.place
        self._step(work.request, JobStep.HOOK_UP)
        work.next_stage(self.now_s)
        seconds = 0.0
        if self.day.roads.is_reachable(start, end):
            seconds = self.day.roads.drive(start, end, self.now_s, f"{work.request.id}/tow").seconds
            self._note_trip(start, end, seconds)
        self._at(self.now_s + seconds, FINISHED, responder)

    def _finish(self, responder: str) -> None:
        truck, work = self._working(responder)
        self._step(work.request, JobStep.COMPLETE)
        self.outcomes[work.request.id].completed_s = self.now_s
        truck.work = None
        if truck.next_job:
            following, truck.next_job = truck.next_job, ""
            self._depart(truck, self.outcomes[following].request)
        elif truck.on_duty:
            self._dispatcher.freed()

    def _working(self, responder: str) -> tuple[TruckState, Work]:
        truck = self.trucks[responder]
        if truck.work is None:
            raise ValueError(f"{responder} has no job")
        return truck, truck.work

    def _step(self, request: Request, step: JobStep) -> None:
        self.jobs.change(request.id, lambda job: job.after(step))

    def _note_trip(self, start: Point, end: Point, seconds: float) -> None:
        area = self.lessons.travel.area_at(start)
        self.record.trips.append(FinishedDrive(area.name, self.km(start, end), self._hour, seconds))

    def _begin_shift(self, responder: str) -> None:
        self.trucks[responder].on_duty = True
        self._dispatcher.freed()

    def _end_shift(self, responder: str) -> None:
        self.trucks[responder].on_duty = False
        for job in self.jobs.seeking():
            if not self._has_provider(job):
                self.jobs.change(job.id, lambda each: each.after(JobStep.GIVE_UP))

    def _come(self, request: Request) -> None:
        self.jobs.add(Job(request.id, request.service, request.place, self.now, request.destination))
        self._seek(request.id)

    @property
    def _hour(self) -> int:
        return int(self.now_s // HOUR_S) % 24

    def _at(self, at_s: float, kind: int, what: Any) -> None:
        self._number += 1
        heappush(self._heap, (at_s, kind, self._number, what))


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
