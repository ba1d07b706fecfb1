"""Readers of answers to a flow's questions, one for each type of slot: the value as it is stored, or None."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from chalicelib.content.configuration import FlowStep
from chalicelib.content.forms import MAX_PEOPLE, PHONE, PLATE, is_moment, is_people_count, strip_separators
from chalicelib.dialogue.insurers import find_insurer
from chalicelib.nlu import dialogue_acts, fnol_entities, people_counts, plates, slot_answers
from chalicelib.nlu.breakdown import reports_breakdown
from chalicelib.nlu.reading import Reading

Slots = Mapping[str, str | bool]

MAX_TEXT_CHARS = 400
"""Maximum length of a free-text answer in characters; the rest is cut off."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible answer: words, the slots that they fill, and the known slots. `reading` is that of their message;
    `with_time`: the words mention a time."""

    text: str
    slots: Slots
    now: datetime
    known: Mapping[str, str] = field(default_factory=dict)
    reading: Reading | None = None
    with_time: bool = False


def stated(step: FlowStep, slots: Slots) -> str | bool | None:
    """What a message states for the slot of a step."""
    return next((slots[name] for name in step.read_from if name in slots), None)


def read_choice(step: FlowStep, candidate: Candidate) -> str | None:
    """The option whose value, label or synonym the words are, the severe one of several; or that which a yes or a no
    means."""
    read = stated(step, candidate.slots)
    wanted = str(read).lower() if isinstance(read, bool) else (read or candidate.text).strip()
    if any(option.value == wanted for option in step.options):
        return wanted
    labels = (strip_separators(wanted), strip_separators(dialogue_acts.strip_answer(wanted)))
    for option in step.options:
        if strip_separators(option.label) in labels:
            return option.value
    if read is not None:
        return None
    text = candidate.text.lower()
    matches = [value for value, words in step.option_synonyms.items() if any(word.lower() in text for word in words)]
    if not matches and step.yes_means:
        means = {True: step.yes_means, False: step.no_means, None: ""}
        return means[dialogue_acts.detect_yes_no(candidate.text, step.slot)] or None
    severe = [value for value in matches if value in step.severe]
    chosen = severe or matches
    return chosen[0] if len(chosen) == 1 else None


def read_yes_no(step: FlowStep, candidate: Candidate) -> str | None:
    """Yes or no, also in words about the subject of the question."""
    read = stated(step, candidate.slots)
    if not candidate.text:
        return read_choice(step, candidate)
    said = slot_answers.extract_yes_no_answer(step.slot, candidate.text, read if isinstance(read, bool) else None)
    return read_choice(step, candidate) if said is None else str(said).lower()


def read_person(step: FlowStep, candidate: Candidate) -> str | None:
    """Who it was: a person who is said to have driven, the only person mentioned, or nobody."""
    chosen = read_choice(step, candidate)
    if chosen is not None or not candidate.text or stated(step, candidate.slots) is not None:
        return chosen
    nobody = slot_answers.says_nobody_drove(candidate.text)
    who = "nobody" if nobody else slot_answers.extract_driver(candidate.text)
    return who if who in {option.value for option in step.options} else None


def read_datetime(step: FlowStep, candidate: Candidate) -> str | None:
    """A date, or a time on it."""
    resolved = candidate.reading.time(candidate.known.get(step.slot, ""), asked=True) if candidate.reading else None
    read = stated(step, candidate.slots)
    moment = resolved or (read if isinstance(read, str) else candidate.text.strip())
    return moment if is_moment(moment) else None


def read_place(step: FlowStep, candidate: Candidate) -> str | None:
    """A place: the one that was read, else words that may name one."""
    read = stated(step, candidate.slots)
    if isinstance(read, str) and read:
        text = candidate.text
        return fnol_entities.resolve_place_answer(text, read, with_time=candidate.with_time) if text else read
    if reports_breakdown(candidate.text):
        return None
    bare = slot_answers.place_words(candidate.text)
    return bare if 2 <= len(bare) <= 100 and slot_answers.looks_like_place(candidate.text) else None


def read_plate(step: FlowStep, candidate: Candidate) -> str | None:
    """A registration number."""
    read = stated(step, candidate.slots)
    if isinstance(read, str) and read.strip():
        last = read.split()[-1]
        numbers = (strip_separators(read), last, strip_separators(last))  # one, or the last of several
        return next((number for number in numbers if PLATE.match(number)), None)
    wanted = strip_separators(dialogue_acts.strip_answer(candidate.text))
    return wanted if PLATE.match(wanted) else plates.partial_plate(wanted) or None


def read_phone(step: FlowStep, candidate: Candidate) -> str | None:
    """A telephone number."""
    read = stated(step, candidate.slots) or dialogue_acts.strip_answer(candidate.text)
    number = strip_separators(read) if isinstance(read, str) else ""
    return number if PHONE.match(number) else None


def read_text(step: FlowStep, candidate: Candidate) -> str | None:
    """Any words of two letters at least; for some details of a change, those that may tell one."""
    read = stated(step, candidate.slots)
    value = read if isinstance(read, str) else candidate.text
    if step.detail:
        from chalicelib.nlu.change_details import MAY_ANSWER  # loaded where a contract is changed

        may_answer = MAY_ANSWER.get(step.detail)
        value = value if may_answer is None or may_answer(value) else ""
    return value.strip()[:MAX_TEXT_CHARS] if len(value.strip()) >= 2 else None


def read_noun(step: FlowStep, candidate: Candidate) -> str | None:
    """Words that a reader of entities found; others are none."""
    read = stated(step, candidate.slots)
    return read[:MAX_TEXT_CHARS] if isinstance(read, str) and read else None


def read_facility(step: FlowStep, candidate: Candidate) -> str | None:
    """The name of a hospital."""
    read = stated(step, candidate.slots)
    value = read if isinstance(read, str) and read else slot_answers.extract_hospital(candidate.text)
    return value.strip()[:MAX_TEXT_CHARS] if len(value.strip()) >= 2 else None


def read_destination(step: FlowStep, candidate: Candidate) -> str | None:
    """Where a car is to be towed."""
    from chalicelib.nlu.destinations import destination_of  # loaded where somebody asks for a tow

    read = stated(step, candidate.slots)
    said = read if isinstance(read, str) else read_text(step, candidate)
    return destination_of(said) if said else None


def read_number(step: FlowStep, candidate: Candidate) -> str | None:
    """A number of people."""
    read = stated(step, candidate.slots)
    known = isinstance(read, str) and is_people_count(read)
    words = candidate.text or str(read or "")
    count = int(read) if known and isinstance(read, str) else people_counts.extract_people_count(words)
    return str(count) if count is not None and 0 < count <= MAX_PEOPLE else None


def read_insurer(step: FlowStep, candidate: Candidate) -> str | None:
    """An insurer by any of its names."""
    return find_insurer(str(stated(step, candidate.slots) or candidate.text), asked=True)
