"""The trained model of conversation acts: what a message most likely does about the conversation where the grammar of
`conversation_acts` reads no act and the message answers nothing. Its file has the format of the intents' model."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

from chalicelib.nlu import word_patterns
from chalicelib.nlu.conversation_acts import ConversationAct, fits_tense, sounds_like_leaving, squeeze
from chalicelib.nlu.features import extract_features
from chalicelib.nlu.model import IntentModel, unpack
from chalicelib.nlu.thresholds import nlu_thresholds

LikelyAct = ConversationAct | Literal["dont_know"]

FILE = Path(__file__).with_name("acts.bin")
NO_ACT = "none"
"""The label of messages without an act."""

MAX_LETTERS = 50
"""Letters of a message that is an act by its words alone; longer ones tell something."""

_LEAVES: tuple[LikelyAct, ...] = ("later", "stop")
"""Acts that end a form, and not in a message that names something of the accident."""


class Likelihood(NamedTuple):
    """The likeliest act of a message, and its probability."""

    act: LikelyAct
    probability: float


@cache
def load_act_model() -> IntentModel:
    """The model in the package, loaded at the first call."""
    return unpack(FILE.read_bytes())


def likely_act(repaired: str) -> Likelihood | None:
    """The act that a message most likely is, by its words; None below the act's threshold."""
    squeezed = squeeze(repaired)
    if not 0 < len(squeezed) <= MAX_LETTERS:
        return None
    about_accident = word_patterns.pattern("act_likely_veto").search(squeezed) is not None
    if not about_accident and sounds_like_leaving(squeezed):
        return Likelihood("later", nlu_thresholds().acts.later)
    probabilities = load_act_model().probabilities(extract_features(repaired))
    act = max(probabilities, key=lambda name: probabilities[name])
    limits = nlu_thresholds().acts
    least = limits.later if act == "later" else limits.stop if act == "stop" else limits.other
    unlikely = act == NO_ACT or probabilities[act] < least
    if unlikely or not fits_tense(act, squeezed) or (about_accident and act in _LEAVES):
        return None
    return Likelihood(act, probabilities[act])  # type: ignore[arg-type]
