"""From probabilities to a decision: danger first, doubt rejected, near ties asked back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from chalicelib.nlu.types import EMERGENCY, NON_ACTION_INTENTS, OUT_OF_SCOPE

SUPPORTED = 0.002
"""With this much of the model's belief an alarm of the fixed rules makes the intent `emergency`."""
DANGER_CHANCE = 0.25
"""The model alone raises the danger flag from here on; it can add to the rules, never take away."""
SHOWN = 4
MOST_ASKED = 3
LEAST_ASKED_ABOUT = 0.12
"""A label less likely than this is no use as a button."""
SURELY_TALK = 0.9
POSSIBLE = 0.04
"""Rejected with less than `SURELY_TALK`, actions at least this likely are offered all the same."""


class Decision(NamedTuple):
    """`ranked` holds (label, probability), best first; `unsure` the labels to ask back with."""

    intent: str
    confidence: float
    ranked: tuple[tuple[str, float], ...]
    clarification_intents: tuple[str, ...]


def decide_intent(probabilities: Mapping[str, float], *, is_emergency: bool, floor: float, margin: float) -> Decision:
    """The label to act on.

    An alarm wins when the model finds it at all possible. Otherwise the likeliest label wins, unless it leads to
    an action and is less likely than `floor`: that is nothing to act on. A runner-up closer than `margin` is
    asked back, and so are the actions that a doubtful rejection leaves possible.
    """
    ranked = tuple(
        (label, round(chance, 4))
        for label, chance in sorted(probabilities.items(), key=lambda pair: (-pair[1], pair[0]))
    )
    intent, confidence = ranked[0]
    if is_emergency and intent != EMERGENCY and probabilities[EMERGENCY] >= SUPPORTED:
        others = tuple(pair for pair in ranked if pair[0] != EMERGENCY)
        raised = (EMERGENCY, max(confidence, round(probabilities[EMERGENCY], 4)))
        return Decision(EMERGENCY, raised[1], (raised, *others[: SHOWN - 1]), ())
    if intent not in NON_ACTION_INTENTS and confidence < floor:
        return Decision(OUT_OF_SCOPE, round(1 - confidence, 4), ranked[:SHOWN], _possible(ranked))
    if intent == OUT_OF_SCOPE:
        return Decision(intent, confidence, ranked[:SHOWN], _possible(ranked) if confidence < SURELY_TALK else ())
    return Decision(intent, confidence, ranked[:SHOWN], _near_ties(ranked, margin))


def _possible(ranked: tuple[tuple[str, float], ...]) -> tuple[str, ...]:
    """Actions that a rejected utterance ("취소해 주세요") may still have meant."""
    asked = [label for label, chance in ranked if chance >= POSSIBLE and label not in NON_ACTION_INTENTS][:MOST_ASKED]
    return tuple(asked) if len(asked) > 1 else ()


def _near_ties(ranked: tuple[tuple[str, float], ...], margin: float) -> tuple[str, ...]:
    best = ranked[0][1]
    near = [label for label, chance in ranked if best - chance <= margin and chance >= LEAST_ASKED_ABOUT]
    asked = [label for label in near if label not in NON_ACTION_INTENTS][:MOST_ASKED]
    return tuple(asked) if len(asked) > 1 else ()
