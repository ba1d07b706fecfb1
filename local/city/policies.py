"""Who is offered a job: as the centre does, and as others do, to compare it with."""

from collections.abc import Callable
from functools import partial
from math import exp, log
from random import Random
from typing import Any

from msgspec import Struct

from chalicelib.dispatch.lessons import Lessons
from chalicelib.dispatch.rules import DispatchRules
from local.city.centre import CentrePlay
from local.city.days import CityDay
from local.city.facts import city_facts
from local.city.play import CityPlay, idle_for
from local.city.streets import Streets


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
    """A policy by its name, and how a day is played under it."""

    name: str
    play: Callable[[CityDay, DispatchRules, Lessons], Streets]


BARO = Policy("baro", CentrePlay)

POLICIES = (
    BARO,
    Policy("broadcast", partial(CityPlay, make=Broadcast)),
    Policy("nearest_idle", partial(CityPlay, make=NearestIdle)),
)
