"""The bot's response to one message, by the kind of its body."""

from dataclasses import replace

from msgspec import structs

from chalicelib.content.message_bodies import Answer, Body, FormSubmission, Location, Text
from chalicelib.content.messages import Message
from chalicelib.dialogue.closed_questions import downgrade_answer
from chalicelib.dialogue.context import Context, TurnResult
from chalicelib.dialogue.emergency_detection import downgrade_emergency, downgrade_impatience
from chalicelib.dialogue.intent_actions import repeat_open_question
from chalicelib.dialogue.interruptions import sync_external_changes, with_location
from chalicelib.dialogue.job_requests import place_abroad
from chalicelib.dialogue.open_form import OpenForm
from chalicelib.dialogue.open_jobs import place_of_job
from chalicelib.dialogue.ports import BotPorts
from chalicelib.dialogue.positions import place_with_point
from chalicelib.dialogue.state import BotState
from chalicelib.dialogue.stranded import is_stranded_in_traffic
from chalicelib.dialogue.user_input import UserInput
from chalicelib.dialogue.waiting_policy import dispatch_message


def respond_to_message(ports: BotPorts, state: BotState, body: Body, source_message: Message | None) -> TurnResult:
    """Responds to a message, after applying what others changed in the active form."""
    context = ports.context()
    current, words = sync_external_changes(state, context)
    if not words:
        return _respond_to_body(ports, current, body, context, source_message)
    result = _respond_to_body(ports, current, body, context, source_message)
    return result if result.state.handoff is not None else TurnResult(current, words)


def _respond_to_body(
    ports: BotPorts, state: BotState, body: Body, context: Context, source_message: Message | None
) -> TurnResult:
    clarified, state = state.clarification_text, structs.replace(state, clarification_text="")
    match body:
        case Answer():
            pressed = UserInput(button=body.button, source_message=source_message)
            rule = context.rules.intents.get(body.button.removeprefix("intent:"))
            if clarified and rule is not None:
                ports.record_feedback(clarified, body.button.removeprefix("intent:"))
                if rule.flow:  # the words that were asked back about fill the form
                    reading = ports.read(clarified, context.now)
                    pressed = replace(pressed, reading=reading, slots=reading.entities)
            return dispatch_message(state, pressed, None, context)
        case FormSubmission():
            return dispatch_message(
                state, UserInput(form_values=dict(body.values), source_message=source_message), None, context
            )
        case Location():
            return _respond_to_position(state, body, context)
        case Text():
            reading = ports.read(body.text, context.now)
            nlu_result = reading.understood
            if state.active_flow is None:
                nlu_result = downgrade_emergency(reading, context.rules)
            slots = state.active_flow.slots if state.active_flow else {}
            stranded = is_stranded_in_traffic(reading, context.recent_texts, slots, context.rules)
            user_input = UserInput.of(reading, is_stranded=stranded)
            active = state.active_flow
            flow = context.flows.get(active.flow) if active else None
            asks_for_help = flow is not None and flow.requests_job
            if active is not None and flow is not None and asks_for_help:
                nlu_result = downgrade_answer(OpenForm(state, flow, active, context), user_input, nlu_result)
            if asks_for_help or context.queue_wait is not None:
                nlu_result = downgrade_impatience(reading, nlu_result)
            return dispatch_message(state, user_input, nlu_result, context)
        case _:
            return TurnResult(state, ())


def _respond_to_position(state: BotState, here: Location, context: Context) -> TurnResult:
    abroad = place_abroad(state, here, context)
    if abroad is not None:
        return TurnResult(state, (abroad, *repeat_open_question(state, context)))
    point = place_with_point(state, here, context)
    known = with_location(state, point)
    for_job = place_of_job(known, point, context) if known.active_flow is None else None
    return for_job or dispatch_message(known, UserInput(slots={"place": point}), None, context)
