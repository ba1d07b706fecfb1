"""Parses and validates an answer to a flow's question: the value as it is stored, or None."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from chalicelib.content.configuration import FlowStep
from chalicelib.content.forms import MAX_PEOPLE, PHONE, PLATE, is_moment, is_people_count, strip_separators
from chalicelib.dialogue.insurers import find_insurer
from chalicelib.nlu import accident_entities, dialogue_acts, fnol_entities, slot_answers

Slots = Mapping[str, str | bool]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible answer: the text, the slots extracted from it, and the known slots."""

    text: str
    slots: Slots
    now: datetime
    known: Mapping[str, str] = field(default_factory=dict)


def _parse_choice(step: FlowStep, candidate: Candidate) -> str | None:
    read = candidate.slots.get(step.slot)
    wanted = str(read).lower() if isinstance(read, bool) else (read or candidate.text).strip()
    for option in step.options:
        if wanted == option.value or strip_separators(option.label) in (
            strip_separators(wanted),
            strip_separators(dialogue_acts.strip_answer(wanted)),
        ):
            return option.value
    matches = [value for value, words in step.option_synonyms.items() if any(word in candidate.text for word in words)]
    if len(matches) == 1 and read is None:
        return matches[0]
    values = [option.value for option in step.options]
    if read is not None or not candidate.text:
        return None
    value: str | bool | None
    if "true" in values:
        value = slot_answers.extract_yes_no_answer(step.slot, candidate.text)
        value = None if value is None else str(value).lower()
    elif step.slot == "driver":
        value = slot_answers.extract_driver(candidate.text)
    else:
        value = accident_entities.extract_accident_type(candidate.text) if step.slot == "accident_type" else None
    return value if value in values else None


def _parse_datetime(step: FlowStep, candidate: Candidate) -> str | None:
    read = candidate.slots.get(step.slot) or candidate.slots.get("occurred_at")
    moment = (
        fnol_entities.resolve_time_answer(candidate.text, candidate.now, candidate.known.get(step.slot, ""))
        if candidate.text
        else None
    )
    moment = moment or (read if isinstance(read, str) else candidate.text.strip())
    return moment if is_moment(moment) else None


def _parse_place(step: FlowStep, candidate: Candidate) -> str | None:
    read = candidate.slots.get(step.slot) or candidate.slots.get("place")
    if isinstance(read, str) and read:
        return fnol_entities.resolve_place_answer(candidate.text, read, candidate.now) if candidate.text else read
    bare = dialogue_acts.strip_answer(candidate.text)
    return bare if 2 <= len(bare) <= 100 and slot_answers.looks_like_place(candidate.text) else None


def _parse_plate(step: FlowStep, candidate: Candidate) -> str | None:
    read = candidate.slots.get(step.slot)
    if isinstance(read, str) and read:
        return strip_separators(read) if PLATE.match(strip_separators(read)) else None
    value = fnol_entities.extract_vehicle_plates(candidate.text)
    wanted = value[-1].number if value else strip_separators(dialogue_acts.strip_answer(candidate.text))
    return wanted if PLATE.match(wanted) else None


def _parse_phone(step: FlowStep, candidate: Candidate) -> str | None:
    read = (
        candidate.slots.get(step.slot)
        or candidate.slots.get("phone")
        or strip_separators(dialogue_acts.strip_answer(candidate.text))
    )
    return strip_separators(read) if isinstance(read, str) and PHONE.match(strip_separators(read)) else None


def _parse_text(step: FlowStep, candidate: Candidate) -> str | None:
    read = candidate.slots.get(step.slot)
    value = read if isinstance(read, str) else candidate.text
    if step.slot == "hospital" and not read:
        value = slot_answers.extract_hospital(candidate.text)
    return value.strip()[:MAX_TEXT_CHARS] if len(value.strip()) >= 2 else None


MAX_TEXT_CHARS = 400
"""Maximum length of a free-text answer in characters; the rest is cut off."""


def _parse_number(step: FlowStep, candidate: Candidate) -> str | None:
    read = candidate.slots.get(step.slot)
    count = (
        int(read)
        if isinstance(read, str) and is_people_count(read)
        else dialogue_acts.extract_people_count(candidate.text)
    )
    return str(count) if count is not None and 0 < count <= MAX_PEOPLE else None


def _parse_insurer(step: FlowStep, candidate: Candidate) -> str | None:
    read = candidate.slots.get(step.slot)
    return find_insurer(str(read or candidate.text), asked=True)


_PARSERS: dict[str, Callable[[FlowStep, Candidate], str | None]] = {
    "choice": _parse_choice,
    "datetime": _parse_datetime,
    "place": _parse_place,
    "plate": _parse_plate,
    "phone": _parse_phone,
    "text": _parse_text,
    "number": _parse_number,
    "insurer": _parse_insurer,
}


def validate_answer(step: FlowStep, candidate: Candidate) -> tuple[str | None, str]:
    """The value to store, or None and the text key of the error.

    A time may be a date alone. It may be at most an hour in the future: people round, and clocks differ.
    """
    value = _PARSERS[step.kind](step, candidate)
    if value is None:
        return None, f"bad_{step.kind}"
    if step.kind == "datetime":
        moment = datetime.fromisoformat(value)
        if moment.replace(tzinfo=moment.tzinfo or candidate.now.tzinfo) > candidate.now + timedelta(hours=1):
            return None, "bad_datetime_future"
    return value, ""


def means_unknown(step: FlowStep, words: str) -> bool:
    """Whether the text says that the answer is unknown, or that there is none, including "아니요" to "do you
    know …"."""
    if dialogue_acts.is_dont_know(words) or dialogue_acts.says_none_exists(step.kind, words):
        return True
    if step.slot == "driver":
        return slot_answers.says_nobody_drove(words)
    if step.slot == "hospital":
        return slot_answers.says_no_hospital(words)
    return (
        step.kind not in ("choice", "datetime") and dialogue_acts.detect_yes_no(words, agreement_topic(step)) is False
    )


def agreement_topic(step: FlowStep) -> str:
    """The topic of an answer, as the word lists name it."""
    return step.slot if step.kind == "choice" or step.slot == "hospital" else step.kind
