"""The trained model of coverage questions: which entry of the knowledge base a question is most likely about. It stands
beside the words of the entries: an answer needs both. Its file has the format of the intents' model."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from chalicelib.nlu.features import extract_features
from chalicelib.nlu.model import IntentModel, unpack
from chalicelib.nlu.text import clean_text, repair_typos
from chalicelib.nlu.thresholds import nlu_thresholds

FILE = Path(__file__).with_name("coverage.bin")
NO_ENTRY = "none"
"""The label of questions that no entry answers."""


@cache
def load_coverage_model() -> IntentModel:
    """The model in the package, loaded at the first call."""
    return unpack(FILE.read_bytes())


def entry_probabilities(text: str) -> dict[str, float]:
    """The probability of each entry that the model knows, and of `NO_ENTRY`."""
    return load_coverage_model().probabilities(extract_features(repair_typos(clean_text(text))))


def likely_entry(text: str, *, against_intent: bool = False) -> str:
    """The entry that a question is about by the model alone; "" where it is in doubt. `against_intent`: the classifier
    found another intent."""
    likely, limits = entry_probabilities(text), nlu_thresholds().coverage
    best = max(likely, key=lambda name: likely[name])
    least = limits.asked if against_intent else limits.unmatched
    return best if best != NO_ENTRY and likely[best] >= least else ""
