"""Which entities of a message belong to its intent."""

from __future__ import annotations

from chalicelib.content.forms import is_partial_plate
from chalicelib.nlu.types import EMERGENCY, SlotValues

_CARRIED = {
    "accident_report": ("occurred_at", "place", "accident_type", "counterparty_plate", "injured", "tow_needed"),
    EMERGENCY: ("occurred_at", "place", "injured"),
    "roadside_request": ("place", "service"),
    "mileage": ("month",),
    "payment_history": ("month",),
}


def slots_of_intent(intent: str, entities: SlotValues) -> SlotValues:
    """The entities of a message that belong to `intent`; a telephone number belongs to every intent."""
    said, phone_slots = str(entities.get("plates", "")).split(), ("phone", "own_phone", "counterparty_phone")
    plates = [plate for plate in said if not is_partial_plate(plate)]
    known = {**entities, **({"counterparty_plate": plates[0]} if plates else {})}
    phone = next((entities[slot] for slot in phone_slots if slot in entities), None)
    found = {slot: known[slot] for slot in _CARRIED.get(intent, ()) if slot in known}
    return found if phone is None else {**found, "phone": phone}
