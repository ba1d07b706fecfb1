"""Expired buttons and forms: of an earlier question, of a finished or cancelled form, of a summary that was corrected
since. They change nothing: the bot says so and asks the open question."""

from chalicelib.content.configuration import Flow
from chalicelib.content.message_bodies import Card, Form, Text
from chalicelib.content.messages import Message, Speaker
from chalicelib.dialogue import prompts
from chalicelib.dialogue.context import Context
from chalicelib.dialogue.state import ActiveFlow, BotState
from chalicelib.dialogue.user_input import UserInput

NONE_BUTTON = "intent:none"
""""None of these" as answer to a clarification question."""

QUESTION_BUTTONS = frozenset({"flow:back", "flow:skip", "flow:unknown", prompts.USUAL_BUTTON})
FLOW_BUTTONS = (
    frozenset({"flow:cancel", "flow:edit", "flow:keep", "flow:confirm", "flow:resume", "flow:restart"})
    | QUESTION_BUTTONS
)


def stale_text_key(state: BotState, user_input: UserInput, context: Context) -> str:
    """The text key of the answer to an expired button or form; "" where it is still valid, or the input is neither."""
    if not user_input.button and user_input.form_values is None:
        return ""
    flow = context.flows.get(state.active_flow.flow) if state.active_flow else None
    active = state.active_flow if flow is not None else None
    over = "expired_step" if active is not None else "expired_over"
    if user_input.source_message is not None and user_input.source_message.by.role is Speaker.AGENT:
        return over  # answers to an agent's questions are for agents
    if user_input.button == NONE_BUTTON:  # of the last question or of an earlier one
        return (
            ""
            if user_input.source_message is None
            or user_input.source_message.client_id == f"bot:{state.last_message_number}"
            else over
        )
    if user_input.button.startswith("suggestion:"):
        return "" if active is not None and _is_suggestion_open(state, user_input.source_message) else over
    if (
        user_input.form_values is None
        and user_input.button not in FLOW_BUTTONS
        and not user_input.button.startswith("choice:")
    ):
        return ""
    if active is None or flow is None:
        return over
    return (
        ""
        if user_input.source_message is None
        or _is_prompt_open(flow, active, user_input, user_input.source_message, context)
        else over
    )


def _is_suggestion_open(state: BotState, source_message: Message | None) -> bool:
    if state.suggestion is None:
        return False
    return (
        source_message is None
        or not state.suggestion.message_number
        or source_message.client_id == f"bot:{state.suggestion.message_number}"
    )


def _is_prompt_open(
    flow: Flow, active: ActiveFlow, user_input: UserInput, source_message: Message, context: Context
) -> bool:
    """Whether the button or form of that message answers what the active flow waits for now."""
    body = source_message.body
    if source_message.at < active.started_at:
        return False
    if user_input.form_values is not None:
        names = {active.flow, *((prompts.card_form_name(active),) if active.requested_card else ())}
        return isinstance(body, Form) and body.form in names
    match user_input.button:
        case "flow:cancel" | "flow:edit" | "flow:keep":
            return True
        case "flow:resume" | "flow:restart":
            return active.paused
        case "flow:confirm":
            rows_then = body.rows if isinstance(body, Card) else ()
            known = prompts.summary_rows(flow, active.slots, context.texts, active.unanswered)
            return not active.requested_slot and rows_then == (*known, *active.quoted_rows)
    if isinstance(body, Form):
        return bool(active.requested_card) and body.form == prompts.card_form_name(active)
    return active.requested_slot == (body.requested_slot if isinstance(body, Text) else "")
