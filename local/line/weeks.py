"""Plays days one after the other, so that each is estimated from what those before it taught."""

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from chalicelib.routing.estimate import QueueModel, learn
from chalicelib.routing.history import QueueDay
from chalicelib.routing.rules import RoutingRules, routing_rules
from local.line.days import Day
from local.line.figures import Figures, figures_of
from local.line.outcomes import Outcome
from local.line.play import DayPlay
from local.line.policies import Policy


class Played(Struct, frozen=True):
    """The last of some days."""

    outcomes: list[Outcome]
    figures: Figures


Models = Mapping[str, QueueModel]
"""What earlier days taught, by queue."""


def play_days(days: Sequence[Day], policy: Policy) -> Played:
    """Plays days, oldest first; the last is what is returned."""
    return play_after(taught_by(days[:-1], policy), days[-1], policy)


def play_after(models: Models, day: Day, policy: Policy) -> Played:
    """Plays a day after those that taught `models`."""
    play = _play(day, policy, models)
    return Played(play.outcomes, figures_of(day, play.outcomes, play.forgotten()))


def taught_by(days: Sequence[Day], policy: Policy) -> Models:
    """What days teach, by queue; nothing for a queue that they teach too little of."""
    history = [_play(day, policy, {}).cards.days() for day in days]
    queues = sorted({queue for day in history for queue in day})
    rules = _rules().estimate
    learned = {queue: learn([day.get(queue, QueueDay()) for day in history], rules) for queue in queues}
    return {queue: model for queue, model in learned.items() if model is not None}


def _play(day: Day, policy: Policy, models: Models) -> DayPlay:
    play = DayPlay(day, policy, _rules(), models)
    play.run()
    return play


def _rules() -> RoutingRules:
    """The configured rules; but nothing flows over between queues, and a conversation weighs 1: a day's files say what
    its agents serve."""
    rules = routing_rules()
    return replace(rules, assignment=replace(rules.assignment, overflow=(), weights={}))
