"""Buttons and forms whose time is over: of an earlier question, of a form that was finished or cancelled, of a summary
that was corrected since. They change nothing; the customer is told so, and asked what is open now."""

from chalicelib.content.configuration import Flow
from chalicelib.content.message_bodies import Card, Form, Text
from chalicelib.content.messages import Message, Speaker
from chalicelib.dialogue import prompts
from chalicelib.dialogue.context import Context
from chalicelib.dialogue.slot_filling import UserInput
from chalicelib.dialogue.state import ActiveFlow, BotState

NONE_BUTTON = "intent:none"
"""Of the wishes that were asked back about, none."""

QUESTION_BUTTONS = frozenset({"flow:back", "flow:skip", "flow:unknown"})
FLOW_BUTTONS = frozenset({"flow:cancel", "flow:edit", "flow:confirm", "flow:resume", "flow:restart"}) | QUESTION_BUTTONS


def stale_text_key(state: BotState, heard: UserInput, know: Context) -> str:
    """The key of the words that answer a press or a form whose time is over; "" where it is open, or is no such."""
    if not heard.button and heard.form_values is None:
        return ""
    flow = know.flows.get(state.active_flow.flow) if state.active_flow else None
    running = state.active_flow if flow is not None else None
    over = "expired_step" if running is not None else "expired_over"
    if heard.source_message is not None and heard.source_message.by.role is Speaker.AGENT:
        return over  # what an agent asked is answered to agents
    if heard.button == NONE_BUTTON:  # of the question asked last, else of an earlier one
        return (
            ""
            if heard.source_message is None or heard.source_message.client_id == f"bot:{state.last_message_number}"
            else over
        )
    if heard.button.startswith("suggestion:"):
        return "" if running is not None and _is_suggestion_open(state, heard.source_message) else over
    if heard.form_values is None and heard.button not in FLOW_BUTTONS and not heard.button.startswith("choice:"):
        return ""
    if running is None or flow is None:
        return over
    return (
        ""
        if heard.source_message is None or _is_prompt_open(flow, running, heard, heard.source_message, know)
        else over
    )


def _is_suggestion_open(state: BotState, offered: Message | None) -> bool:
    if state.suggestion is None:
        return False
    return (
        offered is None
        or not state.suggestion.message_number
        or offered.client_id == f"bot:{state.suggestion.message_number}"
    )


def _is_prompt_open(flow: Flow, running: ActiveFlow, heard: UserInput, offered: Message, know: Context) -> bool:
    """Whether what was offered then is what this run of the flow waits for now."""
    body = offered.body
    if offered.at < running.started_at:
        return False
    if heard.form_values is not None:
        return isinstance(body, Form) and body.form == running.flow
    match heard.button:
        case "flow:cancel" | "flow:edit":
            return True
        case "flow:resume" | "flow:restart":
            return running.paused
        case "flow:confirm":
            shown = body.rows if isinstance(body, Card) else ()
            return not running.requested_slot and shown == prompts.summary_rows(flow, running.slots, know.texts)
    return running.requested_slot == (body.asks_for if isinstance(body, Text) else "")
