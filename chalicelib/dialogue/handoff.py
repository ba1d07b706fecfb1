"""Hands a conversation off to agents: the text, the queue, the agent's summary."""

from msgspec.structs import replace

from chalicelib.content.configuration import IntentRule
from chalicelib.content.message_bodies import Text
from chalicelib.dialogue import interruptions
from chalicelib.dialogue.context import Context, TurnResult
from chalicelib.dialogue.emergencies import describes_accident
from chalicelib.dialogue.handoff_summary import suspend_for_agent, with_agent_notes
from chalicelib.dialogue.parked_intents import parked_summary
from chalicelib.dialogue.state import BotState, Handoff
from chalicelib.dialogue.user_input import UserInput


def hand_off_for_intent(state: BotState, rule: IntentRule, user_input: UserInput, context: Context) -> TurnResult:
    """Hands off to the queue of an intent that only agents can handle."""
    return hand_off(state, context, rule.handoff_reply or "handing_over", rule.queue, user_input, rule=rule)


def hand_off_on_request(state: BotState, context: Context, user_input: UserInput) -> TurnResult:
    """Hands off because the customer asked for an agent. An accident in the same message starts a form and goes to its
    queue."""
    queue = flow_queue(state, context)
    if state.active_flow is None and describes_accident(user_input):
        known = interruptions.draft_from_emergency(state, user_input, context)
        if known is not state:
            state, queue = known, interruptions.report_flow(context)[1].queue
    return hand_off(state, context, "handing_over_asked", queue, user_input)


def hand_off(
    state: BotState,
    context: Context,
    key: str,
    queue: str,
    user_input: UserInput,
    *,
    section: str = "bot",
    rule: IntentRule | None = None,
) -> TurnResult:
    """Hands off to `queue` with the text `key`. An open question about an unfinished form is closed; the form is
    shown."""
    known = with_agent_notes(suspend_for_agent(state, context), context, rule, user_input)
    summary = known.summary | parked_summary(state, context)
    words = context.texts.render(section, key, label=rule.label if rule else "")
    form = interruptions.progress_card(state, context)
    return TurnResult(
        replace(known, summary=summary, handoff=Handoff(queue), resume_prompt=None, parked=()),
        (Text(words), *form),
    )


def flow_queue(state: BotState, context: Context) -> str:
    """The queue of the active flow, else of an open roadside job, else of the conversation's topic."""
    flow = context.flows.get(state.active_flow.flow) if state.active_flow else None
    if flow is None and context.open_job() is not None:
        flow = next(each for each in context.flows.values() if each.requests_job)
    return flow.queue if flow else context.default_queue
