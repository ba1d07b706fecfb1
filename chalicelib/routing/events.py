"""Events that routing publishes: moves of a conversation between queues and agents. The store has the present entry."""

from msgspec import Struct


class RoutingEvent(Struct, frozen=True, tag_field="event"):
    """A move of a conversation. `number` rises with each move, `queue` is the entry's after the move."""

    conversation: str
    number: int
    queue: str


class ConversationQueued(RoutingEvent, frozen=True, tag="routing.queued"):
    """It waits in a queue, or further ahead in it; `from_queue` is the queue that it was moved from, if any."""

    from_queue: str = ""
    emergency: bool = False


class ConversationAssigned(RoutingEvent, frozen=True, tag="routing.assigned"):
    """It was assigned to `agent`; `from_agent` is the colleague who transferred it, if any."""

    agent: str
    from_agent: str = ""
    emergency: bool = False


class ConversationGivenBack(RoutingEvent, frozen=True, tag="routing.given_back"):
    """`agent` no longer serves it, and it waits again. `reason` is the code of the notice about it."""

    agent: str
    reason: str
    emergency: bool = False


class QueueLeft(RoutingEvent, frozen=True, tag="routing.left"):
    """It doesn't wait any more, and nobody serves it. `waits_in` is another conversation of the same customer that took
    its place, if any."""

    emergency: bool = False
    waits_in: str = ""


Move = ConversationQueued | ConversationAssigned | ConversationGivenBack | QueueLeft
"""Every event; `emergency` is the entry's after the move."""


def routing_subject(conversation: str) -> str:
    """The subject of a conversation's moves in the outbox."""
    return f"routing#{conversation}"
