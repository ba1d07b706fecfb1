"""The result of understanding an utterance."""

from __future__ import annotations

import msgspec

SlotValues = dict[str, str | bool]

OUT_OF_SCOPE = "out_of_scope"
EMERGENCY = "emergency"
NON_ACTION_INTENTS = frozenset({OUT_OF_SCOPE, "greeting", "closing", "affirm", "deny"})
"""Intents without an action; every other intent leads to one."""


class NluResult(msgspec.Struct, frozen=True):
    """The understanding of one utterance.

    `alternatives` are the most likely (intent, probability), best first, the winner included. `is_emergency`: somebody
    may be injured or in danger now, by fixed rules that the model can't overrule, or by the model.
    """

    intent: str
    confidence: float
    slots: SlotValues
    alternatives: tuple[tuple[str, float], ...]
    is_emergency: bool
    clarification_intents: tuple[str, ...] = ()
    """Two or three intents to ask the customer about when the winner is not clear; empty when it is."""
