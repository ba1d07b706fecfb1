"""The thresholds of the language understanding (`config/nlu.toml`)."""

from functools import cache

import msgspec
from msgspec import Struct

from chalicelib.content.config_files import read_rules

MAX_COUNT = 100
"""Maximum of each number of letters and intents."""


class EmergencyThresholds(Struct, frozen=True, forbid_unknown_fields=True):
    """From `rules_support` on the model supports a red flag of the rules, whose confidence is then at least
    `rules_confidence`. From `model_alarm` on it raises the flag
    itself, unless it is in doubt about fewer than `min_alarm_letters`. Between `possible` and `certain`, evidence that
    a stranded car is no emergency lowers its probability to 0. With fewer than `min_rest_letters` beside words that
    only look like one, the rest of a text is no emergency for the model. `suspected` is the probability of what may be
    a danger or none."""

    rules_support: float
    rules_confidence: float
    model_alarm: float
    possible: float
    certain: float
    suspected: float
    min_alarm_letters: int
    min_rest_letters: int


class ClarificationThresholds(Struct, frozen=True, forbid_unknown_fields=True):
    """Near ties: up to `max_choices` intents from `min_probability` on are asked about. After a rejection with less
    than `certain_rejection`: up to `max_offered` from `min_offered` on. A result lists `max_alternatives`."""

    max_choices: int
    min_probability: float
    certain_rejection: float
    max_offered: int
    min_offered: float
    max_alternatives: int


class ActThresholds(Struct, frozen=True, forbid_unknown_fields=True):
    """The lowest probabilities with which a message that answers nothing is an act by its words alone: `later`, `stop`,
    and the `other` acts; `any_words` where any words answer the question, `closing` where a question is asked, which
    else closes the open one. From `surely_later` on it is put off whatever
    else it says."""

    later: float
    stop: float
    other: float
    any_words: float
    closing: float
    surely_later: float


class CoverageThresholds(Struct, frozen=True, forbid_unknown_fields=True):
    """The lowest probabilities with which the model has an entry answer a coverage question: `matched` where its words
    alone name it too, `unmatched` where they name none or several, `opposed` where they name another or lead away from
    it, `sure` where the question names a subject that only questions of other entries have. From `asked` on a question
    for which the classifier found another intent is one of coverage; from `offered` on an entry is offered where none
    answers."""

    matched: float
    unmatched: float
    opposed: float
    sure: float
    asked: float
    offered: float


class NluThresholds(Struct, frozen=True, forbid_unknown_fields=True):
    """All thresholds."""

    emergency: EmergencyThresholds
    clarification: ClarificationThresholds
    acts: ActThresholds
    coverage: CoverageThresholds


@cache
def nlu_thresholds() -> NluThresholds:
    """The thresholds of `nlu.toml`, cached. Raises msgspec.ValidationError for a wrong type."""
    return read_rules("nlu.toml", NluThresholds)


def validate_nlu_thresholds(thresholds: NluThresholds) -> None:
    """Raises ValueError that names the first error."""
    emergency, clarification = thresholds.emergency, thresholds.clarification
    for section in (emergency, clarification, thresholds.acts, thresholds.coverage):
        for name, value in msgspec.structs.asdict(section).items():
            if isinstance(value, float) and not 0 <= value <= 1:
                raise ValueError(f"nlu.toml: {name} must be between 0 and 1")
            if isinstance(value, int) and not 1 <= value <= MAX_COUNT:
                raise ValueError(f"nlu.toml: {name} must be between 1 and {MAX_COUNT}")
    if not emergency.rules_support <= emergency.possible <= emergency.certain:
        raise ValueError("nlu.toml: rules_support, possible and certain must ascend")
    if clarification.max_choices < 2:
        raise ValueError("nlu.toml: max_choices must be at least 2")
