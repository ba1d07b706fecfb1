"""Plays days one after the other, so that each is estimated from what those before it taught."""

from collections.abc import Sequence

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


def play_days(days: Sequence[Day], policy: Policy) -> Played:
    """Plays days, oldest first; the last is what is returned. Nothing flows over between queues, and a conversation
    weighs 1: the files say what agents serve."""
    configured = routing_rules()
    rules = replace(configured, assignment=replace(configured.assignment, overflow=(), weights={}))
    history = [_play(day, policy, rules, {}).cards.days() for day in days[:-1]]
    last = _play(days[-1], policy, rules, models_of(history, rules))
    return Played(last.outcomes, figures_of(days[-1], last.outcomes, last.forgotten()))


def models_of(history: Sequence[dict[str, QueueDay]], rules: RoutingRules) -> dict[str, QueueModel]:
    """What days taught, by queue; nothing for a queue that they taught too little of."""
    queues = {queue for day in history for queue in day}
    learned = {
        queue: learn([day.get(queue, QueueDay()) for day in history], rules.estimate) for queue in sorted(queues)
    }
    return {queue: model for queue, model in learned.items() if model is not None}


def _play(day: Day, policy: Policy, rules: RoutingRules, models: dict[str, QueueModel]) -> DayPlay:
    play = DayPlay(day, policy, rules, models)
    play.run()
    return play
