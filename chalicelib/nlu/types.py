"""What the bot understood of one utterance."""

from __future__ import annotations

import msgspec

SlotValues = dict[str, str | bool]

OUT_OF_SCOPE = "out_of_scope"
EMERGENCY = "emergency"
NON_ACTION_INTENTS = frozenset({OUT_OF_SCOPE, "greeting", "closing", "affirm", "deny"})
"""Labels after which nothing is done for the customer; every other label leads to an action."""


class NluResult(msgspec.Struct, frozen=True):
    """One utterance, read.

    `alternatives` holds (label, probability), best first, the winner included. `danger` comes from fixed
    rules that no model can switch off: true = somebody may be hurt or in danger now.
    """

    intent: str
    confidence: float
    slots: SlotValues
    alternatives: tuple[tuple[str, float], ...]
    is_emergency: bool
    clarification_intents: tuple[str, ...] = ()
    """Two or three labels to ask back with when the winner is not clear; empty when it is."""
