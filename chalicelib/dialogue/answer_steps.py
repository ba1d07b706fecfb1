"""Moves that words make: an answer, a correction, the yes that confirms, a correction taken back."""

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
    preamble,
    with_slots,
)
from chalicelib.dialogue.slot_extraction import extract
from chalicelib.dialogue.slot_filling import NOT_GIVEN, match_alias, unsolicited_slots, with_inverse_slots
from chalicelib.dialogue.state import ActiveFlow
from chalicelib.nlu import dialogue_acts


def answer_question(turn: TurnContext, running: ActiveFlow, step: FlowStep) -> Transition:
    said, texts = turn.user_input, turn.texts
    others = unsolicited_slots(turn.flow, step.slot, said, running.slots, turn.now)
    heard = extract(turn.flow, step, said, running.slots, turn.now, beside=bool(others))
    if heard.value is not None:
        return fill_slots(
            turn, running, with_inverse_slots(turn.flow, others | {step.slot: heard.value}, running.slots)
        )
    if heard.is_unknown and step.allows_unknown:
        return accept_unknown(turn, running, step, others, surely=False)
    if others:
        return advance(turn, with_slots(running, others), preamble(turn, running, others))
    wrong, _ = match_alias(turn.flow, said.text)
    if wrong and wrong.slot in running.slots and dialogue_acts.is_correction(said.text):
        return ask_again(turn, running, wrong)
    tried = replace(running, failed_attempts=running.failed_attempts + 1)
    if heard.is_idle and running.idle_turns < turn.rules.questions.max_idle_turns:
        again = replace(running, idle_turns=running.idle_turns + 1)
        return as_not_understood(advance(turn, again, (texts.render("flows", heard.error_key),)))
    if (
        tried.failed_attempts >= turn.rules.questions.max_failed_answers and step.allows_unknown
    ):  # he has an answer that the form has no room for: it stands in the thread
        return as_not_understood(fill_slots(turn, running, {step.slot: running.slots.get(step.slot, NOT_GIVEN)}))
    if tried.failed_attempts >= turn.rules.questions.max_failed_answers and not step.optional:
        return Transition(tried, (), needs_handoff=True, understood=False)
    return as_not_understood(advance(turn, tried, (texts.render("flows", heard.error_key),)))


def accept_unknown(
    turn: TurnContext, running: ActiveFlow, step: FlowStep, others: dict[str, str], *, surely: bool
) -> Transition:
    known = running.slots.get(step.slot, "")
    if step.allows_unknown == "after_hint" and not surely and not known and running.failed_attempts == 0 and not others:
        return advance(turn, replace(running, failed_attempts=1), (turn.texts.render("flows", f"hint_{step.kind}"),))
    return fill_slots(turn, running, others | with_inverse_slots(turn.flow, {step.slot: known}, running.slots))


def confirm_summary(turn: TurnContext, running: ActiveFlow) -> Transition:
    """Only the button or a bare yes confirms; a sentence corrects, or is met with the summary again."""
    flow, said, texts = turn.flow, turn.user_input, turn.texts
    corrected = unsolicited_slots(flow, "", said, running.slots, turn.now) if not said.button else {}
    if corrected:
        return advance(turn, with_slots(running, corrected), preamble(turn, running, corrected))
    if said.button == "flow:confirm" or (not said.button and _is_confirmation(said.text)):
        return Transition(None, (Text(texts.render("flows", "finished", title=flow.title)),), finished=True)
    if said.button:
        return advance(turn, running)
    wrong, rest = match_alias(flow, said.text)
    if (
        wrong is not None
        and (not rest or dialogue_acts.is_correction(said.text))
        and not dialogue_acts.is_question(said.text)
    ):
        return ask_again(turn, running, wrong)
    if dialogue_acts.detect_yes_no(said.text, "confirm") is False or dialogue_acts.is_correction(said.text):
        return Transition(running, prompts.correction_form(flow, running.flow, running, texts, {}))
    if (
        dialogue_acts.is_small_talk(said.text) or dialogue_acts.is_question(said.text)
    ) and running.idle_turns < turn.rules.questions.max_idle_turns:
        return as_not_understood(advance(turn, replace(running, idle_turns=running.idle_turns + 1)))
    tried = replace(running, failed_attempts=running.failed_attempts + 1)
    return (
        Transition(tried, (), needs_handoff=True, understood=False)
        if tried.failed_attempts >= turn.rules.questions.max_failed_answers
        else as_not_understood(advance(turn, tried))
    )


def _is_confirmation(text: str) -> bool:
    return (
        dialogue_acts.is_bare_yes_no(text, "confirm")
        and dialogue_acts.detect_yes_no(text, "confirm") is True
        and not dialogue_acts.is_question(text)
    )


def undo_correction(turn: TurnContext, running: ActiveFlow) -> Transition:
    """The values that the last correction replaced, once more; where there was none, the open question."""
    steps = (step for step in turn.flow.steps if step.slot in running.previous_values and not step.never_asked)
    what = ", ".join(
        f"{step.label} {display_value(step, running.previous_values[step.slot], turn.texts)}" for step in steps
    )
    words = (turn.texts.render("flows", "taken_back", what=what),) if what else ()
    return advance(
        turn,
        replace(running, slots=running.slots | running.previous_values, previous_values={}, failed_attempts=0),
        words,
    )
