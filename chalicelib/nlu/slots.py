"""Slots of an utterance, and which of them belong to an intent."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime

from chalicelib.nlu import accident_entities, gazetteer, months, phones, places, plates, times, word_patterns
from chalicelib.nlu.types import EMERGENCY, SlotValues

_CARRIED = {
    "accident_report": ("occurred_at", "place", "accident_type", "counterparty_plate", "injured", "tow_needed"),
    EMERGENCY: ("occurred_at", "place", "injured"),
    "roadside_request": ("place", "service"),
    "mileage": ("month",),
    "payment_history": ("month",),
}
_READ_LENGTH = 1000


def extract_intent_slots(text: str, now: datetime, only: Collection[str]) -> SlotValues:
    """The slots of `only` that a clean text fills, relative to `now`."""
    text = text[:_READ_LENGTH]
    called = phones.extract_phone_numbers(text)
    bare = _without(text, [(phone.start, phone.end) for phone in called])
    cars = plates.extract_plates(bare)
    bare = _without(bare, [(car.start, car.end) for car in cars])
    plain = gazetteer.blank_place_names(bare)
    readers: dict[str, Callable[[], str | bool | None]] = {
        "occurred_at": lambda: times.extract_occurred_at(plain, now),
        "place": lambda: places.extract_place(bare, times.time_spans(plain, now.date())),
        "accident_type": lambda: accident_entities.extract_accident_type(plain),
        "counterparty_plate": lambda: next((car.number for car in cars if not car.own), None),
        "injured": lambda: accident_entities.extract_injured(plain),
        "tow_needed": lambda: accident_entities.extract_tow_needed(plain),
        "service": lambda: accident_entities.extract_service(plain),
        "phone": lambda: called[-1].digits if called else None,
        "month": lambda: months.extract_month(bare, now),
    }
    values = ((name, readers[name]()) for name in only)
    found = {name: value for name, value in values if value is not None}
    if found.get("accident_type") == "intersection" and _only_named(plain):
        del found["accident_type"]
    return found


def _only_named(text: str) -> bool:
    """Whether the crossroads is only part of a place name ("봉명사거리예요") and no accident is reported."""
    return not word_patterns.pattern("collision").search(text) and not accident_entities.extract_accident_type(
        word_patterns.remove_matches(text, "crossroads")
    )


OTHER_INTENT_SLOTS = ("service", "month")
"""Slots of intents other than an accident report."""


def slots_of_intent(intent: str, entities: SlotValues) -> SlotValues:
    """The entities of a message that belong to `intent`; a telephone number belongs to every intent."""
    plates, phone_slots = str(entities.get("plates", "")).split(), ("phone", "counterparty_phone")
    known = {**entities, **({"counterparty_plate": plates[0]} if plates else {})}
    phone = next((entities[slot] for slot in phone_slots if slot in entities), None)
    found = {slot: known[slot] for slot in _CARRIED.get(intent, ()) if slot in known}
    return found if phone is None else {**found, "phone": phone}


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    """`text` with the spans blanked out; its length stays."""
    for start, end in spans:
        text = text[:start] + "\x00" * (end - start) + text[end:]
    return text
