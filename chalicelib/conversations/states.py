"""The life of a conversation, as a table."""

from enum import StrEnum


class State(StrEnum):
    """Who has the word."""

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
    # bot → assigned: the match may win against the note that the customer waits; both orders end alike.
    State.BOT: frozenset({State.WAITING, State.ASSIGNED, State.CLOSED}),
    # waiting → bot: the customer doesn't want to wait any more.
    State.WAITING: frozenset({State.BOT, State.WAITING, State.ASSIGNED, State.CLOSED}),
    State.ASSIGNED: frozenset({State.WAITING, State.ASSIGNED, State.RESOLVED, State.CLOSED}),
    State.RESOLVED: frozenset({State.BOT, State.CLOSED}),
    State.CLOSED: frozenset({State.BOT}),
}
