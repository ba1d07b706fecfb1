"""Reading what a customer wrote: intent, slots, danger. Pure Python, no network, thread-safe.

`understand(text, now)` reads a whole utterance; `read_slots(text, now)` reads the slots alone, for answers
in the middle of a flow ("아니 7시 말고 8시").
"""

from __future__ import annotations

from datetime import datetime

from chalicelib.bot.understanding import slots
from chalicelib.bot.understanding.features import features
from chalicelib.bot.understanding.model import load
from chalicelib.bot.understanding.nouns import OUT_OF_SCOPE, Slots, Understood
from chalicelib.bot.understanding.text import clean, readable, repaired

__all__ = ["Slots", "Understood", "read_slots", "understand"]


def understand(text: str, now: datetime) -> Understood:
    """Intent, slots and danger of `text` as written at `now` (an aware datetime). No text raises."""
    tidy = clean(text)
    spelled = repaired(tidy)
    if not readable(spelled):
        return Understood(OUT_OF_SCOPE, 1.0, {}, ((OUT_OF_SCOPE, 1.0),), danger=False)
    ranked = sorted(load().probabilities(features(spelled)).items(), key=lambda pair: (-pair[1], pair[0]))
    intent, confidence = ranked[0]
    return Understood(intent, round(confidence, 4), read_slots(text, now), tuple(ranked[:3]), danger=False)


def read_slots(text: str, now: datetime) -> Slots:
    """Every slot the text fills, whatever its intent."""
    return slots.read(clean(text), now)
