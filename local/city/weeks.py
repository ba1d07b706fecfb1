"""Plays days one after the other, so that each is known from what those before it taught."""

from collections.abc import Sequence

from msgspec import Struct

from chalicelib.dispatch.lessons import DayRecord, Lessons, learn_from, lessons_by
from chalicelib.dispatch.rules import dispatch_rules
from local.city.days import CityDay
from local.city.figures import CityFigures, city_figures
from local.city.outcomes import JobOutcome
from local.city.policies import Policy
from local.city.streets import Streets


class PlayedCity(Struct, frozen=True):
    """The last of some days."""

    outcomes: list[JobOutcome]
    figures: CityFigures


def play_city(days: Sequence[CityDay], policy: Policy) -> PlayedCity:
    """Plays days, oldest first; the last is what is returned."""
    return play_city_after(taught_by_city(days[:-1], policy), days[-1], policy)


def play_city_after(lessons: Lessons, day: CityDay, policy: Policy) -> PlayedCity:
    """Plays a day after those that taught `lessons`."""
    play = _play(day, policy, lessons)
    outcomes = list(play.outcomes.values())
    return PlayedCity(outcomes, city_figures(outcomes, play.forgotten()))


def taught_by_city(days: Sequence[CityDay], policy: Policy) -> Lessons:
    """What days teach, each played with what those before it taught."""
    records: list[DayRecord] = []
    lessons = _learned(records)
    for day in days:
        records.append(_play(day, policy, lessons).record)
        lessons = _learned(records)
    return lessons


def _learned(records: list[DayRecord]) -> Lessons:
    return lessons_by(learn_from(records, dispatch_rules()), dispatch_rules())


def _play(day: CityDay, policy: Policy, lessons: Lessons) -> Streets:
    play = policy.play(day, dispatch_rules(), lessons)
    play.run()
    return play
