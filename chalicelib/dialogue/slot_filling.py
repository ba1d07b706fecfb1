"""Fills other slots than the one asked for: unsolicited values and corrections of earlier answers."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Self

from chalicelib.content.configuration import Flow, FlowStep
from chalicelib.content.forms import ISO_DATE_LENGTH
from chalicelib.content.messages import Message
from chalicelib.content.places import place_name
from chalicelib.dialogue.insurers import find_insurer
from chalicelib.dialogue.slot_validation import Candidate, Slots, means_unknown, validate_answer
from chalicelib.nlu import dialogue_acts, fnol_entities, slot_answers
from chalicelib.nlu.reading import Reading

NOT_GIVEN = ""
"""The value of a slot that was skipped, or that nobody knows."""

OVERWRITING_SLOTS = frozenset(
    {"counterparty_plate", "counterparty_phone", "own_plate", "driver", "police_reported", "dashcam"}
)
"""A new value of these slots replaces the known one: nobody mentions another car's number in passing, and the others
are extracted only where they are named."""

SEVERE_VALUES = {("injured", "true"), ("accident_type", "hit_and_run")}
"""Slots and values that replace a known value even when mentioned in passing: an injury, a driver who fled."""


@dataclass(frozen=True, slots=True)
class UserInput:
    """One input of the customer: a message with the slots that it fills, a button, or a submitted form.
    `source_message` is the message that offered the button or form; `is_stranded`: the car stands in traffic."""

    reading: Reading | None = None
    button: str = ""
    slots: Slots = field(default_factory=dict)
    intent: str = ""
    form_values: Mapping[str, str] | None = None
    source_message: Message | None = None
    is_stranded: bool = False

    @classmethod
    def of(cls, reading: Reading, *, is_stranded: bool = False) -> Self:
        """A message."""
        return cls(reading, slots=reading.entities, is_stranded=is_stranded)

    @property
    def text(self) -> str:
        """The clean message; "" without one."""
        return self.reading.cleaned if self.reading else ""

    @property
    def raw(self) -> str:
        """The message as the customer wrote it, without blanks around it."""
        return self.reading.raw.strip() if self.reading else ""


def find_step(flow: Flow, slot: str) -> FlowStep | None:
    """The step of a slot."""
    return next((step for step in flow.steps if step.slot == slot), None)


def unsolicited_slots(
    flow: Flow, asked: str, user_input: UserInput, known: Mapping[str, str], now: datetime
) -> dict[str, str]:
    """Values for other slots than the one `asked` for, if they are valid and may replace what is `known`. Corrections
    and fields called by their names may; questions and words in passing may not."""
    free = not asked or dialogue_acts.is_correction(user_input.text) or not user_input.text
    recalled = dialogue_acts.is_recollection(user_input.text)
    found: dict[str, str] = {}
    for step in flow.steps:
        if step.slot == asked or (step.inverse_of == asked != "" and not dialogue_acts.mentions_tow(user_input.text)):
            continue
        value = _extract_value(step, user_input, known, now)
        if value is None or value == known.get(step.slot):
            continue
        before = known.get(step.slot, "")
        if (not known or _is_stated(step, user_input, value, before, now)) and _may_replace(
            step, before, value, free=free or (recalled and (step.slot, before) not in SEVERE_VALUES)
        ):
            found[step.slot] = value
    if known:
        corrections = _values_by_alias(flow, asked, user_input, known, now) | _corrected_by_contrast(
            flow, asked, user_input, known, now
        )
        found |= {
            slot: value for slot, value in corrections.items() if free or (slot, known.get(slot)) not in SEVERE_VALUES
        }
    nobody_knows = (
        *_unknowns_by_alias(flow, asked, user_input.text),
        *_unsolicited_unknowns(flow, asked, user_input.slots),
    )
    return with_inverse_slots(flow, {slot: NOT_GIVEN for slot in nobody_knows if slot not in known} | found, known)


def _unsolicited_unknowns(flow: Flow, asked: str, slots: Slots) -> tuple[str, ...]:
    """Slots that nobody knows, according to the text."""
    unknown = str(slots.get("unknown", "")).split()
    return tuple(slot for slot in unknown if slot != asked and find_step(flow, slot) is not None)


def _may_replace(step: FlowStep, known: str, value: str, *, free: bool) -> bool:
    surely = step.slot in OVERWRITING_SLOTS or (step.slot, value) in SEVERE_VALUES
    return not known or free or surely or _refines(step, known, value)


def _extract_value(step: FlowStep, user_input: UserInput, known: Mapping[str, str], now: datetime) -> str | None:
    read = user_input.slots.get(step.slot)
    words = dialogue_acts.split_contrast(user_input.text)[1]
    if step.kind == "insurer" and read is None and user_input.text:
        return find_insurer(words, asked=False)
    if read is None:
        return None
    if step.kind == "datetime" and user_input.text:
        moment = fnol_entities.resolve_time_answer(words, now, known.get(step.slot, ""))
        read = moment if moment is not None else read
    return validate_answer(step, Candidate("", {step.slot: read}, now))[0]


def _is_stated(step: FlowStep, user_input: UserInput, value: str, before: str, now: datetime) -> bool:
    """Whether a value was stated about this accident: not in a question, nor about another time or place."""
    if not user_input.text:
        return True
    parts = [part for part in _source_sentences(step, user_input.text, now) if not dialogue_acts.is_question(part)]
    if step.kind == "datetime":
        return any(slot_answers.is_accident_time(part, now) for part in parts)
    if step.kind == "place" and before:
        return any(slot_answers.is_accident_place(part, value, now) for part in parts)
    if step.slot == "accident_type" and before and (step.slot, value) not in SEVERE_VALUES:
        put_right = dialogue_acts.is_correction(user_input.text) or dialogue_acts.is_recollection(user_input.text)
        return put_right or any(slot_answers.mentions_accident(part) for part in parts)
    return any(step.kind not in ("text", "place") or not dialogue_acts.names_other_location(part) for part in parts)


def _source_sentences(step: FlowStep, text: str, now: datetime) -> tuple[str, ...]:
    """The sentences that contain a slot; the whole message where none does by itself."""
    words = dialogue_acts.split_contrast(text)[1]
    parts = dialogue_acts.split_sentences(words)
    return (len(parts) > 1 and tuple(part for part in parts if _mentions_slot(step, part, now))) or (words,)


def _mentions_slot(step: FlowStep, text: str, now: datetime) -> bool:
    read = fnol_entities.extract_fnol_slots(text, now)
    match step.kind:
        case "insurer":
            return find_insurer(text, asked=False) is not None
        case "plate":
            return "plates" in read or "own_plate" in read
        case "phone":
            return "phone" in read or step.slot in read
        case _:
            return step.slot in read


def _refines(step: FlowStep, known: str, value: str) -> bool:
    """Whether the value adds a clock time to the known day."""
    return step.kind == "datetime" and len(known) == ISO_DATE_LENGTH < len(value) and value.startswith(known)


def _values_by_alias(
    flow: Flow, asked: str, user_input: UserInput, known: Mapping[str, str], now: datetime
) -> dict[str, str]:
    """New values of fields called by their names ("운전자는 아내예요")."""
    found: dict[str, str] = {}
    for part in dialogue_acts.split_sentences(dialogue_acts.split_contrast(user_input.text)[1]):
        step, rest = match_alias(flow, part)
        if step is None or step.slot == asked or not rest or dialogue_acts.is_question(part):
            continue
        value = _unambiguous_value(step, rest, known, now)
        if value is not None and value != known.get(step.slot):
            found[step.slot] = value
    return found


def _unknowns_by_alias(flow: Flow, asked: str, text: str) -> list[str]:
    """Fields called by their names that nobody knows ("상대 번호는 못 봤고요")."""
    parts = [
        match_alias(flow, part) for part in dialogue_acts.split_sentences(text) if not dialogue_acts.is_question(part)
    ]
    return [
        step.slot
        for step, rest in parts
        if step and rest and step.slot != asked and step.allows_unknown == "at_once" and means_unknown(step, rest)
    ]


def _corrected_by_contrast(
    flow: Flow, asked: str, user_input: UserInput, known: Mapping[str, str], now: datetime
) -> dict[str, str]:
    """The corrected field of "A가 아니라 B": the negated half names it, the other half has its value."""
    denied, rest = dialogue_acts.split_contrast(user_input.text)
    if not denied or dialogue_acts.is_question(rest):
        return {}
    for step in flow.steps:
        if step.slot == asked or step.kind == "text":
            continue
        was = _unambiguous_value(step, denied, {}, now) if step.kind != "place" else _place_in(denied, known, now)
        value = _unambiguous_value(step, rest, known, now) if was is not None and known.get(step.slot) else None
        if value is not None and value not in (was, known.get(step.slot)):
            return {step.slot: value}
    return {}


def _place_in(words: str, known: Mapping[str, str], now: datetime) -> str | None:
    before = place_name(known.get("place", ""))
    user_input = str(fnol_entities.extract_fnol_slots(words, now).get("place", ""))
    return user_input or (before if before and before in words else None)


def _unambiguous_value(step: FlowStep, words: str, known: Mapping[str, str], now: datetime) -> str | None:
    """The value of a step in a text, if the text is unambiguous."""
    read = fnol_entities.extract_fnol_slots(words, now)
    if step.kind == "plate":
        read = {step.slot: read["plates"]} if "plates" in read else {}
    value, _ = validate_answer(step, Candidate(words, read, now, known))
    if step.kind in ("text", "place") and (dialogue_acts.is_bare_yes_no(words) or not dialogue_acts.names_place(words)):
        return None
    return value


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
    rest = text[best[2] :].strip(" ,:")
    return best[1], "" if dialogue_acts.is_bare_correction(rest) else rest


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
