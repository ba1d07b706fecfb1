"""Corrections of a form: fields called by their names ("운전자는 아내예요"), and by contrast ("A가 아니라 B")."""

import re
from collections.abc import Mapping

from chalicelib.content.configuration import Flow, FlowStep
from chalicelib.content.places import place_name
from chalicelib.dialogue.slot_readers import Candidate, stated
from chalicelib.dialogue.slot_types import means_unknown, type_of, validate_answer
from chalicelib.dialogue.user_input import UserInput, as_candidate, clauses_of
from chalicelib.nlu import dialogue_acts
from chalicelib.nlu.places import in_same_district
from chalicelib.nlu.reading import Clause, Reading


def named_fields(flow: Flow, asked: str, user_input: UserInput) -> list[tuple[Clause, FlowStep, str]]:
    """The clauses that call another field than the one asked for by its name, each with what it says of it."""
    found = []
    for clause in clauses_of(user_input):
        step, rest = match_alias(flow, clause.text) if "question" not in clause.acts else (None, "")
        if step is not None and step.slot != asked and rest:
            found.append((clause, step, rest))
    return found


def values_by_alias(
    named: list[tuple[Clause, FlowStep, str]], reading: Reading | None, known: Mapping[str, str]
) -> dict[str, str]:
    """New values of fields called by their names ("운전자는 아내예요")."""
    found: dict[str, str] = {}
    for clause, step, rest in named:
        value = unambiguous_value(step, as_candidate(clause, reading, known, rest)) if reading else None
        if value is not None and value != known.get(step.slot):
            found[step.slot] = value
    return found


def unknowns_by_alias(named: list[tuple[Clause, FlowStep, str]]) -> list[str]:
    """Fields called by their names that nobody knows ("상대 번호는 못 봤고요")."""
    return [
        step.slot
        for _, step, rest in named
        if step.allows_unknown == "at_once" and means_unknown(step, rest)
        if not (type_of(step).asks_of_visit and dialogue_acts.speaks_of_going(rest))  # a plan
    ]


def corrected_by_contrast(flow: Flow, asked: str, user_input: UserInput, known: Mapping[str, str]) -> dict[str, str]:
    """The corrected field of "A가 아니라 B": the negated half names it, the other half has its value."""
    reading = user_input.reading
    if reading is None or reading.denied is None or dialogue_acts.is_question(reading.kept):
        return {}
    if dialogue_acts.is_bare_yes_no(reading.denied.cleaned):
        return {}
    denied, kept = message_candidate(reading.denied, {}), message_candidate(reading, known)
    for step in flow.steps:
        if step.slot == asked or type_of(step).whole_message or not known.get(step.slot):
            continue
        read = stated(step, denied.slots) if type_of(step).takes_any_words else unambiguous_value(step, denied)
        was = read or _denied_name(step, reading.denied.cleaned, known)
        value = _kept_value(step, reading, kept, known) if was is not None else None
        if value is not None and type_of(step).is_place:
            value = in_same_district(place_name(known[step.slot]), value)
        if value is not None and value not in (was, known.get(step.slot)):
            return {step.slot: value}
    return {}


def _kept_value(step: FlowStep, reading: Reading, kept: Candidate, known: Mapping[str, str]) -> str | None:
    """The value that a message keeps: the one of the clause that mentions the slot, else of all of it."""
    said = (clause for clause in reading.clauses if stated(step, clause.entities) is not None)
    values = (unambiguous_value(step, as_candidate(clause, reading, known)) for clause in said)
    return next((value for value in values if value is not None), None) or unambiguous_value(step, kept)


def message_candidate(reading: Reading, known: Mapping[str, str]) -> Candidate:
    timed = any(clause.time_spans for clause in reading.clauses)
    return Candidate(reading.kept, reading.entities, reading.now, known, reading, with_time=timed)


def _denied_name(step: FlowStep, words: str, known: Mapping[str, str]) -> str | None:
    """The known place, where the words name it."""
    before = place_name(known.get(step.slot, ""))
    return before if type_of(step).is_place and before and before in words else None


def unambiguous_value(step: FlowStep, candidate: Candidate) -> str | None:
    """The value of a step in a text, if the text is unambiguous."""
    if type_of(step).takes_any_words and (
        dialogue_acts.is_bare_yes_no(candidate.text) or not dialogue_acts.names_place(candidate.text)
    ):
        return None
    return validate_answer(step, candidate)[0]


def match_alias(flow: Flow, text: str) -> tuple[FlowStep | None, str]:
    """The step whose alias the text contains, the longest one first, and the text after it; "" where that only says
    that it was wrong."""
    best: tuple[int, FlowStep, int] | None = None
    for step in flow.steps:
        for word in step.aliases:
            found = re.search(
                rf"(?:^|\s|상대){re.escape(word)}(?:은|는|이|가|도|을|를|만|랑|하고|와|과|:|,)*(?:\s|$)", text
            )
            if found and (best is None or len(word) > best[0]):
                best = (len(word), step, found.end())
    if best is None:
        return None, ""
    rest = dialogue_acts.without_change(text[best[2] :].strip(" ,:"))
    return best[1], "" if dialogue_acts.is_bare_correction(rest) else rest
