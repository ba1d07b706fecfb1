"""Fills other slots than the one asked for: unsolicited values and corrections of earlier answers."""

from collections.abc import Mapping
from datetime import datetime

from chalicelib.content.configuration import Flow, FlowStep
from chalicelib.content.forms import step_applies
from chalicelib.dialogue.slot_corrections import (
    corrected_by_contrast,
    message_candidate,
    named_fields,
    unambiguous_value,
    unknowns_by_alias,
    values_by_alias,
)
from chalicelib.dialogue.slot_readers import Candidate, Slots, read_choice, stated
from chalicelib.dialogue.slot_types import (
    MENTIONED_KINDS,
    VISIT_KINDS,
    refines,
    type_of,
    validate_answer,
)
from chalicelib.dialogue.user_input import UserInput, does
from chalicelib.nlu import dialogue_acts, fnol_entities, slot_answers
from chalicelib.nlu.reading import Clause, Reading

NOT_GIVEN = ""
"""The value of a slot that was skipped, or that nobody knows."""


def find_step(flow: Flow, slot: str) -> FlowStep | None:
    """The step of a slot."""
    return next((step for step in flow.steps if step.slot == slot), None)


def is_severe_value(step: FlowStep | None, value: str) -> bool:
    """Whether a value replaces a known one even when mentioned in passing: an injury, a driver who fled."""
    return step is not None and value in step.severe


def unsolicited_slots(
    flow: Flow, asked: str, user_input: UserInput, known: Mapping[str, str], now: datetime
) -> dict[str, str]:
    """Values for other slots than the one `asked` for, if they are valid and may replace what is `known`. Corrections
    and fields called by their names may; questions and words in passing may not."""
    asked_step = find_step(flow, asked)
    corrects, recalls = _corrects(asked_step, user_input), does(user_input, "recollection")
    free = not asked or corrects or not user_input.text
    found: dict[str, str] = {}
    named = named_fields(flow, asked, user_input)
    visits = asked_step is not None and asked_step.kind in VISIT_KINDS
    visited = _visited(asked_step, user_input, known) if asked_step is not None and visits else None
    for step in flow.steps:
        if step.slot == asked or (step.inverse_of == asked != "" and not dialogue_acts.mentions_tow(user_input.text)):
            continue
        if step.kind not in MENTIONED_KINDS and user_input.slots.keys().isdisjoint(step.read_from):
            continue
        before = known.get(step.slot, "")
        value = _mentioned_value(step, user_input, before, now)
        if value is None or value == visited or (step.slot in known and value == before):
            continue
        if any(other.slot != step.slot and value in said for _, other, said in named) and type_of(step).is_place:
            continue  # "목적지는 강남역이에요"
        if not known or (
            _is_stated(step, user_input, value, before)
            and _may_replace(step, before, value, free=free or (recalls and not is_severe_value(step, before)))
        ):
            found[step.slot] = value
    if known:
        corrections = values_by_alias(named, user_input.reading, known) | corrected_by_contrast(
            flow, asked, user_input, known
        )
        found |= {
            slot: value
            for slot, value in corrections.items()
            if value != visited
            if free or not is_severe_value(find_step(flow, slot), known.get(slot, ""))
        }
    nobody_knows = (
        *unknowns_by_alias(named),
        *_unsolicited_unknowns(flow, asked, user_input.slots),
    )
    values = {slot: NOT_GIVEN for slot in nobody_knows if slot not in known} | found
    return with_inverse_slots(flow, values, known) if values else values


def stated_details(flow: Flow, user_input: UserInput, known: Mapping[str, str], now: datetime) -> dict[str, str]:
    """What a message says for steps with a `detail` that apply, asked or not."""
    found: dict[str, str] = {}
    for step in flow.steps:
        if step.detail and user_input.text and step.slot not in known and step_applies(step, {**known, **found}):
            value = _read_detail(step, user_input, now)
            if value:
                found[step.slot] = value
    return found


def _read_detail(step: FlowStep, user_input: UserInput, now: datetime) -> str | None:
    if step.detail == "choice":
        return read_choice(step, Candidate(user_input.text, {}, now))
    from chalicelib.nlu.change_details import CHANGE_DETAILS  # loaded where a contract is changed

    return CHANGE_DETAILS[step.detail](user_input.raw)


def _visited(asked: FlowStep, user_input: UserInput, known: Mapping[str, str]) -> str | None:
    """The hospital that a message names in answer to where somebody went, which is no other place."""
    value = unambiguous_value(asked, message_candidate(user_input.reading, known)) if user_input.reading else None
    return value if value and fnol_entities.HOSPITAL_CUE.search(value) else None


def _corrects(asked: FlowStep | None, user_input: UserInput) -> bool:
    """Whether the message corrects earlier answers. "아뇨 정비소에 있어요" only answers no."""
    answers = asked is not None and type_of(asked).by_clause
    return (
        dialogue_acts.is_correction(dialogue_acts.without_denial(user_input.text))
        if answers
        else does(user_input, "correction")
    )


def _unsolicited_unknowns(flow: Flow, asked: str, slots: Slots) -> tuple[str, ...]:
    """Slots that nobody knows, according to the text."""
    unknown = str(slots.get("unknown", "")).split()
    return tuple(slot for slot in unknown if slot != asked and find_step(flow, slot) is not None)


def _may_replace(step: FlowStep, known: str, value: str, *, free: bool) -> bool:
    return not known or free or step.overwrites or is_severe_value(step, value) or refines(step, known, value)


def _mentioned_value(step: FlowStep, user_input: UserInput, before: str, now: datetime) -> str | None:
    """The value of a slot that a message tells without being asked for it."""
    reading, read = user_input.reading, stated(step, user_input.slots) if user_input.slots else None
    kind = type_of(step)
    if read is None and kind.mentioned is not None and reading is not None:
        return kind.mentioned(reading)
    if read is None:
        return None
    if kind.has_clock and reading is not None:
        read = reading.time(before, asked=False) or read
    return validate_answer(step, Candidate("", {step.read_from[0]: read}, now))[0]


def _is_stated(step: FlowStep, user_input: UserInput, value: str, before: str) -> bool:
    """Whether a value was stated about this event: not in a question, nor about another time or place."""
    if user_input.reading is None:
        return True
    sources = _source_clauses(step, user_input.reading)
    assertions = [clause for clause in sources if "question" not in clause.acts]
    if step.needs_event and before and not is_severe_value(step, value):
        put_right = does(user_input, "correction") or does(user_input, "recollection")
        return put_right or any(slot_answers.mentions_accident(clause.text) for clause in assertions)
    return any(type_of(step).is_stated(step, clause, value, before) for clause in assertions)


def _source_clauses(step: FlowStep, reading: Reading) -> tuple[Clause, ...]:
    """The clauses that mention a slot; all where none does by itself."""
    found = tuple(clause for clause in reading.clauses if stated(step, clause.entities) is not None)
    return found or reading.clauses


def with_inverse_slots(flow: Flow, values: dict[str, str], known: Mapping[str, str]) -> dict[str, str]:
    """The values with those of inverse slots: a car that drives needs no tow, and the other way round. Whether a car
    that doesn't drive needs one is asked: it may be at a garage by now."""
    other = {"true": "false", "false": "true", NOT_GIVEN: NOT_GIVEN}
    for step in flow.steps:
        if not step.inverse_of or step.slot not in values or step.inverse_of in values:
            continue
        contrary = find_step(flow, step.inverse_of)
        to_be_asked = (
            contrary and values[step.slot] in contrary.when.get(step.slot, ()) and step.inverse_of not in known
        )
        was_asked = known.get(step.inverse_of) in step.when.get(step.inverse_of, ()) and step.slot not in known
        if not (to_be_asked or was_asked):
            values = {**values, step.inverse_of: other[values[step.slot]]}
    return values
