"""Extracts the answer to the open question from a message. It is read sentence by sentence, without negated parts;
questions, courtesies and sentences about something else are no answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from chalicelib.content.configuration import Flow, FlowStep
from chalicelib.dialogue.slot_filling import SEVERE_VALUES, UserInput, match_alias
from chalicelib.dialogue.slot_validation import (
    MAX_TEXT_CHARS,
    Candidate,
    agreement_topic,
    means_unknown,
    validate_answer,
)
from chalicelib.nlu import dialogue_acts, slot_answers

FREE_TEXT_KINDS = ("text", "place")
"""Kinds of slots that accept almost any words."""

MIN_INFORMATIVE_WORDS = 2
"""A sentence with more words than this, fillers left out, is informative."""


@dataclass(frozen=True, slots=True)
class Extraction:
    """The answer's value, or the text key of the error. `is_unknown`: the message says that nobody knows, or that there
    is none; `is_idle`: it contains nothing that could be an answer."""

    value: str | None
    error_key: str = ""
    is_unknown: bool = False
    is_idle: bool = False


def extract(
    flow: Flow, step: FlowStep, user_input: UserInput, known: Mapping[str, str], now: datetime, *, has_unsolicited: bool
) -> Extraction:
    """Extracts the answer to `step`. `has_unsolicited`: the message fills other slots too."""
    if not user_input.text:
        return Extraction(*validate_answer(step, Candidate("", user_input.slots, now, known)))
    parts = candidate_sentences(flow, step, user_input.text)
    words = " ".join(parts)
    unknown = any(means_unknown(step, part) and match_alias(flow, part)[0] in (None, step) for part in parts)
    if not words:
        return Extraction(
            None, "asked_instead" if dialogue_acts.is_question(user_input.text) else "take_time", is_idle=True
        )
    if step.kind == "choice" and step.slot != "accident_type":  # each sentence is an answer or none
        values = [
            value for part in parts if (value := validate_answer(step, Candidate(part, {}, now, known))[0]) is not None
        ]
        severe = next((value for value in values if (step.slot, value) in SEVERE_VALUES), None)
        value = severe or next(iter(values), None)
        return Extraction(value, f"bad_{step.kind}", value is None and unknown)
    read = any(slot in user_input.slots for slot in (step.slot, step.kind))
    if step.kind != "text":
        words = " ".join(part for part in parts if not dialogue_acts.is_dont_know(part)) or words
    slots = user_input.slots if step.kind != "choice" else {}
    if step.kind == "place":  # the whole sentence is the place
        words = next((part for part in parts if str(slots.get(step.slot) or slots.get("place")) in part), words)
    value, problem = validate_answer(step, Candidate(words, slots, now, known))
    if value is not None and _answers_question(
        flow,
        step,
        words,
        value,
        parts,
        now,
        read=read,
        has_unsolicited=has_unsolicited,
        amending=dialogue_acts.is_correction(user_input.text),
    ):
        return Extraction(user_input.raw[:MAX_TEXT_CHARS] if step.kind == "text" and step.slot != "hospital" else value)
    return Extraction(None, problem or f"bad_{step.kind}", unknown and not read)


def candidate_sentences(flow: Flow, step: FlowStep, text: str) -> tuple[str, ...]:
    """The sentences of a message that may answer `step`: no questions, no "장소가 틀렸어요", no courtesies
    unless they say yes ("네 부탁드려요")."""
    _, kept = dialogue_acts.split_contrast(text)
    parts = (
        part
        for part in dialogue_acts.split_sentences(kept)
        if not (dialogue_acts.is_question(part) or _is_courtesy(step, part))
    )
    return tuple(part for part in parts if not (dialogue_acts.is_correction(part) and _only_names_slot(flow, part)))


def _is_courtesy(step: FlowStep, part: str) -> bool:
    return dialogue_acts.is_small_talk(part) and not (
        step.kind == "choice" and dialogue_acts.is_bare_yes_no(part, agreement_topic(step))
    )


def _only_names_slot(flow: Flow, part: str) -> bool:
    step, rest = match_alias(flow, part)
    return step is not None and not rest


def _answers_question(
    flow: Flow,
    step: FlowStep,
    words: str,
    value: str,
    parts: tuple[str, ...],
    now: datetime,
    *,
    read: bool,
    has_unsolicited: bool,
    amending: bool,
) -> bool:
    """Whether a valid value answers this question, and wasn't said about something else."""
    if step.kind == "datetime":
        return value == words.strip() or slot_answers.is_accident_time(words, now)
    if step.kind == "place" and dialogue_acts.names_other_location(words) and not slot_answers.mentions_accident(words):
        return False
    if step.kind not in FREE_TEXT_KINDS or read:
        return True
    if dialogue_acts.is_bare_yes_no(words, agreement_topic(step)) or not any(
        _is_informative(step, part) for part in parts
    ):
        return False
    if step.narrative and has_unsolicited:  # a correction is no narrative
        return not amending and any(match_alias(flow, part)[0] is None for part in parts)
    return not has_unsolicited or step.narrative


def _is_informative(step: FlowStep, part: str) -> bool:
    return not dialogue_acts.is_dont_know(part) or (
        step.kind == "text"
        and dialogue_acts.count_other_words(dialogue_acts.remove_dont_know_clause(part)) > MIN_INFORMATIVE_WORDS
    )
