"""All slots of an utterance, and which of them an intent carries."""

from __future__ import annotations

from datetime import datetime

from chalicelib.bot.understanding import events, months, phones, places, plates, times
from chalicelib.bot.understanding.nouns import EMERGENCY, Slots

_CARRIED = {
    "accident_report": ("occurred_at", "place", "accident_type", "counterparty_plate", "injured", "tow_needed"),
    EMERGENCY: ("occurred_at", "place", "injured"),
    "roadside_request": ("place", "service"),
    "mileage": ("month",),
    "payment_history": ("month",),
}
_READ_LENGTH = 1000


def read(text: str, now: datetime) -> Slots:
    """Every slot a clean text fills, whatever its intent, relative to `now`."""
    text = text[:_READ_LENGTH]
    called = phones.phones(text)
    bare = _without(text, [(phone.start, phone.end) for phone in called])
    cars = plates.plates(bare)
    bare = _without(bare, [(car.start, car.end) for car in cars])
    values = {
        "occurred_at": times.occurred_at(bare, now),
        "place": places.place(bare, times.spans(bare, now.date())),
        "accident_type": events.accident_type(bare),
        "counterparty_plate": next((car.number for car in cars if not car.own), None),
        "injured": events.injured(bare),
        "tow_needed": events.tow_needed(bare),
        "service": events.service(bare),
        "phone": called[-1].digits if called else None,
        "month": months.month(bare, now),
    }
    return {name: value for name, value in values.items() if value is not None}


def carried(found: Slots, intent: str) -> Slots:
    """Those of `found` that belong to `intent`; a telephone belongs to any."""
    names = (*_CARRIED.get(intent, ()), "phone")
    return {name: found[name] for name in names if name in found}


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    """`text` of the same length with the spans blanked out, as no other reader should see them."""
    for start, end in spans:
        text = text[:start] + "\x00" * (end - start) + text[end:]
    return text
