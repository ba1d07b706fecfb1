"""Answers that aren't understood: the question once more, in simpler words, and then without it. The customer's words
are kept as a note in the narrative."""

from msgspec.structs import replace

from chalicelib.content.configuration import FlowStep
from chalicelib.dialogue.flow_steps import (
    Transition,
    TurnContext,
    advance,
    as_not_understood,
    say_and_advance,
    with_slots,
)
from chalicelib.dialogue.slot_filling import NOT_GIVEN
from chalicelib.dialogue.slot_readers import MAX_TEXT_CHARS
from chalicelib.dialogue.state import ActiveFlow

MAX_NOTE_CHARS = 120
"""Maximum length of the note of one question, in characters."""


def miss_question(turn: TurnContext, active: ActiveFlow, step: FlowStep, error_key: str) -> Transition:
    """The transition for a message that doesn't answer `step`. Words that were written before are not asked for a third
    time: who repeats them has no others. Nor is a question of a card once it was asked alone as well."""
    words = turn.user_input.raw
    again = bool(active.missed_words) and words == active.missed_words[-1]
    tried = replace(
        active,
        failed_attempts=active.failed_attempts + 1,
        missed_words=active.missed_words if again or not words else (*active.missed_words, words),
        missed_questions=active.missed_questions + (active.failed_attempts == 0),
    )
    asked_in_card = bool(step.card) and step.slot in active.asked_slots
    skippable = bool(step.allows_unknown or step.optional)
    if tried.failed_attempts >= turn.rules.questions.max_failed_answers or again or asked_in_card:
        return (
            _pass_over(turn, tried, step) if skippable else Transition(tried, (), needs_handoff=True, understood=False)
        )
    simpler = step.ask_simply and tried.failed_attempts > 1
    return as_not_understood(advance(turn, tried, () if simpler else (turn.texts.render("flows", error_key),)))


def _pass_over(turn: TurnContext, tried: ActiveFlow, step: FlowStep) -> Transition:
    """Goes on without an answer; a value that is known in part stays."""
    missed = " / ".join(tried.missed_words)
    known = tried.slots.get(step.slot, NOT_GIVEN)
    value = "\n".join(filter(None, (known, missed)))[:MAX_TEXT_CHARS] if step.narrative else known
    note = () if step.narrative or not missed else (f"{step.label}: {missed}"[:MAX_NOTE_CHARS],)
    path = (*(slot for slot in tried.asked_slots if slot != step.slot), step.slot)
    after = replace(with_slots(tried, {step.slot: value}), asked_slots=path, notes=(*tried.notes, *note))
    words = turn.texts.render("flows", "passed_over")
    return as_not_understood(say_and_advance(turn, tried, after, {}, words))
