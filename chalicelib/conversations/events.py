"""Events that conversations publish: changes that others follow. Messages are not among them: the log has them.

Loaded where a conversation is opened or changes its state, not for a message.
"""

from msgspec import Struct

from chalicelib.content.views import Named
from chalicelib.conversations.model import Conversation, StateChange
from chalicelib.conversations.states import State


class ConversationEvent(Struct, frozen=True, tag_field="event"):
    """A change of a conversation. `number` is its fencing token after the change; `persons` of an event are the staff
    beside the agent whose parts it changed."""

    conversation: str
    number: int


class OpeningEvent(ConversationEvent, frozen=True, tag="conversation.opened"):
    """A customer opened it."""


class HandoverEvent(ConversationEvent, frozen=True, tag="conversation.handed_over"):
    """It waits for the agents of a queue: newly, again, or in another queue."""

    persons: tuple[str, ...] = ()


class ResolutionEvent(ConversationEvent, frozen=True, tag="conversation.resolved"):
    """`agent`, who served it, resolved it."""

    agent: str
    persons: tuple[str, ...] = ()


class ParticipationEvent(ConversationEvent, frozen=True, tag="conversation.participation_changed"):
    """The parts of `persons` in it began, changed or ended; its state stays."""

    persons: tuple[str, ...]


class ClosingEvent(ConversationEvent, frozen=True, tag="conversation.closed"):
    """Its customer closed it. `agent` served it last, if anybody did."""

    agent: str
    persons: tuple[str, ...] = ()


class QueueExitEvent(ConversationEvent, frozen=True, tag="conversation.queue_left"):
    """Its customer stopped waiting."""


def event_of_change(previous: Conversation, change: StateChange) -> ConversationEvent | None:
    """The event of a change of state; None for one that nobody follows."""
    number, agent = previous.fencing_token + 1, previous.agent.id if previous.agent is not None else ""
    persons = tuple(sorted(change.participants))
    match change.state:
        case State.WAITING:
            return HandoverEvent(previous.id, number, persons=persons)
        case State.RESOLVED:
            return ResolutionEvent(previous.id, number, agent, persons=persons)
        case State.BOT if previous.state is State.WAITING:
            return QueueExitEvent(previous.id, number)
        case State.CLOSED:
            return ClosingEvent(previous.id, number, agent, persons=persons)
        case _:
            return ParticipationEvent(previous.id, number, persons) if persons else None


def conversation_subject(conversation: str) -> str:
    """The subject of a conversation's changes in the outbox."""
    return f"conversation#{conversation}"


class MentionEvent(Struct, frozen=True, tag_field="event", tag="conversation.colleagues_mentioned"):
    """A note of `agent` mentions colleagues. `number` is when it was written, in ms since 1970 UTC."""

    conversation: str
    number: int
    agent: str
    colleagues: tuple[str, ...]


def mention_subject(event: MentionEvent) -> str:
    """The subject of an agent's notes on a conversation in the outbox."""
    return f"note#{event.conversation}#{event.agent}"


class RatingEvent(Struct, frozen=True, tag_field="event", tag="conversation.rated"):
    """A customer rated a conversation of a queue, which `agent` served last; `stars_before` and `solved_before` are
    those of the rating that this one replaces. `number` is when, in ms since 1970 UTC."""

    conversation: str
    number: int
    queue: str
    agent: Named | None
    stars: int
    solved: str
    stars_before: int
    solved_before: str


def rating_subject(conversation: str) -> str:
    """The subject of a conversation's ratings in the outbox."""
    return f"rating#{conversation}"
