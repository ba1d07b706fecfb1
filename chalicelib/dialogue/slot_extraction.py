"""Extracts the answer to the open question from a message. It is read clause by clause, without negated parts;
questions, courtesies and clauses about something else are no answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from chalicelib.content.configuration import Flow, FlowStep
from chalicelib.dialogue.slot_corrections import match_alias
from chalicelib.dialogue.slot_filling import is_severe_value
from chalicelib.dialogue.slot_readers import MAX_TEXT_CHARS, Candidate, stated
from chalicelib.dialogue.slot_types import means_unknown, topic, type_of, validate_answer
from chalicelib.dialogue.user_input import UserInput, as_candidate, clauses_of, does
from chalicelib.nlu import dialogue_acts, slot_answers
from chalicelib.nlu.places import within_area
from chalicelib.nlu.reading import Clause, Reading

MIN_INFORMATIVE_WORDS = 2
"""A clause with more words than this, fillers left out, is informative."""


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
    if user_input.reading is None:
        return Extraction(*validate_answer(step, Candidate("", user_input.slots, now, known)))
    parts = candidate_clauses(flow, step, user_input)
    if not parts and _asks_what_cannot_exist(step, user_input):
        return Extraction(None, f"bad_{step.format}", is_unknown=True)
    if not parts:
        asked = "asked_instead" if does(user_input, "question") else "take_time"
        return Extraction(None, asked, is_idle=True)
    unknown = any(means_unknown(step, part.text) and not _is_of_another(flow, step, part) for part in parts)
    unknown = unknown or step.slot in str(user_input.slots.get("unknown", "")).split()
    if type_of(step).by_clause:
        value = answer_of_clauses(step, parts, user_input.reading, known)
        return Extraction(value, f"bad_{step.format}", value is None and unknown)
    read = stated(step, user_input.slots) is not None
    candidate = _as_answer(step, parts, user_input, known, now)
    value, problem = validate_answer(step, candidate)
    if value is not None and _answers_question(
        flow,
        step,
        candidate.text,
        value,
        parts,
        read=read,
        has_unsolicited=has_unsolicited,
        amending=does(user_input, "correction"),
    ):
        if type_of(step).is_place and not does(user_input, "correction"):
            value = within_area(known.get(step.slot, ""), value)
        return Extraction(user_input.raw[:MAX_TEXT_CHARS] if type_of(step).whole_message else value)
    return Extraction(None, problem or f"bad_{step.format}", unknown and not read)


def _is_of_another(flow: Flow, step: FlowStep, part: Clause) -> bool:
    """Whether a clause calls another field by its name, or tells a plate or phone number that wasn't asked for ("뒷자리
    2093밖에 못 봤어요")."""
    numbers = (each for each in flow.steps if each.kind in ("plate", "phone") and step.kind not in ("plate", "phone"))
    return match_alias(flow, part.text)[0] not in (None, step) or any(
        stated(each, part.entities) is not None for each in numbers
    )


def answer_of_clauses(
    step: FlowStep, parts: tuple[Clause, ...], reading: Reading, known: Mapping[str, str]
) -> str | None:
    """The answer of the first clause that is one and isn't conceded ("있긴 한데 꺼져 있었어요"): of those that state it
    by themselves, if there are any, or of one with a severe value."""
    answers = ((part, validate_answer(step, as_candidate(part, reading, known))[0]) for part in parts)
    found = [(part, value) for part, value in answers if value is not None]
    severe = next((value for _, value in found if is_severe_value(step, value)), None)
    kept = [(part, value) for part, value in found if part is found[-1][0] or not part.concedes]
    stating = [value for part, value in kept if stated(step, part.entities) is not None]
    return severe or next(iter(stating or (value for _, value in kept)), None)


def _as_answer(
    step: FlowStep, parts: tuple[Clause, ...], user_input: UserInput, known: Mapping[str, str], now: datetime
) -> Candidate:
    """The clauses that may be the answer, together, without those that say what nobody knows."""
    kind = type_of(step)
    usable = [part for part in parts if kind.whole_message or "dont_know" not in part.acts] or list(parts)
    joined = slot_answers.join_places([part.text for part in usable]) if kind.is_place else ""
    if joined:
        return Candidate(joined, {**user_input.slots, step.slot: joined}, now, known, user_input.reading)
    if kind.is_place:  # a whole clause is the place
        read = str(stated(step, user_input.slots))
        usable = (
            [next(part for part in usable if read in part.text)]
            if any(read in part.text for part in usable)
            else usable
        )
    words = " ".join(part.text for part in usable)
    timed = any(part.time_spans for part in usable)
    return Candidate(words, user_input.slots, now, known, user_input.reading, with_time=timed)


def candidate_clauses(flow: Flow, step: FlowStep, user_input: UserInput) -> tuple[Clause, ...]:
    """The clauses of a message that may answer `step`: no questions, no "장소가 틀렸어요", no courtesies unless they
    say yes ("네 부탁드려요")."""
    return tuple(
        part
        for part in clauses_of(user_input)
        if not (("question" in part.acts and _asks(step, part)) or _is_courtesy(step, part))
        and not ("correction" in part.acts and _only_names_slot(flow, part.text))
    )


def _asks(step: FlowStep, part: Clause) -> bool:
    """Whether a clause that looks like a question is one. "어제 세시 반?" is an answer of somebody unsure."""
    kind = type_of(step)
    stated_here = stated(step, part.entities) is not None or kind.mentioned is not None
    unsure = stated_here and not kind.by_clause and not dialogue_acts.is_clause(part.text)
    return not (unsure and not dialogue_acts.is_question(part.text.rstrip(" ?!~")))


def _asks_what_cannot_exist(step: FlowStep, user_input: UserInput) -> bool:
    """Whether a question answers by what can't be: "자전거에 번호판이 있나요" to the plate."""
    return any(dialogue_acts.says_none_exists(step.kind, part.text) for part in clauses_of(user_input))


def _is_courtesy(step: FlowStep, part: Clause) -> bool:
    if "small_talk" not in part.acts:
        return False
    return not (type_of(step).by_clause and dialogue_acts.is_bare_yes_no(part.text, topic(step)))


def _only_names_slot(flow: Flow, part: str) -> bool:
    step, rest = match_alias(flow, part)
    return step is not None and not rest


def _answers_question(
    flow: Flow,
    step: FlowStep,
    words: str,
    value: str,
    parts: tuple[Clause, ...],
    *,
    read: bool,
    has_unsolicited: bool,
    amending: bool,
) -> bool:
    """Whether a valid value answers this question, and wasn't said about something else."""
    kind = type_of(step)
    if kind.has_clock:
        timed = [part for part in parts if part.time_spans] or parts
        return value == words.strip() or any(kind.is_stated(step, part, value, "") for part in timed)
    elsewhere = kind.is_place and dialogue_acts.names_other_location(words)
    if elsewhere and not slot_answers.mentions_accident(words):
        return False
    if not kind.takes_any_words or read:
        return True
    if dialogue_acts.is_bare_yes_no(words, topic(step)) or not any(_is_informative(step, part) for part in parts):
        return False
    if step.narrative and has_unsolicited:  # a correction is no narrative
        return not amending and any(match_alias(flow, part.text)[0] is None for part in parts)
    return not has_unsolicited or step.narrative


def _is_informative(step: FlowStep, part: Clause) -> bool:
    rest = dialogue_acts.remove_dont_know_clause(part.text)
    many = dialogue_acts.count_other_words(rest) > MIN_INFORMATIVE_WORDS
    return "dont_know" not in part.acts or (step.format == "text" and many)
