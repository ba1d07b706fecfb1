"""What a message tells besides the answer to the open question: answers to earlier questions, more of the story."""

from collections.abc import Mapping

from msgspec.structs import replace

from chalicelib.content.configuration import Flow, FlowStep
from chalicelib.dialogue.slot_extraction import candidate_clauses
from chalicelib.dialogue.slot_filling import NOT_GIVEN, find_step
from chalicelib.dialogue.slot_readers import MAX_TEXT_CHARS, stated
from chalicelib.dialogue.slot_types import type_of, validate_answer
from chalicelib.dialogue.state import ActiveFlow
from chalicelib.dialogue.user_input import UserInput, as_candidate, clauses_of, does
from chalicelib.nlu import dialogue_acts, slot_answers
from chalicelib.nlu.reading import Clause

NO_NARRATIVE = frozenset({"question", "small_talk", "correction", "dont_know", "stop"})
"""What a clause that tells more of the story doesn't do."""


def late_answers(flow: Flow, active: ActiveFlow, user_input: UserInput) -> dict[str, str]:
    """The answer to the latest earlier question that nobody knew, where the message is one: "제가요" after the next
    question is still the driver."""
    if user_input.reading is None:
        return {}
    for slot in reversed(active.asked_slots):
        step = find_step(flow, slot)
        if step is None or active.slots.get(slot, NOT_GIVEN) or not type_of(step).unmistakable:
            continue
        for clause in candidate_clauses(flow, step, user_input):
            value, _ = validate_answer(step, as_candidate(clause, user_input.reading, active.slots))
            if value is not None:
                return {slot: value}
    return {}


def is_description(flow: Flow, known: Mapping[str, str]) -> bool:
    """Whether a message with these slots describes what happened."""
    stated = [step.describes for step in flow.steps if step.describes and known.get(step.slot)]
    return "alone" in stated or len(stated) > 1


def with_more_narrative(
    flow: Flow, active: ActiveFlow, asked: FlowStep, user_input: UserInput, others: Mapping[str, str]
) -> ActiveFlow:
    """The flow with its narrative grown by the clauses that tell more of the event; or begun, where the slots filled
    beside the answer describe it."""
    story = next((step for step in flow.steps if step.narrative), None)
    if story is None or asked is story or does(user_input, "correction"):
        return active
    if story.slot not in active.slots:
        narrates = any(_states_event(flow, clause) for clause in clauses_of(user_input))
        narrative = {story.slot: user_input.raw[:MAX_TEXT_CHARS]} if narrates and is_description(flow, others) else {}
        return replace(active, slots=active.slots | narrative)
    if not active.slots[story.slot]:
        return active
    before = active.slots[story.slot]
    more = [clause.text for clause in clauses_of(user_input) if _adds_to_narrative(asked, clause, before)]
    if not more:
        return active
    grown = f"{before}\n{' '.join(more)}"[:MAX_TEXT_CHARS]
    return replace(active, slots=active.slots | {story.slot: grown})


def _states_event(flow: Flow, clause: Clause) -> bool:
    """Whether a clause says what happened, in a sentence."""
    if clause.acts & NO_NARRATIVE or not dialogue_acts.is_clause(clause.text):
        return False
    alone = (step for step in flow.steps if step.describes == "alone")
    return any(stated(step, clause.entities) is not None for step in alone)


def _adds_to_narrative(asked: FlowStep, clause: Clause, before: str) -> bool:
    """Whether a clause reports something of the event, and doesn't only answer the question."""
    if clause.acts & NO_NARRATIVE or clause.text in before:
        return False
    answers = any(name in clause.entities for name in asked.read_from)
    return not answers and slot_answers.describes_event(clause.text)
