"""Questions that are closed without an answer, and those that were answered before."""

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from chalicelib.content.configuration import FlowStep
from chalicelib.content.forms import display_value
from chalicelib.content.message_bodies import Button, Text
from chalicelib.dialogue.context import TurnResult
from chalicelib.dialogue.emergency_detection import without_alarm
from chalicelib.dialogue.flow_steps import advance, say_and_advance, with_slots
from chalicelib.dialogue.intent_actions import repeat_open_question
from chalicelib.dialogue.open_form import OpenForm
from chalicelib.dialogue.slot_corrections import match_alias
from chalicelib.dialogue.slot_filling import NOT_GIVEN, unsolicited_slots, with_inverse_slots
from chalicelib.dialogue.slot_readers import Candidate
from chalicelib.dialogue.slot_types import topic, type_of, validate_answer
from chalicelib.dialogue.user_input import UserInput
from chalicelib.nlu import dialogue_acts
from chalicelib.nlu.conversation_acts import ConversationAct
from chalicelib.nlu.emergency_rules import detects_emergency
from chalicelib.nlu.reading import Reading, read_message
from chalicelib.nlu.types import NluResult

MIN_STORY_CHARS = 10
"""Characters of a message that may be the description that the customer has given already."""


def close_question(
    form: OpenForm, user_input: UserInput, act: ConversationAct, facts: UserInput | None
) -> TurnResult | None:
    """Closes the question, or all of its card, without an answer; None where the words are about something else or
    answer it."""
    named, _ = match_alias(form.flow, user_input.text)
    steps = (named,) if named is not None and not form.active.slots.get(named.slot) else form.steps
    if act == "none_exists":
        steps = tuple(step for step in steps if _may_not_exist(form, step, user_input))
    if not steps:
        return None
    if not all(_can_be_closed(step) for step in steps):
        agent = form.context.rules.agent_intent
        buttons = (Button(f"intent:{agent}", form.context.rules.intents[agent].label),)
        again = repeat_open_question(form.state, form.context)
        return TurnResult(form.state, (Text(form.context.texts.render("flows", "needed"), buttons), *again))
    asked = form.active.requested_slot
    known = unsolicited_slots(form.flow, asked, facts, form.active.slots, form.context.now) if facts else {}
    words = form.context.texts.render("flows", f"passed_{act}")
    return _fill(form, user_input, known, words, {step.slot: act for step in steps})


def pass_over_said(form: OpenForm, user_input: UserInput) -> TurnResult:
    """Goes on with the values that the customer has said already, or without them."""
    texts, steps = form.context.texts, form.steps
    recent = tuple(read_message(text, form.context.now) for text in form.context.recent_texts())
    said = {step.slot: value for step in steps if (value := _said_value(form, step, recent))}
    missed = [step for step in steps if step.slot not in said]
    if not steps or (not said and not all(_can_be_closed(step) for step in missed)):
        again = advance(form.turn(UserInput()), form.active, (texts.render("flows", "said_sorry"),))
        return form.move(again, user_input)
    what = ", ".join(
        f"{step.label} {display_value(step, said[step.slot], texts)}" for step in steps if step.slot in said
    )
    words = texts.render("flows", "said_found", what=what) if said else texts.render("flows", "said_missed")
    closed: dict[str, ConversationAct] = {step.slot: "already_said" for step in missed if _can_be_closed(step)}
    return _fill(form, user_input, said, words, closed)


def is_chosen(form: OpenForm, user_input: UserInput) -> bool:
    """Whether a message answers an open question by a choice: "됐어요" to whether a tow truck is needed."""
    candidate = Candidate(user_input.text, {}, form.context.now, form.active.slots, user_input.reading)
    choices = (step for step in form.steps if type_of(step).by_clause)
    return any(validate_answer(step, candidate)[0] is not None for step in choices)


def downgrade_answer(form: OpenForm, user_input: UserInput, nlu_result: NluResult) -> NluResult:
    """Reads a choice as no alarm where only the classifier takes it for one: "혼자 있고 들어올 수 있어요"."""
    if not is_chosen(form, user_input) or detects_emergency(user_input.text):
        return nlu_result
    return without_alarm(nlu_result)


def _fill(
    form: OpenForm, user_input: UserInput, known: dict[str, str], words: str, closed: Mapping[str, ConversationAct]
) -> TurnResult:
    """Fills in what is known, closes questions, and asks the next one after `words`."""
    unknown = {slot: form.active.slots.get(slot, NOT_GIVEN) for slot in closed if slot not in known}
    values = with_inverse_slots(form.flow, unknown | known, form.active.slots)
    asked = tuple(step.slot for step in form.steps if step.slot in values)
    path = (*(slot for slot in form.active.asked_slots if slot not in asked), *asked)
    after = replace(with_slots(form.active, values), asked_slots=path, unanswered=form.active.unanswered | dict(closed))
    return form.move(say_and_advance(form.turn(UserInput()), form.active, after, {}, words), user_input)


def _can_be_closed(step: FlowStep) -> bool:
    return bool(step.allows_unknown or step.optional)


def _may_not_exist(form: OpenForm, step: FlowStep, user_input: UserInput) -> bool:
    """Whether "there is none" is about this question, and not its answer or a story."""
    about_other = dialogue_acts.is_off_topic(topic(step), user_input.text)
    return not (about_other or type_of(step).takes_any_words or is_chosen(form, user_input))


def _said_value(form: OpenForm, step: FlowStep, recent: Iterable[Reading]) -> str:
    """The value of a slot in the customer's last messages, given oldest first; the latest one that has it."""
    said = tuple(recent)
    for reading in reversed(said):
        found = unsolicited_slots(form.flow, "", UserInput.of(reading), {}, form.context.now).get(step.slot)
        if found:
            return found
    if not step.narrative:
        return ""
    stories = [each.raw.strip() for each in said if not each.about_conversation.acts]
    longest = max(stories, key=len, default="")
    return longest[:400] if len(longest) >= MIN_STORY_CHARS else ""
