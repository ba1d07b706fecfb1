"""Transitions for free text: an answer, a correction, the confirmation, an undone correction."""

from msgspec.structs import replace

from chalicelib.content.configuration import FlowStep
from chalicelib.content.forms import display_value
from chalicelib.content.message_bodies import Text
from chalicelib.dialogue import prompts
from chalicelib.dialogue.flow_steps import (
    Transition,
    TurnContext,
    advance,
    as_not_understood,
    ask_again,
    fill_slots,
    say_and_advance,
    with_slots,
)
from chalicelib.dialogue.missed_questions import MAX_NOTE_CHARS, miss_question
from chalicelib.dialogue.slot_corrections import match_alias
from chalicelib.dialogue.slot_extraction import extract
from chalicelib.dialogue.slot_filling import find_step, stated_details, unsolicited_slots, with_inverse_slots
from chalicelib.dialogue.slot_readers import MAX_TEXT_CHARS, Candidate
from chalicelib.dialogue.slot_types import type_of, validate_answer
from chalicelib.dialogue.state import ActiveFlow
from chalicelib.dialogue.unasked_answers import late_answers, with_more_narrative
from chalicelib.dialogue.user_input import does
from chalicelib.nlu import dialogue_acts


def answer_question(turn: TurnContext, active: ActiveFlow, step: FlowStep) -> Transition:
    """The transition for a message while `step` is asked: an answer, corrections of other slots, or a failed
    attempt."""
    user_input, texts = turn.user_input, turn.texts
    unsolicited = unsolicited_slots(turn.flow, step.slot, user_input, active.slots, turn.now)
    late = late_answers(turn.flow, active, user_input) if type_of(step).takes_any_words else {}
    others = bool(unsolicited or late) and not step.detail
    extraction = extract(turn.flow, step, user_input, active.slots, turn.now, has_unsolicited=others)
    if extraction.value is not None and not late:
        answered = {
            **_filled_beside(turn, active, step),
            **unsolicited,
            step.slot: _whole_story(active, step, extraction.value),
        }
        if step.detail:
            answered |= stated_details(turn.flow, user_input, active.slots | answered, turn.now)
        answers = with_inverse_slots(turn.flow, answered, active.slots)
        return fill_slots(turn, with_more_narrative(turn.flow, active, step, user_input, unsolicited), answers)
    unsolicited |= late or late_answers(turn.flow, active, user_input)
    if step.detail:
        unsolicited |= stated_details(turn.flow, user_input, active.slots, turn.now)
    if extraction.is_unknown and step.allows_unknown:
        surely = step.slot in str(user_input.slots.get("unknown", "")).split()
        note = (f"{step.label}: {user_input.raw}"[:MAX_NOTE_CHARS],) if surely and type_of(step).has_clock else ()
        with_note = replace(active, notes=(*active.notes, *note))
        return accept_unknown(turn, with_note, step, unsolicited, surely=surely)
    active = with_more_narrative(turn.flow, active, step, user_input, unsolicited)
    if unsolicited:
        kept = replace(with_slots(active, unsolicited), missed_words=(*active.missed_words, user_input.raw))
        return say_and_advance(turn, active, kept, unsolicited)
    wrong, _ = match_alias(turn.flow, user_input.text)
    if wrong and wrong.slot in active.slots and dialogue_acts.is_correction(user_input.text):
        return ask_again(turn, active, wrong)
    is_open_question = does(user_input, "question") and not user_input.intent  # nothing answers it
    repeated = is_open_question and user_input.raw in active.missed_words
    if extraction.is_idle and not repeated and active.idle_turns < turn.rules.questions.max_idle_turns:
        words = (*active.missed_words, user_input.raw)
        again = replace(active, idle_turns=active.idle_turns + 1, missed_words=words)
        return as_not_understood(advance(turn, again, (texts.render("flows", extraction.error_key),)))
    return miss_question(turn, active, step, extraction.error_key)


def _whole_story(active: ActiveFlow, step: FlowStep, answer: str) -> str:
    """The answer; of a narrative, after what was told before."""
    before = active.slots.get(step.slot, "") if step.narrative else ""
    return f"{before}\n{answer}"[:MAX_TEXT_CHARS] if before else answer


def _filled_beside(turn: TurnContext, active: ActiveFlow, step: FlowStep) -> dict[str, str]:
    """The unknown slots that an answer to this question fills, and no other message does."""
    said = turn.user_input.slots
    steps = ((find_step(turn.flow, slot), said[name]) for slot, name in step.answer_fills.items() if name in said)
    unknown = ((each, value) for each, value in steps if each is not None and not active.slots.get(each.slot))
    read = ((each, validate_answer(each, Candidate("", {each.slot: value}, turn.now))[0]) for each, value in unknown)
    return {each.slot: value for each, value in read if value is not None}


def accept_unknown(
    turn: TurnContext, active: ActiveFlow, step: FlowStep, unsolicited: dict[str, str], *, surely: bool
) -> Transition:
    """Fills a slot as unknown; with `after_hint`, the first time, repeats the question with a hint instead."""
    known = active.slots.get(step.slot, "")
    if (
        step.allows_unknown == "after_hint"
        and not surely
        and not known
        and active.failed_attempts == 0
        and not unsolicited
    ):
        return advance(turn, replace(active, failed_attempts=1), (turn.texts.render("flows", f"hint_{step.format}"),))
    return fill_slots(turn, active, unsolicited | with_inverse_slots(turn.flow, {step.slot: known}, active.slots))


def confirm_summary(turn: TurnContext, active: ActiveFlow) -> Transition:
    """Confirms the summary on the button or a bare yes. A sentence corrects it, or the summary is shown again."""
    flow, user_input, texts = turn.flow, turn.user_input, turn.texts
    corrected = unsolicited_slots(flow, "", user_input, active.slots, turn.now) if not user_input.button else {}
    if corrected:
        return say_and_advance(turn, active, with_slots(active, corrected), corrected)
    if user_input.button == prompts.CONFIRM_BUTTON or (not user_input.button and _is_confirmation(user_input.text)):
        said_by_process = flow.registers_claim or flow.booking or flow.requests_job
        words = () if said_by_process else (Text(texts.render("flows", "finished", title=flow.title)),)
        return Transition(None, words, finished=True)
    if user_input.button:
        return advance(turn, active)
    wrong, rest = match_alias(flow, user_input.text)
    if (
        wrong is not None
        and (not rest or dialogue_acts.is_correction(user_input.text))
        and not dialogue_acts.is_question(user_input.text)
    ):
        return ask_again(turn, active, wrong)
    if dialogue_acts.detect_yes_no(user_input.text, "confirm") is False or dialogue_acts.is_correction(user_input.text):
        return Transition(active, prompts.correction_form(flow, active.flow, active, texts))
    if (
        dialogue_acts.is_small_talk(user_input.text) or dialogue_acts.is_question(user_input.text)
    ) and active.idle_turns < turn.rules.questions.max_idle_turns:
        return as_not_understood(advance(turn, replace(active, idle_turns=active.idle_turns + 1)))
    tried = replace(active, failed_attempts=active.failed_attempts + 1)
    return (
        Transition(tried, (), needs_handoff=True, understood=False)
        if tried.failed_attempts >= turn.rules.questions.max_failed_answers
        else as_not_understood(advance(turn, tried))
    )


def _is_confirmation(text: str) -> bool:
    return dialogue_acts.confirms_summary(text) or (
        dialogue_acts.is_bare_yes_no(text, "confirm")
        and dialogue_acts.detect_yes_no(text, "confirm") is True
        and not dialogue_acts.is_question(text)
    )


def undo_correction(turn: TurnContext, active: ActiveFlow) -> Transition:
    """Restores the values that the last correction replaced; without one, repeats the open question."""
    steps = (step for step in turn.flow.steps if step.slot in active.previous_values and not step.never_asked)
    what = ", ".join(
        f"{step.label} {display_value(step, active.previous_values[step.slot], turn.texts)}" for step in steps
    )
    words = (turn.texts.render("flows", "taken_back", what=what),) if what else ()
    return advance(
        turn,
        replace(active, slots=active.slots | active.previous_values, previous_values={}, failed_attempts=0),
        words,
    )
