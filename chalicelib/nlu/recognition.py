"""Recognises the intent of a text, and whether it reports an emergency, from one cleaning of it."""

from __future__ import annotations

from typing import NamedTuple

from chalicelib.nlu.decision import Decision, decide_intent
from chalicelib.nlu.emergency_rules import detects_emergency, without_unreal_emergencies
from chalicelib.nlu.features import extract_features
from chalicelib.nlu.model import load_model
from chalicelib.nlu.stranded_vehicle import extract_stranded_evidence
from chalicelib.nlu.text import has_words, split_words
from chalicelib.nlu.thresholds import EmergencyThresholds, nlu_thresholds
from chalicelib.nlu.types import EMERGENCY, OUT_OF_SCOPE

NOTHING_READABLE = Decision(OUT_OF_SCOPE, 1.0, ((OUT_OF_SCOPE, 1.0),), ())


class Recognition(NamedTuple):
    """The decision on the intent, and the emergency flag of rules and model."""

    decision: Decision
    is_emergency: bool


def recognise(cleaned: str, repaired: str) -> Recognition:
    """The intent of a text; `cleaned` is from `text.clean_text`, `repaired` is that from `text.repair_typos`."""
    if not has_words(repaired):
        return Recognition(NOTHING_READABLE, is_emergency=False)
    model, thresholds = load_model(), nlu_thresholds()
    limits = thresholds.emergency
    flagged = detects_emergency(cleaned) or detects_emergency(repaired)
    probabilities = _probabilities(repaired, limits)
    uncertain = limits.possible <= probabilities[EMERGENCY] < limits.certain
    if not flagged and uncertain and extract_stranded_evidence(cleaned, repaired).ruled_out:
        probabilities = _with_emergency(probabilities, 0.0)
    decision = decide_intent(
        probabilities, thresholds, is_emergency=flagged, floor=model.header.floor, margin=model.header.margin
    )
    doubtful = bool(decision.clarification_intents) and _letters(repaired) < limits.min_alarm_letters
    is_emergency = flagged or (probabilities[EMERGENCY] >= limits.model_alarm and not doubtful)
    return Recognition(decision, is_emergency)


def _probabilities(repaired: str, limits: EmergencyThresholds) -> dict[str, float]:
    """The model's probabilities. Words that only look like a danger don't count for an emergency, nor does a short rest
    beside them ("빨리 좀")."""
    model = load_model()
    probabilities = model.probabilities(extract_features(repaired))
    rest = without_unreal_emergencies(repaired)
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
