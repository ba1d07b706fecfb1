"""What a customer wants, in a few words, for the lists of agents."""

from chalicelib.content.configuration import flows, texts
from chalicelib.dialogue.state import BotState


def concern_of(state: BotState) -> str:
    """The title of the form in progress or put aside, else what the hand-over was noted to be about, in the customer's
    language; "" if neither is known."""
    form, known = state.active_flow or state.suspended_flow, flows(state.locale)
    if form is not None and form.flow in known:
        return known[form.flow].title
    return state.summary.get(texts(state.locale).render("bot", "summary_intent"), "")
