"""The result of understanding an utterance."""

from __future__ import annotations

import msgspec

SlotValues = dict[str, str | bool]

OUT_OF_SCOPE = "out_of_scope"
EMERGENCY = "emergency"
ACCIDENT_REPORT = "accident_report"
ROADSIDE_REQUEST = "roadside_request"
COVERAGE_QUESTION = "coverage_question"
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
    """Intents to ask the customer about: two or three if the winner is not clear, one or two if nothing is understood
    for certain; otherwise empty."""

    @property
    def likely(self) -> tuple[str, float]:
        """The intent that is acted on, or else the likeliest of those offered, and its probability."""
        intent = likely_intent(self.intent, self.clarification_intents)
        return intent, self.confidence if intent == self.intent else dict(self.alternatives)[intent]


def likely_intent(intent: str, offered: tuple[str, ...]) -> str:
    """The intent to act on, or the first of those offered after a rejection."""
    return offered[0] if intent == OUT_OF_SCOPE and offered else intent
