"""States of a conversation and the transitions between them."""

from enum import StrEnum


class State(StrEnum):
    """Who serves the conversation."""

    BOT = "bot"
    WAITING = "waiting"
    ASSIGNED = "assigned"
    RESOLVED = "resolved"
    CLOSED = "closed"


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
