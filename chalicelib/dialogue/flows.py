"""The flow engine: a flow is data (`config/flows.toml`), a move is a pure function of what runs and what was said.

ask → check → next … → summary → yes. At any point: correct an earlier answer by saying it, go back, stop, come back
days later and be asked whether to go on. Words win over buttons: an answer in free words is always tried first.
"""

from collections.abc import Mapping
from datetime import datetime

from msgspec.structs import replace

from chalicelib.content.configuration import BotRules, Flow, FlowStep, Texts
from chalicelib.content.forms import step_applies
from chalicelib.content.message_bodies import Button, Card, Text
from chalicelib.dialogue import prompts
from chalicelib.dialogue.answer_steps import accept_unknown, answer_question, confirm_summary, undo_correction
from chalicelib.dialogue.flow_steps import Transition, TurnContext, advance, fill_slots, value_notices, with_messages
from chalicelib.dialogue.prompts import flow_summary
from chalicelib.dialogue.slot_filling import NOT_GIVEN, UserInput, find_step, unsolicited_slots
from chalicelib.dialogue.slot_validation import Candidate
from chalicelib.dialogue.state import ActiveFlow
from chalicelib.nlu import dialogue_acts

__all__ = [
    "NOT_GIVEN",
    "Transition",
    "UserInput",
    "applicable_facts",
    "ask_to_resume",
    "continue_flow",
    "flow_summary",
    "repeat_question",
    "start_flow",
    "unsolicited_slots",
]

DESCRIPTIVE_SLOTS = ("accident_type", "occurred_at", "place", "counterparty_plate")
"""A first sentence that names the kind of accident, or two of these, tells what happened."""


def start_flow(
    flow: Flow,
    name: str,
    said: UserInput,
    texts: Texts,
    now: datetime,
    rules: BotRules,
    given: Mapping[str, str] | None = None,
    subject: str = "",
) -> Transition:
    """Begins a flow with what is `given` and what the first sentence told already."""
    known = {**(given or {}), **unsolicited_slots(flow, "", UserInput(said.text, slots=said.slots), {}, now)}
    story = next((step for step in flow.steps if step.narrative), None)
    if (
        story
        and said.text
        and (known.get(DESCRIPTIVE_SLOTS[0]) or sum(bool(known.get(slot)) for slot in DESCRIPTIVE_SLOTS) > 1)
    ):
        known[story.slot] = said.text.strip()[:400]
    running = ActiveFlow(flow=name, updated_at=_ms(now), started_at=_ms(now), slots=known, subject=subject)
    move = advance(TurnContext(flow, said, texts, now, rules), running, value_notices(flow, known, texts))
    if flow.registers_claim and known:
        return with_messages(move, (prompts.understood_card(flow, running, texts), *move.messages))
    return move


def continue_flow(
    flow: Flow, running: ActiveFlow, said: UserInput, texts: Texts, now: datetime, rules: BotRules
) -> Transition:
    """One answer of the customer."""
    turn = TurnContext(flow, said, texts, now, rules)
    if running.paused or _ms(now) - running.updated_at > rules.questions.resume_after_ms:
        return _handle_resume(turn, running)
    return _handle_input(turn, replace(running, updated_at=_ms(now)))


def repeat_question(flow: Flow, running: ActiveFlow, texts: Texts, now: datetime, rules: BotRules) -> Transition:
    """The question that is open, once more."""
    return advance(
        TurnContext(flow, UserInput(), texts, now, rules), replace(running, updated_at=_ms(now), paused=False)
    )


def ask_to_resume(flow: Flow, running: ActiveFlow, texts: Texts, now: datetime) -> Transition:
    """The question whether to go on, with what is known of an accident."""
    words = texts.render("flows", "resume", title=flow.title)
    buttons = (
        Button("flow:resume", texts.render("flows", "resume_yes"), "primary"),
        Button("flow:restart", texts.render("flows", "resume_no")),
        Button("flow:cancel", texts.render("flows", "cancel")),
    )
    known = prompts.summary_rows(flow, running.slots, texts) if flow.registers_claim else ()
    question = Card(words, known, "", buttons) if known else Text(words, buttons)
    return Transition(replace(running, paused=True, updated_at=_ms(now)), (question,))


def applicable_facts(flow: Flow, slots: dict[str, str]) -> dict[str, str]:
    """What a filled form says: the values that are known, without what no longer applies (how many are hurt, when
    nobody is)."""
    known = {step.slot: slots[step.slot] for step in flow.steps if slots.get(step.slot)}
    return {slot: value for slot, value in known.items() if not _is_inapplicable(flow, slot, known)}


def _is_inapplicable(flow: Flow, slot: str, known: dict[str, str]) -> bool:
    step = find_step(flow, slot)
    return step is not None and bool(step.when) and not step_applies(step, known)


def _handle_resume(turn: TurnContext, running: ActiveFlow) -> Transition:
    flow, texts = turn.flow, turn.texts
    match turn.user_input.button:
        case "flow:resume":
            return advance(turn, replace(running, paused=False, updated_at=_ms(turn.now)))
        case "flow:restart":
            begun = (
                start_flow(
                    flow, running.flow, UserInput(), texts, turn.now, turn.rules, subject=running.subject
                ).active_flow
                or running
            )
            anew = replace(
                begun, started_at=running.started_at, draft_key=running.draft_key, staff_edits=running.staff_edits
            )
            return advance(turn, anew)  # the same accident: it keeps its key
        case "flow:cancel":
            return _cancel(turn)
    if running.paused or turn.user_input.form_values is not None:
        # Asked whether to go on, he simply went on.
        return _handle_input(turn, replace(running, paused=False, updated_at=_ms(turn.now)))
    if turn.user_input.text and running.requested_slot:
        on = _handle_input(turn, replace(running, updated_at=_ms(turn.now)))
        if on.understood and on.active_flow is not None and on.active_flow.slots != running.slots:
            return on  # he remembers what was asked
    return ask_to_resume(flow, running, texts, turn.now)


def _handle_input(turn: TurnContext, running: ActiveFlow) -> Transition:
    flow, said, texts = turn.flow, turn.user_input, turn.texts
    if said.form_values is not None:
        return _apply_form(turn, running, said.form_values)
    if (
        said.button == "flow:cancel"
        or _matches_phrase(texts, "cancel_words", said)
        or dialogue_acts.wants_to_stop(said.text)
    ):
        return _cancel(turn)
    if said.button == "flow:back" or _matches_phrase(texts, "back_words", said):
        return _go_back(turn, running)
    if said.button == "flow:edit" or _matches_phrase(texts, "edit_words", said):
        return Transition(running, prompts.correction_form(flow, running.flow, running, texts, {}))
    if dialogue_acts.withdraws_correction(said.text):
        return undo_correction(turn, running)
    if not running.requested_slot:
        return confirm_summary(turn, running)
    step = find_step(flow, running.requested_slot)
    if step is None:  # the insurer has changed the flow meanwhile
        return advance(turn, running)
    return _handle_button(turn, running, step) if said.button else answer_question(turn, running, step)


def _handle_button(turn: TurnContext, running: ActiveFlow, step: FlowStep) -> Transition:
    button = turn.user_input.button
    if button == "flow:skip" and step.optional:
        return fill_slots(turn, running, {step.slot: NOT_GIVEN})
    if button == "flow:unknown" and step.allows_unknown:
        return accept_unknown(turn, running, step, {}, surely=True)
    if button.startswith("choice:") and step.kind in ("choice", "insurer"):
        choice = prompts.option_value(step, button.removeprefix("choice:"))
        said = UserInput(slots={step.slot: choice})
        return answer_question(TurnContext(turn.flow, said, turn.texts, turn.now, turn.rules), running, step)
    return advance(turn, running)  # of an earlier question: no answer to this one, and no failure either


def _apply_form(turn: TurnContext, running: ActiveFlow, form: Mapping[str, str]) -> Transition:
    given = Candidate("", {}, turn.now)
    fitting, problems = prompts.validate_form(turn.flow, form, running, turn.texts, given)
    after = replace(running, slots=running.slots | fitting, failed_attempts=0)
    if problems:
        return Transition(after, prompts.correction_form(turn.flow, running.flow, after, turn.texts, problems))
    return advance(turn, after, value_notices(turn.flow, fitting, turn.texts))


def _go_back(turn: TurnContext, running: ActiveFlow) -> Transition:
    if not running.asked_slots:
        return advance(turn, running)
    last = running.asked_slots[-1]
    step = find_step(turn.flow, last)
    gone = {last, step.inverse_of} if step and step.inverse_of not in running.asked_slots else {last}
    kept = {slot: value for slot, value in running.slots.items() if slot not in gone}
    return advance(turn, replace(running, slots=kept, asked_slots=running.asked_slots[:-1], failed_attempts=0))


def _cancel(turn: TurnContext) -> Transition:
    return Transition(None, (Text(turn.texts.render("flows", "cancelled", title=turn.flow.title)),))


def _matches_phrase(texts: Texts, key: str, said: UserInput) -> bool:
    """Whether he wrote what the button of that meaning would do."""
    return said.text.strip() in texts.render("flows", key).split("|")


def _ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)
