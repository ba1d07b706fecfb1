"""Who is offered a job: as the centre does, and as others do, to compare it with."""

from collections.abc import Callable
from math import exp, log
from random import Random
from typing import Any

from msgspec import Struct

from chalicelib.dispatch.matching import match_jobs, offered_now
from local.city.facts import city_facts
from local.city.play import CityPlay, Dispatcher, idle_for


class Baro:
    """The rules of the centre: where enough trucks are idle near, jobs are matched at once, elsewhere together."""

    def __init__(self, play: CityPlay) -> None:
        self._play = play
        self._due_s: float | None = None

    def seek(self, job: str) -> None:
        near_s = 60 * self._play.rules.matching.near_minutes
        request = self._play.outcomes[job].request
        idle = idle_for(self._play, job)
        if any(
            (self._play.drive_s(self._play.trucks[each.id].place, request.place) or 0) <= near_s for _, each in idle
        ):
            self._match(is_batch=False)
        self._wait()

    def freed(self) -> None:
        waiting = len(self._play.jobs.seeking())
        if 0 < waiting <= sum(truck.is_idle for truck in self._play.trucks.values()):
            self._match(is_batch=False)
        self._wait()

    def timer(self, _what: Any, /) -> None:
        self._due_s = None
        self._match(is_batch=True)
        self._wait()

    def _wait(self) -> None:
        """Sets the timer of the next batch, if there is a job to match."""
        if self._due_s is None and self._play.jobs.seeking():
            seconds = self._play.rules.matching.batch_seconds
            self._due_s = (self._play.now_s // seconds + 1) * seconds
            self._play.set_timer(self._due_s, None)

    def _match(self, *, is_batch: bool) -> None:
        play = self._play
        trucks = play.trucks_to_ask()
        matching = match_jobs(play.jobs.seeking(), trucks, play.drive_s, play.now, play.rules.matching)
        for match in offered_now(matching, is_batch=is_batch):
            play.offer(match.job, match.responder)


class NearestIdle:
    """One by one in the order of the requests: the nearest idle responder by great-circle distance."""

    def __init__(self, play: CityPlay) -> None:
        self._play = play

    def seek(self, _job: str, /) -> None:
        self.freed()

    def freed(self) -> None:
        for job in self._play.jobs.seeking():
            idle = idle_for(self._play, job.id)
            if idle:
                self._play.offer(job.id, idle[0][1].id)

    def timer(self, _what: Any, /) -> None:
        """It has no timers."""


class Broadcast:
    """A job is shown to all idle responders within some km: the first who taps has it."""

    def __init__(self, play: CityPlay) -> None:
        self._play, self._facts = play, city_facts().broadcast
        self._rounds: dict[str, int] = {}

    def seek(self, job: str) -> None:
        self._show(job)

    def freed(self) -> None:
        """It waits for the next time that a job is shown."""

    def timer(self, what: tuple[str, str]) -> None:
        job, responder = what
        if job not in {each.id for each in self._play.jobs.seeking()}:
            return
        if responder and self._play.trucks[responder].is_idle:
            self._play.take(job, responder)
        else:
            self._show(job)

    def _show(self, job: str) -> None:
        play, facts = self._play, self._facts
        number = self._rounds[job] = self._rounds.get(job, 0) + 1
        chance = Random(f"{play.day.seed}/{job}/{number}")
        wanting = [
            each.id
            for km, each in idle_for(play, job)
            if km * facts.road_factor <= facts.within_km
            and chance.random() < facts.looks_and_wants_share
            and (each.id, job) not in play.day.answers.declines
        ]
        play.outcomes[job].offers += 1
        tap_s = exp(chance.gauss(log(facts.first_tap_median_s), facts.first_tap_sigma))
        if wanting:
            play.set_timer(play.now_s + tap_s, (job, chance.choice(wanting)))
        else:
            play.set_timer(play.now_s + facts.asked_again_s, (job, ""))


class Policy(Struct, frozen=True):
    """A policy by its name."""

    name: str
    make: Callable[[CityPlay], Dispatcher]


BARO = Policy("baro", Baro)

POLICIES = (BARO, Policy("broadcast", Broadcast), Policy("nearest_idle", NearestIdle))
