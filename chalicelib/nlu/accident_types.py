"""The kind of accident, one of eleven, that follows from what hit what and from the words that tell it."""

from __future__ import annotations

from typing import NamedTuple

from chalicelib.nlu import word_patterns
from chalicelib.nlu.collision import Event, read_event
from chalicelib.nlu.types import SlotValues

_KINDS: dict[str, tuple[str, frozenset[str]]] = {
    "person": ("pedestrian", frozenset({"pedestrian"})),
    "animal": ("single", frozenset({"single"})),
    "thing": ("single", frozenset({"single", "reversing"})),
}
"""What was driven into → the kind that it usually is, and those that it may be."""

_NOT_OF_CARS = frozenset({"pedestrian", "two_wheeler", "single"})
_TWO_WHEELERS = frozenset({"motor", "bicycle"})

Span = tuple[int, int]


class Accident(NamedTuple):
    """The event that a text tells, the kind of accident that it is, and where its words are."""

    event: Event
    kind: str | None = None
    span: Span | None = None


def read_accident(text: str) -> Accident:
    """The accident that a clean text tells. A crossroads in a place name alone ("봉명사거리예요") is none."""
    event = read_event(text)
    worded = _worded_kinds(text)
    kind = _kind_of(event, list(worded))
    if kind == "intersection" and event == Event() and _only_names_a_place(text):
        return Accident(Event())
    return Accident(event, kind, event.span or (worded.get(kind) if kind else None))


def event_slots(accident: Accident, text: str) -> SlotValues:
    """The accident as slots of the form. Nobody drove a car that was parked, unless somebody sat in it."""
    event = accident.event
    values = {
        "accident_type": accident.kind,
        "event_with": event.with_,
        "event_noun": event.noun or None,
        "own_moving": event.own_moving,
        "other_moving": event.other_moving,
    }
    found: SlotValues = {slot: value for slot, value in values.items() if value is not None}
    if event.own_parked and not word_patterns.pattern("sat_inside").search(text):
        found["driver"] = "nobody"
    return found


def _kind_of(event: Event, worded: list[str]) -> str | None:
    """The kind of an event; `worded` are those whose words were found, the more specific first."""
    if event.with_ is not None and not event.collision:
        return _kind_of_door(event, worded) if event.with_ == "door" else None
    if event.with_ in ("person", "animal", "thing"):
        usual, possible = _KINDS[event.with_]
        return next((kind for kind in worded if kind in possible), usual)
    if event.kind in _TWO_WHEELERS:
        return "hit_and_run" if "hit_and_run" in worded else "two_wheeler"
    if event.with_ == "car":
        return next((kind for kind in worded if kind not in _NOT_OF_CARS), _usual_kind_of_cars(event))
    return next(iter(worded), None)


def _kind_of_door(event: Event, worded: list[str]) -> str | None:
    if "hit_and_run" in worded:
        return "hit_and_run"
    return "parked" if event.own_parked or event.other_parked or event.in_car_park else None


def _usual_kind_of_cars(event: Event) -> str | None:
    if event.own_parked or event.other_parked or (event.in_car_park and event.other_moving is False):
        return "parked"
    return "rear_end" if event.kind in ("front", "behind") else None


def _worded_kinds(text: str) -> dict[str, Span]:
    """The kinds whose words are in the text, in their order, and where. More specific ones come first."""
    rest = text
    for key in ("no_collision", "left_in_agreement"):
        rest = word_patterns.pattern(key).sub(lambda match: " " * len(match.group()), rest)
    found: dict[str, Span] = {}
    for kind, pattern in word_patterns.pattern_group("accident_type"):
        if kind not in found and (match := pattern.search(rest)):
            found[kind] = match.span()
    return found


def _only_names_a_place(text: str) -> bool:
    if word_patterns.pattern("collision").search(text):
        return False
    return not _worded_kinds(word_patterns.remove_matches(text, "crossroads"))
