"""Decides on an intent: emergencies first, uncertain intents are rejected, near ties lead to a clarification
question."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from chalicelib.nlu.thresholds import NluThresholds
from chalicelib.nlu.types import EMERGENCY, NON_ACTION_INTENTS, OUT_OF_SCOPE

Ranked = tuple[tuple[str, float], ...]
"""(intent, probability), the most likely first."""


class Decision(NamedTuple):
    """`ranked` are the most likely intents, `clarification_intents` those that the customer is asked about."""

    intent: str
    confidence: float
    ranked: Ranked
    clarification_intents: tuple[str, ...]


def decide_intent(
    probabilities: Mapping[str, float], thresholds: NluThresholds, *, is_emergency: bool, floor: float, margin: float
) -> Decision:
    """The intent to act on.

    `is_emergency`, the red flag of the rules, wins from the model's probability `rules_support` on, with a confidence
    of `rules_confidence` at least. Otherwise the most likely intent wins; if it leads to an action and is less likely
    than `floor`, it is out of scope. The clarification intents are runners-up within `margin`, or, after an uncertain
    rejection, the one or two actions that remain possible.
    """
    by_probability = sorted(probabilities.items(), key=lambda pair: (-pair[1], pair[0]))
    ranked = tuple((intent, round(probability, 4)) for intent, probability in by_probability)
    max_alternatives = thresholds.clarification.max_alternatives
    intent, confidence = ranked[0]
    if is_emergency and probabilities[EMERGENCY] >= thresholds.emergency.rules_support:
        others = tuple(pair for pair in ranked if pair[0] != EMERGENCY)
        raised = (EMERGENCY, max(confidence, round(probabilities[EMERGENCY], 4)))
        sure = max(raised[1], thresholds.emergency.rules_confidence)
        return Decision(EMERGENCY, sure, (raised, *others[: max_alternatives - 1]), ())
    if intent not in NON_ACTION_INTENTS and confidence < floor:
        return Decision(
            OUT_OF_SCOPE, round(1 - confidence, 4), ranked[:max_alternatives], _possible(ranked, thresholds)
        )
    if intent == OUT_OF_SCOPE:
        doubtful = confidence < thresholds.clarification.certain_rejection
        return Decision(
            intent, confidence, ranked[:max_alternatives], _possible(ranked, thresholds) if doubtful else ()
        )
    return Decision(intent, confidence, ranked[:max_alternatives], _near_ties(ranked, margin, thresholds))


def _possible(ranked: Ranked, thresholds: NluThresholds) -> tuple[str, ...]:
    """Actions that a rejected utterance ("취소해 주세요") may mean."""
    limits = thresholds.clarification
    return _actions(ranked, limits.min_offered)[: limits.max_offered]


def _near_ties(ranked: Ranked, margin: float, thresholds: NluThresholds) -> tuple[str, ...]:
    limits = thresholds.clarification
    near = _actions(ranked, max(ranked[0][1] - margin, limits.min_probability))[: limits.max_choices]
    return near if len(near) > 1 else ()


def _actions(ranked: Ranked, least: float) -> tuple[str, ...]:
    return tuple(name for name, probability in ranked if probability >= least and name not in NON_ACTION_INTENTS)
