"""Reading what a customer wrote: intent, slots, danger. Pure Python, no network, thread-safe.

`understand(text, now)` reads a whole utterance; `extract_slots(text, now)` extracts the slots alone, for answers
in the middle of a flow ("아니 7시 말고 8시").
"""

from __future__ import annotations

from datetime import datetime

from chalicelib.nlu import slots, word_patterns
from chalicelib.nlu.decision import DANGER_CHANCE, POSSIBLE, SUPPORTED, decide_intent
from chalicelib.nlu.emergency_rules import detects_emergency
from chalicelib.nlu.features import extract_features
from chalicelib.nlu.model import load_model
from chalicelib.nlu.stranded_vehicle import extract_stranded_evidence
from chalicelib.nlu.text import clean_text, has_words, repair_typos, split_words
from chalicelib.nlu.types import EMERGENCY, OUT_OF_SCOPE, NluResult, SlotValues

LITTLE = 6
"""Letters, below which the model knows too little."""
SHORTEST = 4
"""Letters, below which a doubtful model raises no alarm: of "차가" more is to come."""
CERTAIN = 0.97
"""So sure of an emergency, the model is believed also where a car's trouble is told to be over or only asked about."""

__all__ = ["NluResult", "SlotValues", "extract_slots", "understand"]


def understand(text: str, now: datetime) -> NluResult:
    """Intent, slots and danger of `text` as written at `now` (an aware datetime). No text raises."""
    tidy = clean_text(text)
    spelled = repair_typos(tidy)
    if not has_words(spelled):
        return NluResult(OUT_OF_SCOPE, 1.0, {}, ((OUT_OF_SCOPE, 1.0),), is_emergency=False)
    model = load_model()
    alarm = detects_emergency(tidy) or detects_emergency(spelled)
    chances = _chances(spelled)
    if not alarm and POSSIBLE <= chances[EMERGENCY] < CERTAIN and extract_stranded_evidence(text).ruled_out:
        chances = _calmed(chances, 0.0)
    decided = decide_intent(chances, is_emergency=alarm, floor=model.header.floor, margin=model.header.margin)
    found = slots.extract_intent_slots(tidy, now, slots.slots_of_intent(decided.intent))
    if decided.intent == EMERGENCY and found.get("occurred_at") == now.isoformat(timespec="minutes"):
        del found["occurred_at"]  # what goes on now has no time of its own
    doubtful = bool(decided.clarification_intents) and len("".join(split_words(spelled))) < SHORTEST
    danger = alarm or (chances[EMERGENCY] >= DANGER_CHANCE and not doubtful)
    return NluResult(decided.intent, decided.confidence, found, decided.ranked, danger, decided.clarification_intents)


def _chances(spelled: str) -> dict[str, float]:
    """What the model believes. Words that only look like danger raise no alarm in it either; nor does the little beside
    them ("빨리 좀")."""
    model = load_model()
    chances = model.probabilities(extract_features(spelled))
    plain = word_patterns.remove_matches(spelled, "danger_lookalike")
    if plain == spelled or chances[EMERGENCY] < SUPPORTED:
        return chances
    little = len("".join(split_words(plain))) < LITTLE
    urgent = 0.0 if little else min(chances[EMERGENCY], model.probabilities(extract_features(plain))[EMERGENCY])
    return _calmed(chances, urgent)


def _calmed(chances: dict[str, float], urgent: float) -> dict[str, float]:
    """The chances with another one of an emergency; the others keep their proportions."""
    scale = (1 - urgent) / (1 - chances[EMERGENCY])
    return {label: urgent if label == EMERGENCY else chance * scale for label, chance in chances.items()}


def extract_slots(text: str, now: datetime) -> SlotValues:
    """Every slot the text fills, whatever its intent."""
    return slots.extract_intent_slots(clean_text(text), now)
