"""A day played through the centre: its services, the jobs of its queue and its subscribers, over stores in memory, in
simulated time."""

from collections.abc import Callable
from functools import partial
from typing import Any

from msgspec import Struct

from chalicelib.content.places import Point
from chalicelib.dispatch import duty, work
from chalicelib.dispatch.answers import accept, decline
from chalicelib.dispatch.arrival import Approach
from chalicelib.dispatch.arrival_rules import coming_rules
from chalicelib.dispatch.coming import follow_arrival
from chalicelib.dispatch.errors import OfferGone
from chalicelib.dispatch.events import JobOffered, JobRefused
from chalicelib.dispatch.jobs import MAX_DELAY_S, CheckJob, DispatchJob
from chalicelib.dispatch.lessons import Lessons
from chalicelib.dispatch.ports import DispatchPorts
from chalicelib.dispatch.provider_messages import ProviderMessage
from chalicelib.dispatch.records import ArrivalEstimate, JobRecord, JobRequest, JobTerms
from chalicelib.dispatch.responders import ResponderCard
from chalicelib.dispatch.rounds import has_provider
from chalicelib.dispatch.rules import DispatchRules
from chalicelib.dispatch.service import job_id_of, request_job
from chalicelib.dispatch.states import ENDED, JobState, JobStep
from chalicelib.dispatch.travel import EstimatedTravel
from chalicelib.kernel.optimistic_update import Backoff
from chalicelib.processes import dispatching
from chalicelib.wiring.subscriptions import SUBSCRIPTIONS
from local.city.days import CityDay, Request
from local.city.memory_dispatch import MemoryJobStore, MemoryResponders
from local.city.memory_lessons import MemoryLessons
from local.city.outcomes import JobOutcome
from local.city.roads import HOUR_S, Roads
from local.city.streets import ANSWERED, TIMER, Streets
from local.city.trucks import TruckState

START_MS = 1_799_938_800_000
"""The beginning of every day in the store's time: midnight in Seoul."""

SWEEP_S = 60.0
"""How often the centre looks for what was lost (the schedule `housekeeping`)."""

SETTLED = ENDED | {JobState.NO_PROVIDER}
"""States in which a job stays when nobody is on duty."""


class CityTravel:
    """`ports.Travel`: what earlier days taught of drives, where there is a road."""

    def __init__(self, lessons: Lessons, roads: Roads) -> None:
        self._estimated, self._roads = EstimatedTravel(lambda: lessons.travel), roads
        self._known: dict[tuple[Point, Point, int], int | None] = {}

    def seconds(self, start: Point, end: Point, at: int) -> int | None:
        """The expected seconds of a drive; None where there is no road."""
        drive = start, end, at // (1000 * HOUR_S)
        if drive not in self._known:
            is_reachable = self._roads.is_reachable(start, end)
            self._known[drive] = self._estimated.seconds(start, end, at) if is_reachable else None
        return self._known[drive]


class CentrePlay(Streets):
    """One day as the centre dispatches it. Responders answer, drive and tell where they are as those of the centre do,
    by its services."""

    def __init__(self, day: CityDay, rules: DispatchRules, lessons: Lessons) -> None:
        super().__init__(day, rules, lessons)
        self._responders = MemoryResponders(self)
        self._jobs = MemoryJobStore(self._responders, self)
        self._ids = {job_id_of(request.id): request for request in day.requests}
        self._events: list[Struct] = []
        self._queued: set[tuple[float, DispatchJob]] = set()
        self._timers = 0
        self._ports = DispatchPorts(
            jobs=self._jobs,
            responders=self._responders,
            queue=self,
            travel=CityTravel(lessons, day.roads),
            lessons=lambda: lessons,
            lesson_store=MemoryLessons(),
            rules=rules,
            clock=lambda: START_MS + round(self.now_s * 1000),
            on_published=lambda _: None,  # the events are relayed at once
            send_to_provider=_no_providers,
            backoff=Backoff(sleep=lambda _: None),
        )
        self._happens |= {TIMER: self._run_timer, ANSWERED: self._answer}

    def dispatch(self) -> DispatchPorts:
        """The ports, for the processes of the centre."""
        return self._ports

    def add(self, _subject: str, _number: int, event: Struct, /) -> None:
        """The outbox of the stores: an event is relayed at the instant at which it was stored."""
        if not self._events:
            self._defer(self.now_s, self._relay)
        self._events.append(event)

    def send(self, job: DispatchJob, delay_s: int = 0) -> None:
        """The queue of dispatch. The same job twice at one instant is one."""
        at_s = self.now_s + min(delay_s, MAX_DELAY_S)
        if at_s <= self.end_s and (at_s, job) not in self._queued:
            self._queued.add((at_s, job))
            self._defer(at_s, partial(self._receive, at_s, job))

    def run(self) -> None:
        """Plays until nothing more happens."""
        self._each_minute()
        super().run()

    def is_over(self) -> bool:
        """Whether only timers are left, and none of them changes anything."""
        return len(self._heap) == self._timers and all(each.job.state in SETTLED for each in self._jobs.jobs.values())

    def close(self) -> None:
        """Notes the states of the jobs at the end."""
        for job, request in self._ids.items():
            self.outcomes[request.id].state = self._jobs.jobs[job].job.state

    def forgotten(self) -> int:
        """How many wait at the end although a responder could help them."""
        left = [each for each in self._jobs.jobs.values() if each.is_open]
        return sum(each.job.state is not JobState.NO_PROVIDER or has_provider(self._ports, each) for each in left)

    def come(self, request: Request) -> None:
        """A customer asks for help, and has agreed to a tow."""
        wanted = JobRequest(
            key=request.id,
            customer=request.id,
            customer_name="",
            conversation="",
            plate=request.id,  # each is of another car
            service=request.service,
            place=request.place,
            destination=request.destination,
            terms=JobTerms(agreed_at=self._ports.clock(), destination_text="garage", km=1),
        )
        request_job(self._ports, wanted)

    def begin_shift(self, truck: TruckState) -> None:
        """A responder comes on duty."""
        who, truck.on_duty = truck.responder, True
        shift_end = START_MS + round(who.off_s * 1000)
        duty.go_on_duty(self._ports, ResponderCard(who.id, who.id), who.services, shift_end, truck.place)

    def end_shift(self, truck: TruckState) -> None:
        """A responder goes home; one who has a job finishes it first."""
        truck.on_duty = False
        if truck.work is None:
            duty.go_off_duty(self._ports, truck.responder.id)

    def step(self, truck: TruckState, request: Request, step: JobStep) -> None:
        """A responder does the next step of their job, and the next job after the last step."""
        who, job = truck.responder.id, job_id_of(request.id)
        self._tell_place(truck)
        if step is JobStep.COMPLETE:
            for stage in work.STAGES:
                work.add_photos(self._ports, who, job, stage, (f"{job}/{stage}",))
        STEPS[step](self._ports, who, job)
        if step is JobStep.COMPLETE:
            self._go_on(truck)

    def _go_on(self, truck: TruckState) -> None:
        stored = self._responders.get(truck.responder.id)
        if truck.work is None and stored is not None and stored.job:
            self.depart(truck, self._ids[stored.job])
        elif truck.work is None and not truck.on_duty:
            duty.go_off_duty(self._ports, truck.responder.id)

    def _answer(self, what: tuple[str, str, int, bool]) -> None:
        job, responder, number, accepts = what
        truck = self.trucks[responder]
        if not truck.on_duty:
            return  # after the shift nobody answers
        try:
            if accepts:
                record = accept(self._ports, responder, job, number)
                self._note_acceptance(self.outcomes[self._ids[job].id], truck, record.first_estimate)
                self._go_on(truck)
            else:
                decline(self._ports, responder, job, number, "other")
        except OfferGone:
            return

    def _receive(self, at_s: float, job: DispatchJob) -> None:
        self._queued.discard((at_s, job))
        dispatching.run_dispatch_job(self, job)
        if isinstance(job, CheckJob):
            self._follow(job.of)

    def _follow(self, job: str) -> None:
        """The customer is told what has changed of the arrival."""
        record = follow_arrival(self._ports, job, coming_rules())
        if record is not None and record.announced is not None and record.job.state in work.UNDER_WAY:
            self._note_announced(job, record.announced.estimate)

    def _relay(self) -> None:
        events, self._events = self._events, []
        for event in events:
            if isinstance(event, JobOffered):
                self._ask(event)
            elif isinstance(event, JobRefused):
                self._take_back(event)
            for subscriber in _SUBSCRIBERS[type(event)]:
                subscriber(self, event)

    def _ask(self, event: JobOffered) -> None:
        outcome = self.outcomes[self._ids[event.job].id]
        outcome.offers += 1
        after_s, accepts = self.day.answers.answer(self.trucks[event.responder].responder, outcome.request.id)
        if after_s <= self.rules.offers.seconds:
            number = self._jobs.jobs[event.job].job.offers
            self.at(self.now_s + after_s, ANSWERED, (event.job, event.responder, number, accepts))

    def _take_back(self, event: JobRefused) -> None:
        """Of a job that went from the responder who had accepted it to others."""
        outcome, truck = self.outcomes[self._ids[event.job].id], self.trucks[event.responder]
        if outcome.responder != event.responder:
            return
        outcome.lose_responder()
        if truck.work is outcome.request:
            self.stop(truck)
            self._tell_place(truck)
            self._go_on(truck)

    def _note_acceptance(self, outcome: JobOutcome, truck: TruckState, estimate: ArrivalEstimate | None) -> None:
        outcome.winners += 1
        outcome.responder, outcome.accepted_s = truck.responder.id, self.now_s
        outcome.approach = Approach.AFTER_JOB if truck.work else Approach.DRIVE
        if estimate is not None:
            outcome.estimate_s = (estimate.at - estimate.made_at) / 1000
            low_s, high_s = (estimate.low - START_MS) / 1000, (estimate.high - START_MS) / 1000
            outcome.range_s = outcome.range_s or (low_s, high_s)
            self._note_announced(job_id_of(outcome.request.id), estimate)

    def _note_announced(self, job: str, estimate: ArrivalEstimate) -> None:
        self.outcomes[self._ids[job].id].announced.append((self.now_s, (estimate.at - START_MS) / 1000))

    def _each_minute(self) -> None:
        for truck in self.trucks.values():
            if truck.on_duty or truck.work is not None:
                self._tell_place(truck)
        dispatching.sweep_jobs(self)
        if self.now_s + SWEEP_S <= self.end_s:
            self._defer(self.now_s + SWEEP_S, self._each_minute)

    def _tell_place(self, truck: TruckState) -> None:
        place, stored = truck.place_at(self.now_s), self._responders.get(truck.responder.id)
        earlier_at = stored.position.at if stored is not None and stored.position is not None else 0
        at = max(self._ports.clock(), earlier_at + 1)  # steps that take no time end at other places than they begin
        duty.report_position(self._ports, truck.responder.id, place, at)

    def _defer(self, at_s: float, run: Callable[[], None]) -> None:
        self._timers += 1
        self.at(at_s, TIMER, run)

    def _run_timer(self, run: Callable[[], None]) -> None:
        self._timers -= 1
        run()


STEPS: dict[JobStep, Callable[[DispatchPorts, str, str], JobRecord]] = {
    JobStep.DEPART: work.depart,
    JobStep.ARRIVE: work.arrive,
    JobStep.BEGIN: work.begin,
    JobStep.HOOK_UP: work.hook_up,
    JobStep.COMPLETE: work.complete,
}

_SUBSCRIBERS: dict[type[Struct], list[Callable[[Any, Any], None]]] = {
    event: [each for each in subscribers if each.__module__ == dispatching.__name__]
    for event, subscribers in SUBSCRIPTIONS.items()
}
"""Of those who follow an event, those who decide who drives."""


def _no_providers(message: ProviderMessage) -> None:
    raise ValueError(f"a played day has no external providers: {message}")
