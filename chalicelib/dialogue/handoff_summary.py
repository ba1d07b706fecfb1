"""What an agent is left with, when the bot hands a conversation over."""

from msgspec.structs import replace

from chalicelib.content.configuration import Wish
from chalicelib.dialogue import flows
from chalicelib.dialogue.context import Knowledge
from chalicelib.dialogue.interruptions import aside
from chalicelib.dialogue.slot_filling import Said
from chalicelib.dialogue.state import BotState
from chalicelib.dialogue.suggestions import words


def shelved(state: BotState, know: Knowledge) -> BotState:
    """Unfinished questions put aside for people: as the agent reads them, and an accident form to go on with."""
    flow = know.flows.get(state.running.flow) if state.running else None
    known = flows.summary(flow, state.running.slots, know.texts) if flow and state.running else {}
    if state.offer is not None:  # nobody has said yet whether it belongs to the accident
        known |= {know.texts.say("bot", "summary_photo"): words(state.offer.facts, know.texts)}
    return replace(aside(state, know), summary=state.summary | known, offer=None)


def remembered(state: BotState, know: Knowledge, wish: Wish | None, heard: Said) -> BotState:
    """Notes for the agent: what it is about, in the customer's words."""
    notes = {know.texts.say("bot", "summary_wish"): wish.label} if wish else {}
    if heard.text:
        notes[know.texts.say("bot", "summary_words")] = heard.text[:200]
    return replace(state, summary=state.summary | notes)
