"""Staff in a conversation beside its agent: pure rules. The conversation item has their parts; see `Part`."""

from msgspec.structs import replace

from chalicelib.conversations.model import Conversation, Participant, StateChange
from chalicelib.conversations.states import PENDING, Part, State


def with_departures(previous: Conversation, change: StateChange) -> StateChange:
    """The change with the parts that end with it: all when nobody serves the conversation any more; with another agent
    the new one's own, and what the agent before had asked for."""
    if change.state is not State.ASSIGNED:
        ended = set(previous.participants)
    elif "agent" in change.updates:
        agent = change.updates["agent"]
        ended = {
            person
            for person, each in previous.participants.items()
            if person == getattr(agent, "id", "") or each.part in PENDING or each.part is Part.ACCEPTED
        }
    else:
        return change
    ended = ended - set(change.participants)
    return replace(change, participants={**change.participants, **dict.fromkeys(ended)}) if ended else change


def new_part(previous: Conversation, name: str, part: Part) -> Participant:
    """A part that begins with the next change of the conversation."""
    return Participant(name, part, previous.fencing_token + 1)
