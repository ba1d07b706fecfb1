"""The bot gives a conversation to people: what it says, what they are left with, whose line it is."""

from msgspec.structs import replace

from chalicelib.content.configuration import Wish
from chalicelib.content.message_bodies import Text
from chalicelib.dialogue import interruptions
from chalicelib.dialogue.context import Knowledge, Thought
from chalicelib.dialogue.emergencies import asking_where, tells_of_accident
from chalicelib.dialogue.handoff_summary import remembered, shelved
from chalicelib.dialogue.slot_filling import Said
from chalicelib.dialogue.state import BotState, Handover


def to_people(state: BotState, wish: Wish, heard: Said, know: Knowledge) -> Thought:
    """To the line of a wish that is people's to grant."""
    handed = hand_over(state, know, wish.first or "handing_over", wish.agent, heard, wish=wish)
    return asking_where(handed, heard, know) if wish.locate else handed


def asked_for(state: BotState, know: Knowledge, heard: Said) -> Thought:
    """To people, who were asked for. An accident that is told with it is the beginning of a form, for its line."""
    queue = queue_of(state, know)
    if state.running is None and tells_of_accident(heard):
        known = interruptions.emergency(state, heard, know)
        if known is not state:
            state, queue = known, interruptions.report_flow(know)[1].queue
    return hand_over(state, know, "handing_over_asked", queue, heard)


def hand_over(
    state: BotState,
    know: Knowledge,
    key: str,
    queue: str,
    heard: Said,
    *,
    section: str = "bot",
    wish: Wish | None = None,
) -> Thought:
    """To the line `queue`, with the words of `key`. A question about an unfinished form is closed: it is shown."""
    known = remembered(shelved(state, know), know, wish, heard)
    words = know.texts.say(section, key, label=wish.label if wish else "")
    form = interruptions.so_far(state, know)
    return Thought(replace(known, handover=Handover(queue), resuming=None), (Text(words), *form))


def queue_of(state: BotState, know: Knowledge) -> str:
    """The line of the form that runs, else of the conversation's topic."""
    flow = know.flows.get(state.running.flow) if state.running else None
    return flow.queue if flow else know.queue
