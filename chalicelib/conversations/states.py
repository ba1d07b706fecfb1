"""States of a conversation, the transitions between them, and the parts that staff take in one beside its agent."""

from enum import StrEnum


class State(StrEnum):
    """Who serves the conversation."""

    BOT = "bot"
    WAITING = "waiting"
    ASSIGNED = "assigned"
    RESOLVED = "resolved"
    CLOSED = "closed"


class Part(StrEnum):
    """What a member of staff does in a conversation that is assigned to another one."""

    JOINED = "joined"
    """Writes to the customer."""
    INVITED = "invited"
    """Was asked to join."""
    OFFERED = "offered"
    """Was asked to take it over."""
    ACCEPTED = "accepted"
    """Takes it over: routing follows."""
    MONITORING = "monitoring"
    """Reads along."""


SPEAKING = frozenset({Part.JOINED, Part.ACCEPTED})
"""Parts with which staff may write to the customer."""

PENDING = frozenset({Part.INVITED, Part.OFFERED})
"""Parts that wait for an answer."""

ANNOUNCED = frozenset({Part.JOINED, Part.OFFERED, Part.ACCEPTED})
"""Parts that the customer is shown, with the person's name."""

BOT_SPEAKS = frozenset({State.BOT, State.WAITING})
"""States in which the bot may answer: until an agent takes over."""

LIVE = frozenset({State.BOT, State.WAITING, State.ASSIGNED})
"""States in which a customer may write."""

TRANSITIONS: dict[State, frozenset[State]] = {
    # bot → assigned: the assignment may be written before the change to waiting; both orders have the same result.
    State.BOT: frozenset({State.WAITING, State.ASSIGNED, State.CLOSED}),
    # waiting → bot: the customer stopped waiting.
    State.WAITING: frozenset({State.BOT, State.WAITING, State.ASSIGNED, State.CLOSED}),
    State.ASSIGNED: frozenset({State.WAITING, State.ASSIGNED, State.RESOLVED, State.CLOSED}),
    State.RESOLVED: frozenset({State.BOT, State.CLOSED}),
    State.CLOSED: frozenset({State.BOT}),
}
