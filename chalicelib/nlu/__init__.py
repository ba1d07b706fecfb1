"""Natural language understanding of what a customer writes: intent, slots, emergencies. No network; thread-safe.

`understand(text, now)` reads a whole utterance. `extract_slots(text, now)` extracts the slots alone, for answers in the
middle of a flow ("아니 7시 말고 8시").
"""

from __future__ import annotations

from datetime import datetime

from chalicelib.nlu import slots, word_patterns
from chalicelib.nlu.decision import decide_intent
from chalicelib.nlu.emergency_rules import detects_emergency
from chalicelib.nlu.features import extract_features
from chalicelib.nlu.model import load_model
from chalicelib.nlu.stranded_vehicle import extract_stranded_evidence
from chalicelib.nlu.text import clean_text, has_words, repair_typos, split_words
from chalicelib.nlu.thresholds import EmergencyThresholds, nlu_thresholds
from chalicelib.nlu.types import EMERGENCY, OUT_OF_SCOPE, NluResult, SlotValues

__all__ = ["NluResult", "SlotValues", "extract_slots", "understand"]


def understand(text: str, now: datetime) -> NluResult:
    """Intent, slots and emergency flag of `text`, written at `now` (an aware datetime). It raises no exception for any
    text."""
    tidy = clean_text(text)
    repaired = repair_typos(tidy)
    if not has_words(repaired):
        return NluResult(OUT_OF_SCOPE, 1.0, {}, ((OUT_OF_SCOPE, 1.0),), is_emergency=False)
    model, thresholds = load_model(), nlu_thresholds()
    limits = thresholds.emergency
    flagged = detects_emergency(tidy) or detects_emergency(repaired)
    probabilities = _probabilities(repaired, limits)
    uncertain = limits.possible <= probabilities[EMERGENCY] < limits.certain
    if not flagged and uncertain and extract_stranded_evidence(text).ruled_out:
        probabilities = _with_emergency(probabilities, 0.0)
    decision = decide_intent(
        probabilities, thresholds, is_emergency=flagged, floor=model.header.floor, margin=model.header.margin
    )
    found = slots.extract_intent_slots(tidy, now, slots.slots_of_intent(decision.intent))
    if decision.intent == EMERGENCY and found.get("occurred_at") == now.isoformat(timespec="minutes"):
        del found["occurred_at"]  # "now" is no time of an accident while the emergency goes on
    doubtful = bool(decision.clarification_intents) and _letters(repaired) < limits.min_alarm_letters
    is_emergency = flagged or (probabilities[EMERGENCY] >= limits.model_alarm and not doubtful)
    return NluResult(
        decision.intent, decision.confidence, found, decision.ranked, is_emergency, decision.clarification_intents
    )


def _probabilities(repaired: str, limits: EmergencyThresholds) -> dict[str, float]:
    """The model's probabilities. Words that only look like an emergency don't count for one, nor does a short rest
    beside them ("빨리 좀")."""
    model = load_model()
    probabilities = model.probabilities(extract_features(repaired))
    rest = word_patterns.remove_matches(repaired, "emergency_lookalike")
    if rest == repaired or probabilities[EMERGENCY] < limits.rules_support:
        return probabilities
    if _letters(rest) < limits.min_rest_letters:
        return _with_emergency(probabilities, 0.0)
    of_rest = model.probabilities(extract_features(rest))[EMERGENCY]
    return _with_emergency(probabilities, min(probabilities[EMERGENCY], of_rest))


def _with_emergency(probabilities: dict[str, float], emergency: float) -> dict[str, float]:
    """The probabilities with another one for an emergency; the others keep their proportions."""
    scale = (1 - emergency) / (1 - probabilities[EMERGENCY])
    return {intent: emergency if intent == EMERGENCY else value * scale for intent, value in probabilities.items()}


def _letters(text: str) -> int:
    return len("".join(split_words(text)))


def extract_slots(text: str, now: datetime) -> SlotValues:
    """Every slot that the text fills, for any intent."""
    return slots.extract_intent_slots(clean_text(text), now)
