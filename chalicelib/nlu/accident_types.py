"""The kind of accident, one of eleven, that follows from what hit what and from the words that tell it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from chalicelib.nlu import word_patterns
from chalicelib.nlu.breakdown import reports_breakdown
from chalicelib.nlu.collision import Event, read_event, with_motions
from chalicelib.nlu.types import SlotValues

_KINDS: dict[str, tuple[str, frozenset[str]]] = {
    "person": ("pedestrian", frozenset({"pedestrian"})),
    "animal": ("single", frozenset({"single"})),
    "thing": ("single", frozenset({"single", "reversing"})),
}
"""What was driven into → the kind that it usually is, and those that it may be."""

_NOT_OF_CARS = frozenset({"pedestrian", "two_wheeler", "single"})
_TWO_WHEELERS = frozenset({"motor", "bicycle"})
_LEFT_THE_ROAD = re.compile(r"미끄러|전복|뒤집[혔어]|이탈|굴러\s?떨|단독\s?사고")
"""What happens to a car that drives."""
_OF_MOVING_CARS = frozenset({"lane_change", "intersection", "head_on", "two_wheeler"})
_BOTH = 2
"""The number of sides whose motion is told."""
_FLED = frozenset({"hit_and_run"})
_ALL_KINDS = frozenset(
    {"hit_and_run", "pedestrian", "two_wheeler", "reversing", "parked", "single", "intersection", "lane_change"}
    | {"side", "head_on", "rear_end"}
)

Span = tuple[int, int]


class Accident(NamedTuple):
    """The event that a text tells, the kind of accident that it is, and where its words are."""

    event: Event
    kind: str | None = None
    span: Span | None = None

    @property
    def unknown_slots(self) -> tuple[str, ...]:
        """What nobody can tell: plate and insurer of a bicycle, the insurer of somebody who left a note, whether a
        stolen car drives, anything of the car of one who walked, the kind of accident of one who answers with a noun
        alone, or whose load fell on a car."""
        plate = () if self.event.has_plate else ("counterparty_plate",)
        insurer = ("counterparty_insurer",) if plate or self.event.kind == "note" else ()
        gone = ("drivable", "tow_needed") if self.event.own_gone else ()
        no_car = ("drivable", "tow_needed", "driver", "dashcam") if self.event.on_foot else ()
        noun_alone = self.event.noun and self.event.span is None
        struck_by_load = self.event.with_ == "car" and not self.event.collision and self.event.span is not None
        unnamed = ("accident_type",) if self.kind is None and (noun_alone or struck_by_load) else ()
        return (*plate, *insurer, *gone, *no_car, *unnamed)


def read_accident(text: str) -> Accident:
    """The accident that a clean text tells. A crossroads in a place name alone ("봉명사거리예요") is none."""
    text = _blanked(text, "parked_since")
    event = read_event(text)
    if was_on_foot(text):
        event = replace(event, with_="car", other_moving=True, own_moving=None, collision=True, on_foot=True)
        fled = _worded_kind(text, _FLED)
        return Accident(event, *(fled or ("pedestrian", event.span)))
    event = _without_their_car(event, text)
    possible = _possible_kinds(event)
    words = text if event.collision or event.with_ is not None else _blanked(text, "no_collision")
    kind, span = _worded_kind(words, possible) or (_usual_kind(event), None)
    nothing_hit = event == Event(in_car_park=event.in_car_park, names_car=event.names_car)
    if kind == "single" and nothing_hit and reports_breakdown(text):
        kind = None  # who waits there alone had no accident alone
    if kind in ("side", "rear_end") and event.with_ is None and word_patterns.pattern("vandalism").search(text):
        kind = None  # a part that somebody kicked
    if kind in ("side", "rear_end") and event.own_parked and not event.collision:
        kind = "parked"  # a part that was found damaged
    if kind == "side" and event.other_parked:
        kind = "parked"  # whose side was hit stood there
    unmoved = event.with_ is None and not event.collision
    known = {event.own_moving, event.other_moving} - {None}
    struck_there = event.with_ in (None, "car") and event.collision and len(known) < _BOTH
    if kind == "intersection" and (unmoved or struck_there) and _only_names_a_place(text, known=struck_there):
        return Accident(event, span=event.span)
    if kind in _OF_MOVING_CARS and event.with_ is None and not event.collision:
        event = with_motions(event, text)
    if kind is not None:
        event = _with_what_the_kind_means(event, kind, text)
    return Accident(event, kind, event.span or span)


def _without_their_car(event: Event, text: str) -> Event:
    """The event of a thief who took the whole car, or of somebody who damaged it with a tool in their hand."""
    if event.with_ == "thief" and word_patterns.pattern("car_gone").search(text):
        return replace(event, own_gone=True)
    if event.with_ == "car" and event.kind == "person" and word_patterns.pattern("vandalism").search(text):
        return replace(event, with_="thing", collision=False)
    return event


def was_on_foot(text: str) -> bool:
    """Whether a clean text tells that a car hit the customer, or one of theirs, on foot."""
    found = word_patterns.pattern
    walked = found("on_foot").search(text)
    return walked is not None and bool(found("hit_on_foot").search(text)) and not found("not_on_foot").search(text)


def _with_what_the_kind_means(event: Event, kind: str, text: str) -> Event:
    """The event with what its kind says by itself: cars that meet at a change of lanes, head-on or in breach of a
    signal both drive, unless one is said to stand; who fled had driven into a car, who had an accident alone drove."""
    if event.with_ not in (None, "car") or event.kind in _TWO_WHEELERS:
        return event
    if kind == "rear_end":
        return replace(event, with_="car") if event.collision else event
    if kind == "single":
        left_the_road = event.with_ is None and not event.own_parked and _LEFT_THE_ROAD.search(text)
        return replace(event, own_moving=True) if left_the_road else event
    if kind == "hit_and_run":
        own = False if event.own_parked and event.own_moving is None else event.own_moving
        vandal = event.with_ is None and word_patterns.pattern("vandalism").search(text) is not None
        return event if vandal else replace(event, with_="car", own_moving=own, other_moving=True)
    drive = kind in ("lane_change", "head_on") or (
        kind == "intersection" and (event.other_moving or not _only_names_a_place(text, known=True))
    )
    if not drive:
        return event
    own = True if event.own_moving is None else event.own_moving
    at_a_turn = (
        kind == "intersection" and event.collision and event.own_moving is True
    )  # whom one turned into may have stood
    other = True if event.other_moving is None and not at_a_turn else event.other_moving
    return replace(event, with_="car", own_moving=own, other_moving=other)


def says_what_happened(text: str) -> bool:
    """Whether a clean text tells what befell a car, in a clause of its own ("차가 침수됐는데 보험 되나요")."""
    event = read_event(text)
    if not event.befell_car or event.span is None:
        return False
    return word_patterns.pattern("said_to_have_happened").match(text, event.span[1]) is not None


def event_slots(accident: Accident, text: str) -> SlotValues:
    """The accident as slots of the form; where none is told, `own_motion` is how the car was. Nobody drove a car that
    was parked, unless somebody sat in it."""
    event = accident.event
    if event.own_moving is None and event.with_ and word_patterns.pattern("car_empty").search(text):
        event = replace(event, own_moving=False, own_parked=True)
    values = {
        "accident_type": accident.kind,
        "event_with": event.with_,
        "event_noun": event.noun or None,
        "own_moving": event.own_moving,
        "other_moving": event.other_moving,
    }
    if event.with_ is None and not event.collision:
        values["own_motion"] = with_motions(Event(), text).own_moving
    found: SlotValues = {slot: value for slot, value in values.items() if value is not None}
    if event.own_parked and not event.occupied and not word_patterns.pattern("sat_inside").search(text):
        found["driver"] = "nobody"
    return found


def _possible_kinds(event: Event) -> frozenset[str]:
    """The kinds that an event may be, by what it happened with."""
    if event.with_ is not None and not event.collision:
        return _FLED if event.with_ == "door" else frozenset()
    if event.with_ in ("person", "animal", "thing"):
        return _KINDS[event.with_][1]
    if event.kind in _TWO_WHEELERS:
        return _FLED
    return _ALL_KINDS - _NOT_OF_CARS if event.with_ == "car" else _ALL_KINDS


def _usual_kind(event: Event) -> str | None:
    """The kind of an event that isn't told in words."""
    parked = event.own_parked or event.other_parked
    if event.with_ == "door":
        if event.kind in _TWO_WHEELERS:
            return "two_wheeler"
        return "parked" if parked or event.in_car_park else None
    if event.with_ is None or not event.collision:
        return None
    if event.with_ in ("person", "animal", "thing"):
        return _KINDS[event.with_][0]
    if event.kind in _TWO_WHEELERS:
        return "two_wheeler"
    if parked or (event.in_car_park and event.other_moving is False):
        return "parked"
    return "rear_end" if event.kind in ("front", "behind") else None


def _worded_kind(text: str, possible: frozenset[str]) -> tuple[str, Span] | None:
    """The first of the `possible` kinds whose words are in the text, and where. More specific ones come first; who came
    out of a space reversed only if a car was met."""
    for kind, key in word_patterns.group_keys("accident_type"):
        if kind not in possible or (key.endswith("#out") and "rear_end" not in possible):
            continue
        if (match := word_patterns.pattern(key).search(text)) is None:
            continue
        if kind == "hit_and_run" and word_patterns.pattern(key).search(_blanked(text, "left_in_agreement")) is None:
            continue
        return kind, match.span()
    return None


def _blanked(text: str, key: str) -> str:
    """The text, in its length, without what a pattern matches."""
    return word_patterns.pattern(key).sub(lambda match: " " * len(match.group()), text)


def _only_names_a_place(text: str, *, known: bool = False) -> bool:
    """Whether nothing but the name of a crossroads means one of the kinds; `known`: that it was an accident is sure."""
    if not known and word_patterns.pattern("collision").search(text):
        return False
    return _worded_kind(word_patterns.remove_matches(text, "crossroads"), _ALL_KINDS) is None
