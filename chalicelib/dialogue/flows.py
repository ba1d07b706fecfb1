"""The flow engine. A flow is data (`config/flows.toml`), a transition a pure function of the active flow and the input.

The order is: ask, validate, next question, …, summary, confirmation. At any point the customer can
correct an earlier answer by saying it, go back, stop, or come back days later and be asked whether to
continue. Free text is always tried as an answer first.
"""

from collections.abc import Mapping
from datetime import datetime

from msgspec.structs import replace

from chalicelib.content.configuration import BotRules, Flow, FlowStep, Texts
from chalicelib.content.forms import step_applies
from chalicelib.content.message_bodies import Button, Card, Text
from chalicelib.dialogue import prompts, question_cards
from chalicelib.dialogue.answer_steps import accept_unknown, answer_question, confirm_summary, undo_correction
from chalicelib.dialogue.flow_steps import (
    Transition,
    TurnContext,
    advance,
    fill_slots,
    say_changes,
    sympathy_for,
    value_notices,
    with_messages,
    with_slots,
)
from chalicelib.dialogue.slot_filling import NOT_GIVEN, find_step, stated_details, unsolicited_slots
from chalicelib.dialogue.slot_readers import MAX_TEXT_CHARS, Candidate
from chalicelib.dialogue.slot_types import type_of
from chalicelib.dialogue.state import ActiveFlow
from chalicelib.dialogue.unasked_answers import is_description
from chalicelib.dialogue.user_input import UserInput
from chalicelib.nlu import dialogue_acts

BUTTON_WORDS = {"flow:cancel": "cancel_words", "flow:back": "back_words", "flow:edit": "edit_words"}
"""Buttons that may also be written, and the texts with the words for them."""

__all__ = [
    "NOT_GIVEN",
    "Transition",
    "UserInput",
    "applicable_facts",
    "ask_to_resume",
    "continue_flow",
    "repeat_question",
    "start_flow",
    "unsolicited_slots",
]


def start_flow(
    flow: Flow,
    name: str,
    user_input: UserInput,
    texts: Texts,
    now: datetime,
    rules: BotRules,
    given: Mapping[str, str] | None = None,
    subject: str = "",
) -> Transition:
    """Starts a flow with the slots `given` and those of the first sentence."""
    known = {
        **(given or {}),
        **unsolicited_slots(flow, "", UserInput(user_input.reading, slots=user_input.slots), {}, now),
    }
    known = stated_details(flow, user_input, known, now) | known
    story = next((step for step in flow.steps if step.narrative), None)
    if story and user_input.text and is_description(flow, known):
        known[story.slot] = user_input.raw[:400]
    at = _ms(now)
    active = ActiveFlow(flow=name, updated_at=at, started_at=at, slots=known, subject=subject)
    sympathy = sympathy_for(flow, known, texts)
    understood = prompts.understood_card(flow, active, texts)
    is_shown = flow.registers_claim and bool(understood.rows)
    opening = (texts.render("flows", flow.opening),) if flow.opening and not is_shown else ()
    words = (*opening, *sympathy, *value_notices(flow, known, texts))
    transition = advance(
        TurnContext(flow, user_input, texts, now, rules), replace(active, sympathised=bool(sympathy)), words
    )
    if is_shown:
        return with_messages(transition, (understood, *transition.messages))
    return transition


def with_narrative(flow: Flow, slots: dict[str, str], words: str) -> dict[str, str]:
    """The slots with `words` added to the description of what happened."""
    story = next((step for step in flow.steps if step.narrative), None)
    if story is None or not words:
        return slots
    before = slots.get(story.slot, "")
    return {**slots, story.slot: f"{before}\n{words}".strip()[:MAX_TEXT_CHARS]}


def continue_flow(
    flow: Flow, active: ActiveFlow, user_input: UserInput, texts: Texts, now: datetime, rules: BotRules
) -> Transition:
    """The transition for one input of the customer."""
    turn, at = TurnContext(flow, user_input, texts, now, rules), _ms(now)
    if active.paused or at - active.updated_at > rules.questions.resume_after_ms:
        return _handle_resume(turn, active)
    return _handle_input(turn, replace(active, updated_at=at))


def repeat_question(flow: Flow, active: ActiveFlow, texts: Texts, now: datetime, rules: BotRules) -> Transition:
    """Asks the open question once more."""
    return advance(
        TurnContext(flow, UserInput(), texts, now, rules), replace(active, updated_at=_ms(now), paused=False)
    )


def ask_to_resume(flow: Flow, active: ActiveFlow, texts: Texts, now: datetime) -> Transition:
    """Asks whether to continue, with a summary of an accident form."""
    words = texts.render("flows", "resume", title=flow.title)
    buttons = (
        Button("flow:resume", texts.render("flows", "resume_yes"), "primary"),
        Button("flow:restart", texts.render("flows", "resume_no")),
        Button("flow:cancel", texts.render("flows", "cancel")),
    )
    known = prompts.summary_rows(flow, active.slots, texts) if flow.registers_claim else ()
    question = Card(words, known, "", buttons) if known else Text(words, buttons)
    return Transition(replace(active, paused=True, updated_at=_ms(now)), (question,))


def applicable_facts(flow: Flow, slots: dict[str, str]) -> dict[str, str]:
    """The known values of a form, without those that no longer apply (the number of injured people when nobody is)."""
    known = {step.slot: slots[step.slot] for step in flow.steps if slots.get(step.slot)}
    return {
        step.slot: known[step.slot]
        for step in flow.steps
        if step.slot in known and (not step.when or step_applies(step, known))
    }


def _handle_resume(turn: TurnContext, active: ActiveFlow) -> Transition:
    flow, texts = turn.flow, turn.texts
    match turn.user_input.button:
        case "flow:resume":
            return advance(turn, replace(active, paused=False, updated_at=_ms(turn.now)))
        case "flow:restart":
            started = (
                start_flow(
                    flow, active.flow, UserInput(), texts, turn.now, turn.rules, subject=active.subject
                ).active_flow
                or active
            )
            anew = replace(
                started, started_at=active.started_at, draft_key=active.draft_key, staff_edits=active.staff_edits
            )
            return advance(turn, anew)  # the same accident: it keeps its key
        case "flow:cancel":
            return _cancel(turn)
    if active.paused or turn.user_input.form_values is not None:
        # The customer answered the form's question instead of the one whether to continue.
        return _handle_input(turn, replace(active, paused=False, updated_at=_ms(turn.now)))
    if turn.user_input.text and active.requested_slot:
        resumed = _handle_input(turn, replace(active, updated_at=_ms(turn.now)))
        if resumed.understood and resumed.active_flow is not None and resumed.active_flow.slots != active.slots:
            return resumed  # the customer remembers the question
    return ask_to_resume(flow, active, texts, turn.now)


def _handle_input(turn: TurnContext, active: ActiveFlow) -> Transition:
    flow, user_input, texts = turn.flow, turn.user_input, turn.texts
    if user_input.form_values is not None:
        return _apply_form(turn, active, user_input.form_values)
    meant = user_input.button or _button_in_words(texts, user_input.text)
    if meant == "flow:cancel" or dialogue_acts.wants_to_stop(user_input.text):
        return _cancel(turn)
    if meant == "flow:back":
        return _go_back(turn, active)
    if meant == "flow:edit":
        return Transition(active, prompts.correction_form(flow, active.flow, active, texts))
    if meant == "flow:keep":
        return advance(turn, active, (texts.render("flows", "form_kept"),))
    if dialogue_acts.withdraws_correction(user_input.text):
        return undo_correction(turn, active)
    if not active.requested_slot:
        return confirm_summary(turn, active)
    if group := question_cards.open_card(turn, active):
        return question_cards.answer_card(turn, active, group)
    step = find_step(flow, active.requested_slot)
    if step is None:  # the insurer has changed the flow meanwhile
        return advance(turn, active)
    return _handle_button(turn, active, step) if user_input.button else answer_question(turn, active, step)


def _handle_button(turn: TurnContext, active: ActiveFlow, step: FlowStep) -> Transition:
    button = turn.user_input.button
    if button == "flow:skip" and step.optional:
        return fill_slots(turn, active, {step.slot: NOT_GIVEN})
    if button == "flow:unknown" and step.allows_unknown:
        return accept_unknown(turn, active, step, {}, surely=True)
    if button.startswith("choice:") and type_of(step).options(step):
        choice = type_of(step).chosen(step, button.removeprefix("choice:"))
        user_input = UserInput(slots={step.read_from[0]: choice})
        return answer_question(TurnContext(turn.flow, user_input, turn.texts, turn.now, turn.rules), active, step)
    return advance(turn, active)  # an answer to an earlier question, which doesn't count as failed


def _apply_form(turn: TurnContext, active: ActiveFlow, form: Mapping[str, str]) -> Transition:
    group = question_cards.open_card(turn, active)
    if group and set(form) <= {step.slot for step in group}:
        return question_cards.submit_card(turn, active, group, form)
    given = Candidate("", {}, turn.now)
    fitting, problems = prompts.validate_form(turn.flow, form, active, turn.texts, given)
    after = with_slots(active, fitting)
    changes = say_changes(turn, active, {slot: value for slot, value in fitting.items() if slot in form})
    if problems:
        return Transition(after, prompts.correction_form(turn.flow, active.flow, after, turn.texts, problems, changes))
    said = changes or (turn.texts.render("flows", "form_unchanged"),)
    return advance(turn, after, (*said, *value_notices(turn.flow, fitting, turn.texts)))


def _go_back(turn: TurnContext, active: ActiveFlow) -> Transition:
    if not active.asked_slots:
        return advance(turn, active)
    last = active.asked_slots[-1]
    step = find_step(turn.flow, last)
    cleared = {last, step.inverse_of} if step and step.inverse_of not in active.asked_slots else {last}
    together = {each.slot for each in turn.flow.steps if step and step.card and each.card == step.card}
    cleared |= together
    path = tuple(slot for slot in active.asked_slots[:-1] if slot not in together)
    kept = {slot: value for slot, value in active.slots.items() if slot not in cleared}
    return advance(turn, replace(active, slots=kept, asked_slots=path, failed_attempts=0))


def _cancel(turn: TurnContext) -> Transition:
    return Transition(None, (Text(turn.texts.render("flows", "cancelled", title=turn.flow.title)),))


def _button_in_words(texts: Texts, words: str) -> str:
    """The button that would do what the customer wrote; "" for none."""
    phrases = texts.sections["flows"]
    return next((button for button, key in BUTTON_WORDS.items() if words in phrases[key].split("|")), "")


def _ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)
