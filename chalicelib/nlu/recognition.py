"""Recognises the intent of a text, and whether it reports an emergency, from one cleaning of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from chalicelib.nlu import accident_entities, word_patterns
from chalicelib.nlu.breakdown import reports_breakdown
from chalicelib.nlu.collision import read_event
from chalicelib.nlu.cover_questions import without_supposed
from chalicelib.nlu.decision import Decision, decide_intent
from chalicelib.nlu.emergency_rules import detects_emergency, says_emergency_over, without_unreal_emergencies
from chalicelib.nlu.features import extract_features
from chalicelib.nlu.model import load_model
from chalicelib.nlu.stranded_vehicle import extract_stranded_evidence
from chalicelib.nlu.text import has_words, repair_typos, split_words
from chalicelib.nlu.thresholds import EmergencyThresholds, nlu_thresholds
from chalicelib.nlu.types import ACCIDENT_REPORT, COVERAGE_QUESTION, EMERGENCY, OUT_OF_SCOPE, ROADSIDE_REQUEST

MIN_LETTERS_BESIDE_PLACE = 3
"""With fewer letters beside the name of a place, the text is judged with it."""

_EVENTS = (ACCIDENT_REPORT, ROADSIDE_REQUEST, OUT_OF_SCOPE)
"""What a case that is only supposed in a question of cover may be taken for."""


class Recognition(NamedTuple):
    """The decision on the intent, and the emergency flag of rules and model."""

    decision: Decision
    is_emergency: bool


CERTAIN_REJECTION = Recognition(Decision(OUT_OF_SCOPE, 1.0, ((OUT_OF_SCOPE, 1.0),), ()), is_emergency=False)


def recognise(cleaned: str, repaired: str, read_place: Callable[[], str]) -> Recognition:
    """The intent of a text; `cleaned` is from `text.clean_text`, `repaired` is that from `text.repair_typos`.
    Whether a car that has "a problem", and nothing else, had an accident or a breakdown, is asked.

    `read_place` returns the place that the text names, "" for none. It is called only if nothing is understood: the
    text is then judged without the name, which says nothing of the intent.
    """
    if not has_words(repaired):
        return CERTAIN_REJECTION
    model, thresholds = load_model(), nlu_thresholds()
    limits = thresholds.emergency
    flagged = detects_emergency(cleaned) or detects_emergency(repaired)
    probabilities = _probabilities(repaired, limits)
    if not flagged:
        probabilities = _without_flag(probabilities, cleaned, repaired, limits)

    def decide() -> Decision:
        return decide_intent(
            probabilities, thresholds, is_emergency=flagged, floor=model.header.floor, margin=model.header.margin
        )

    if not flagged and _names_other_insurance(repaired):
        return CERTAIN_REJECTION
    probabilities = _without_supposed(probabilities, repaired, limits)
    decision = decide()
    if decision.intent == OUT_OF_SCOPE:
        probabilities = _without_place(probabilities, repaired, read_place(), limits)
        if _reports_accident(repaired):
            probabilities = _moved(probabilities, OUT_OF_SCOPE, ACCIDENT_REPORT)
        decision = decide()
    if decision.intent == ROADSIDE_REQUEST and _reports_crash(repaired):
        probabilities = _moved(probabilities, ROADSIDE_REQUEST, ACCIDENT_REPORT)
        decision = decide()
    if not flagged and word_patterns.pattern("trouble_alone").fullmatch(repaired):
        choices = (ACCIDENT_REPORT, ROADSIDE_REQUEST)
        decision = decision._replace(intent=ROADSIDE_REQUEST, clarification_intents=choices)
    doubtful = bool(decision.clarification_intents) and _letters(repaired) < limits.min_alarm_letters
    is_emergency = flagged or (probabilities[EMERGENCY] >= limits.model_alarm and not doubtful)
    return Recognition(decision, is_emergency)


def _without_flag(
    probabilities: dict[str, float], cleaned: str, repaired: str, limits: EmergencyThresholds
) -> dict[str, float]:
    """The probabilities of a text without a red flag: a stranded car that is none is no emergency, nor is a breakdown;
    a smell that was there, or heat, may be one."""
    uncertain = limits.possible <= probabilities[EMERGENCY] < limits.certain
    if uncertain and extract_stranded_evidence(cleaned, repaired).ruled_out:
        probabilities = _with_emergency(probabilities, 0.0)
    if word_patterns.pattern("breakdown").search(repaired) and reports_breakdown(repaired):
        probabilities = _as_breakdown(probabilities, limits)
    suspected = word_patterns.pattern("emergency_unsure").search(cleaned) is not None
    ruled_out = any(
        word_patterns.pattern(key).search(cleaned) for key in ("emergency_elsewhere", "emergency_ruled_out")
    )
    if not suspected or ruled_out or says_emergency_over(cleaned):
        return probabilities
    return _with_emergency(probabilities, max(limits.suspected, probabilities[EMERGENCY]))


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


def _without_place(
    probabilities: dict[str, float], repaired: str, place: str, limits: EmergencyThresholds
) -> dict[str, float]:
    """The model's probabilities for the text without `place`; `probabilities` if it has no other words."""
    name = repair_typos(place)
    rest = re.sub(rf"{re.escape(name)}(?:에서|이에요|인데요?|입니다|이요)?", " ", repaired) if name else ""
    if name not in repaired or _letters(rest) < MIN_LETTERS_BESIDE_PLACE:
        return probabilities
    found = _probabilities(rest, limits)
    return _with_emergency(found, max(found[EMERGENCY], probabilities[EMERGENCY]))


def _without_supposed(probabilities: dict[str, float], repaired: str, limits: EmergencyThresholds) -> dict[str, float]:
    """The probabilities where a question of cover supposes a case: it is no event, unless the rest tells one."""
    rest = without_supposed(repaired)
    if rest == repaired:
        return probabilities
    of_rest = _probabilities(rest, limits)
    if max(of_rest, key=lambda intent: of_rest[intent]) in (ACCIDENT_REPORT, ROADSIDE_REQUEST, EMERGENCY):
        return probabilities
    for event in _EVENTS:
        probabilities = _moved(probabilities, event, COVERAGE_QUESTION)
    return probabilities


def _names_other_insurance(repaired: str) -> bool:
    """Whether the text is about an insurance of another kind and doesn't mention a car."""
    rest = word_patterns.remove_matches(repaired, "other_insurance")
    return rest != repaired and word_patterns.pattern("car_insurance_word").search(rest) is None


def _reports_accident(repaired: str) -> bool:
    """Whether an accident is said to have happened, in one clause, or a car to be damaged, and not in the news or to a
    friend; and no other insurance is named."""
    if any(word_patterns.pattern(key).search(repaired) for key in ("accident_told_elsewhere", "other_insurance")):
        return False
    reported = any(word_patterns.pattern(key).search(repaired) for key in ("accident_happened", "car_damaged"))
    return reported or read_event(repaired).befell_car


def _reports_crash(repaired: str) -> bool:
    """Whether a text with a wish for help says what the car was driven into, or that it left the road and who is hurt
    or well: the report comes first."""
    left_road = word_patterns.pattern("left_road").search(repaired) is not None
    hurt = accident_entities.extract_injured(repaired) if left_road else None
    if hurt is not None:
        return hurt or word_patterns.pattern("only_freed").search(repaired) is None
    return word_patterns.pattern("crash_told").search(repaired) is not None and read_event(repaired).collision


def _as_breakdown(probabilities: dict[str, float], limits: EmergencyThresholds) -> dict[str, float]:
    """The probabilities where a breakdown is told: it is no accident, nor an emergency unless the model is sure."""
    for source in (OUT_OF_SCOPE, ACCIDENT_REPORT, EMERGENCY):
        if source != EMERGENCY or probabilities[EMERGENCY] < limits.certain:
            probabilities = _moved(probabilities, source, ROADSIDE_REQUEST)
    return probabilities


def _moved(probabilities: dict[str, float], source: str, target: str) -> dict[str, float]:
    """The probabilities with that of `source` added to that of `target`."""
    return {**probabilities, source: 0.0, target: probabilities[target] + probabilities[source]}


def _with_emergency(probabilities: dict[str, float], emergency: float) -> dict[str, float]:
    """The probabilities with another one for an emergency; the others keep their proportions."""
    scale = (1 - emergency) / (1 - probabilities[EMERGENCY])
    return {intent: emergency if intent == EMERGENCY else value * scale for intent, value in probabilities.items()}


def _letters(text: str) -> int:
    return len("".join(split_words(text)))
