"""The waiting card: place in line, how long it still takes as a range, and why that grew. Pure rules."""

from msgspec import Struct
from msgspec.structs import replace

from chalicelib.routing.estimate import QueueModel, wait_range
from chalicelib.routing.history import Overtakers, WaitSample
from chalicelib.routing.positions import is_shown_now, shown_position
from chalicelib.routing.rules import PositionRules

OVERTAKEN, FEWER_AGENTS = "overtaken", "fewer_agents"
"""Reasons for which a wait grows: others go first, or fewer agents work."""

MAX_MOMENTS = 6
"""Moments of a card that are kept to learn from. Beyond them every second one is forgotten."""


class Spot(Struct, frozen=True):
    """Where a customer is in the line now: their place, which begins at 1; how many are `ahead`, with parts of other
    queues' lines; the capacity of the agents; who will overtake them; and the customer's kind."""

    position: int
    ahead: float
    places: int
    kind: str
    overtakers: tuple[Overtakers, ...] = ()


class Moment(Struct, frozen=True):
    """What a card was made from at `at` (ms since 1970 UTC)."""

    at: int
    ahead: float
    places: int
    overtakers: tuple[Overtakers, ...] = ()


class WaitingCard(Struct, frozen=True, omit_defaults=True):
    """What a customer was shown last, at `at`: the `shown` place, and seconds still to wait from then (None while they
    can't be estimated). `at_once` is the share who are served at once, `reason` why the wait grew. `version` rises with
    every change. `keeps_waiting`: they chose so after the delay notice; `with_bot`: they go on with
    the bot meanwhile. Times in ms since 1970 UTC.

    For what is learned from it: the exact `position`, `places`, `moments`; when an agent was assigned
    (`assigned_at`), and whether the customer was gone by then.
    """

    conversation: str
    queue: str
    since: int
    version: int = 1
    at: int = 0
    shown: int = 0
    low_s: float | None = None
    high_s: float | None = None
    at_once: float = 0.0
    reason: str = ""
    keeps_waiting: bool = False
    with_bot: bool = False
    position: int = 0
    places: int = 0
    kind: str = ""
    moments: tuple[Moment, ...] = ()
    assigned_at: int = 0
    assigned_seq: int = 0
    agent_queues: tuple[str, ...] = ()
    is_gone: bool = False

    def changed(self, **changes: object) -> "WaitingCard":
        """The next version."""
        return replace(self, version=self.version + 1, **changes)

    def samples(self) -> tuple[WaitSample, ...]:
        """What the wait taught, once an agent is assigned."""
        return tuple(
            WaitSample(each.ahead, each.places, (self.assigned_at - each.at) / 1000, self.kind, each.overtakers)
            for each in self.moments
        )


def next_card(
    card: WaitingCard, spot: Spot, model: QueueModel | None, now: int, rules: PositionRules
) -> WaitingCard | None:
    """The card to show now; None if what is shown stays, or was shown too short a time ago."""
    shown = shown_position(spot.position, rules)
    before = (card.shown, card.at) if card.shown else None
    fewer = before is not None and spot.places < card.places
    staffing_changed = before is not None and _changes_staffing(card, spot)
    waited = now - card.at >= rules.interval_seconds * 1000
    if not is_shown_now(shown, before, now, rules) and not (staffing_changed and waited):
        return None
    reason = ""
    if before is not None and spot.position > card.position:
        reason = OVERTAKEN
    elif fewer:
        reason = FEWER_AGENTS
    low_s, high_s, at_once = _range(spot, model)
    if before is not None and not reason:
        low_s, high_s = not_longer((low_s, high_s), (card.low_s, card.high_s))
    moment = Moment(now, spot.ahead, spot.places, spot.overtakers)
    moments = card.moments if len(card.moments) < MAX_MOMENTS else card.moments[::2]
    return card.changed(
        at=now,
        shown=shown,
        low_s=low_s,
        high_s=high_s,
        at_once=at_once,
        reason=reason,
        position=spot.position,
        places=spot.places,
        kind=spot.kind,
        moments=(*moments, moment),
    )


def shows_old_place(card: WaitingCard, spot: Spot, rules: PositionRules) -> bool:
    """Whether a customer is to be shown something else, as soon as the rules allow it."""
    return shown_position(spot.position, rules) != card.shown or _changes_staffing(card, spot)


def _changes_staffing(card: WaitingCard, spot: Spot) -> bool:
    """Whether fewer agents work than the card was made with, or the first one has come: until then there was no
    estimate."""
    return spot.places < card.places or (card.places == 0 and spot.places > 0)


Bounds = tuple[float | None, float | None]


def not_longer(bounds: Bounds, before: Bounds) -> Bounds:
    """A range no longer than the one before: without a reason a wait grows shorter only."""
    low, high = (new if new is None or old is None else min(new, old) for new, old in zip(bounds, before, strict=True))
    return low, high


def _range(spot: Spot, model: QueueModel | None) -> tuple[float | None, float | None, float]:
    estimate_s = model.estimate_s(spot.ahead, spot.places, spot.overtakers) if model else None
    if model is None or estimate_s is None:
        return None, None, 0.0
    found = wait_range(estimate_s, model, spot.kind)
    return found.low_s, found.high_s, found.at_once
