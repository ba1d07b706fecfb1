"""Natural language understanding of what a customer writes: intent, slots, emergencies. No network; thread-safe.

`reading.read_message(text, now)` is the reading of a message that the bot works with; `understand(text, now)` is its
intent with the slots that belong to it.
"""

from __future__ import annotations

from datetime import datetime

from chalicelib.nlu.reading import Reading, read_message
from chalicelib.nlu.types import NluResult, SlotValues

__all__ = ["NluResult", "Reading", "SlotValues", "read_message", "understand"]


def understand(text: str, now: datetime) -> NluResult:
    """Intent, slots and emergency flag of `text`, written at `now` (an aware datetime). It raises no exception for any
    text."""
    return read_message(text, now).understood
