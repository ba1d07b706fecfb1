"""The summary that agents get with a handoff."""

from msgspec.structs import replace

from chalicelib.content.configuration import IntentRule
from chalicelib.dialogue.context import Context
from chalicelib.dialogue.interruptions import suspend_flow
from chalicelib.dialogue.state import BotState
from chalicelib.dialogue.suggestions import facts_text
from chalicelib.dialogue.user_input import UserInput


def suspend_for_agent(state: BotState, context: Context) -> BotState:
    """Suspends the active flow: its values go into the agent's summary, an accident form can be continued."""
    suspended = suspend_flow(state, context)
    if state.suggestion is None:
        return suspended
    photo = {context.texts.render("bot", "summary_photo"): facts_text(state.suggestion.facts, context.texts)}
    return replace(suspended, summary=suspended.summary | photo, suggestion=None)  # not confirmed by the customer


def with_agent_notes(state: BotState, context: Context, rule: IntentRule | None, user_input: UserInput) -> BotState:
    """Adds the intent and the customer's words to the agent's summary."""
    notes = {context.texts.render("bot", "summary_intent"): rule.label} if rule else {}
    if user_input.text:
        notes[context.texts.render("bot", "summary_words")] = user_input.text[:200]
    return replace(state, summary=state.summary | notes)
