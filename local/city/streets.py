"""The streets of a played day, in simulated time: requests come, trucks drive, work and are free. Who is asked for what
is decided by who plays the day."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from heapq import heappop, heappush
from typing import Any

from chalicelib.content.places import Point
from chalicelib.dispatch.arrival import ArrivalSample
from chalicelib.dispatch.lessons import DayRecord, Lessons
from chalicelib.dispatch.rules import DispatchRules
from chalicelib.dispatch.states import JobStep
from chalicelib.dispatch.travel import FinishedDrive
from local.city.days import CityDay, Request
from local.city.outcomes import JobOutcome
from local.city.roads import HOUR_S, Drive, km_between
from local.city.trucks import Leg, TruckState

FINISHED, ARRIVED, HOOKED, ON, ANSWERED, EXPIRED, OFF, COME, TIMER = range(9)
"""What happens at one instant, in this order."""

DAY_S = 24 * HOUR_S
SHORTEST_SHIFT_S = 0.01
"""The centre's clock tells milliseconds: a shorter shift is none."""

AFTERWARDS_S = 6 * HOUR_S
"""So long after the day, and its last request, jobs without a responder are still offered."""


class Streets(ABC):
    """One day under one policy. `outcomes` are those of the requests, by id, in the order of the file; `record` is what
    the day teaches."""

    def __init__(self, day: CityDay, rules: DispatchRules, lessons: Lessons) -> None:
        self.day, self.rules, self.lessons = day, rules, lessons
        self.record = DayRecord()
        self.outcomes = {request.id: JobOutcome(request) for request in day.requests}
        self.trucks = {each.id: TruckState(each, each.place) for each in day.responders}
        self.now_s = 0.0
        self.end_s = AFTERWARDS_S + max([DAY_S, *(request.at_s for request in day.requests)])
        self._km: dict[tuple[Point, Point], float] = {}
        self._heap: list[tuple[float, int, int, Any]] = []
        self._number = 0
        self._happens: dict[int, Callable[[Any], None]] = {
            FINISHED: self._finish,
            ARRIVED: self._arrive,
            HOOKED: self._hook_up,
            ON: lambda responder: self.begin_shift(self.trucks[responder]),
            OFF: lambda responder: self.end_shift(self.trucks[responder]),
            COME: self.come,
        }

    def run(self) -> None:
        """Plays until nothing more happens."""
        for responder in self.day.responders:
            if responder.services and responder.off_s - responder.on_s >= SHORTEST_SHIFT_S:
                self.at(responder.on_s, ON, responder.id)
                self.at(responder.off_s, OFF, responder.id)
        for request in self.day.requests:
            self.at(request.at_s, COME, request)
        while self._heap and not self.is_over():
            self.now_s, kind, _, what = heappop(self._heap)
            self._happens[kind](what)
        self.close()

    def is_over(self) -> bool:
        """Whether nothing more can happen that counts."""
        return False

    @abstractmethod
    def forgotten(self) -> int:
        """How many wait at the end although a responder could help them."""

    @abstractmethod
    def close(self) -> None:
        """Notes the states of the jobs at the end."""

    @abstractmethod
    def come(self, request: Request) -> None:
        """A customer asks for help."""

    @abstractmethod
    def begin_shift(self, truck: TruckState) -> None:
        """A responder comes on duty."""

    @abstractmethod
    def end_shift(self, truck: TruckState) -> None:
        """A responder goes home, or will when their job is done."""

    @abstractmethod
    def step(self, truck: TruckState, request: Request, step: JobStep) -> None:
        """A responder does the next step of their job; when it is over, they have none."""

    def at(self, at_s: float, kind: int, what: Any) -> None:
        """Has something happen at a second of the day."""
        self._number += 1
        heappush(self._heap, (at_s, kind, self._number, what))

    @property
    def hour(self) -> int:
        """The hour of the day."""
        return int(self.now_s // HOUR_S) % 24

    def km(self, start: Point, end: Point) -> float:
        """Great-circle distance."""
        known = self._km.get((start, end))
        if known is None:
            known = self._km[start, end] = km_between(start, end)
        return known

    def depart(self, truck: TruckState, request: Request) -> None:
        """A responder drives to a customer."""
        drive = self.day.roads.drive(truck.place, request.place, self.now_s, f"{truck.responder.id}/{request.id}")
        self.outcomes[request.id].km = drive.km
        self._note_trip(truck.place, request.place, drive.seconds)
        leg = Leg(truck.place, request.place, self.now_s, self.now_s + drive.seconds, drive.stops)
        truck.work, truck.leg = request, leg
        truck.place = request.destination or request.place
        self.step(truck, request, JobStep.DEPART)
        self.at(leg.to_s, ARRIVED, (truck.responder.id, leg))

    def stop(self, truck: TruckState) -> None:
        """A responder on the way to a customer stops where they are: another one drives there."""
        truck.place, truck.work, truck.leg = self.day.roads.nearest(truck.place_at(self.now_s)), None, None

    def _arrive(self, what: tuple[str, Leg]) -> None:
        responder, leg = what
        if self.trucks[responder].leg is not leg:
            return  # stopped
        truck, request = self._working(responder)
        outcome = self.outcomes[request.id]
        outcome.arrived_s = self.now_s
        if outcome.accepted_s is not None and outcome.estimate_s is not None:
            real_s = self.now_s - outcome.accepted_s
            self.record.arrivals.append(ArrivalSample(outcome.approach, outcome.estimate_s, real_s))
        self.record.services.append((request.service, request.service_s))
        self.step(truck, request, JobStep.ARRIVE)
        self.step(truck, request, JobStep.BEGIN)
        self.at(self.now_s + request.service_s, HOOKED if request.destination else FINISHED, responder)

    def _hook_up(self, responder: str) -> None:
        truck, request = self._working(responder)
        start, end = request.place, request.destination or request.place
        drive = Drive(0, 0)
        if self.day.roads.is_reachable(start, end):
            drive = self.day.roads.drive(start, end, self.now_s, f"{request.id}/tow")
            self._note_trip(start, end, drive.seconds)
        truck.leg = Leg(start, end, self.now_s, self.now_s + drive.seconds, drive.stops)
        self.step(truck, request, JobStep.HOOK_UP)
        self.at(truck.leg.to_s, FINISHED, responder)

    def _finish(self, responder: str) -> None:
        truck, request = self._working(responder)
        self.outcomes[request.id].completed_s = self.now_s
        truck.work = None
        self.step(truck, request, JobStep.COMPLETE)

    def _working(self, responder: str) -> tuple[TruckState, Request]:
        truck = self.trucks[responder]
        if truck.work is None:
            raise ValueError(f"{responder} has no job")
        return truck, truck.work

    def _note_trip(self, start: Point, end: Point, seconds: float) -> None:
        area = self.lessons.travel.area_at(start)
        self.record.trips.append(FinishedDrive(area.name, self.km(start, end), self.hour, seconds))
