"""What routing needs of the world."""

from collections.abc import Sequence
from typing import Protocol

from chalicelib.routing.model import Desk, Place, Status


class Store(Protocol):
    """Places, desks, and moves between them; a move happens whole or not at all.

    Invariants: a conversation is in one queue or on one desk; a desk never holds more than its capacity by a match.
    A move onto a desk leaves an errand, `handing`, until the conversation has followed (`handed`).
    """

    def enqueue(self, place: Place) -> None:
        """Puts a conversation in line; nothing if it has a place or a desk already."""

    def hasten(self, place: Place) -> bool:
        """Moves a conversation that still waits to this place, in another line or further ahead, whole or not at all;
        False if it doesn't wait (any more), or is there already."""

    def line(self, queue: str, limit: int) -> list[Place]:
        """The first in line, strongly consistent."""

    def place(self, conversation: str) -> tuple[Place, str] | None:
        """A conversation's place and the agent who has it ("" while it waits)."""

    def desks(self) -> list[Desk]:
        """All desks that are not offline."""

    def desk(self, agent: str) -> Desk | None:
        """One desk, strongly consistent."""

    def set_up(self, agent: str, name: str, queues: frozenset[str], capacity: int, status: Status, now: int) -> None:
        """An agent comes, pauses or leaves; what he serves stays."""

    def hand_out(self, place: Place, desk: Desk) -> bool:
        """line → desk, if it still waits and he is still available and has room; leaves an errand."""

    def pass_on(self, place: Place, giver: str, taker: Desk) -> bool:
        """desk → desk, on the same conditions; leaves an errand."""

    def put_back(self, place: Place, agent: str, queue: str, now: int) -> bool:
        """desk → line of a queue, with the time it has waited since; leaves an errand without an agent. False if the
        agent hasn't got it."""

    def take_off(self, conversation: str, agent: str, now: int) -> bool:
        """The conversation needs no agent any more. False if the agent hasn't got it."""

    def drop(self, conversation: str) -> None:
        """Takes a waiting conversation out of line."""

    def leave(self, place: Place) -> bool:
        """Takes a conversation out of line whose customer doesn't want to wait any more, if it still has this place;
        leaves an errand without an agent until the conversation has followed."""

    def begin_page(self, conversation: str, now: int, again_after_ms: int) -> bool:
        """Claims the message to the person on call for a waiting conversation. False if it was sent, was claimed less
        than `again_after_ms` ago, or the conversation doesn't wait any more."""

    def paged(self, conversation: str) -> None:
        """The message to the person on call was sent: `begin_page` gives False as long as this place is kept."""

    def errands(self) -> list[tuple[Place, str]]:
        """Moves that the conversation may not have followed yet, with the agent; "" for a line that was left."""

    def claim_errand(self, conversation: str, agent: str, now: int, until: int) -> bool:
        """Takes the errand of bringing this agent a conversation until `until`; False if it is done or out of date, or
        somebody else has it at `now`."""

    def handed(self, conversation: str, agent: str) -> None:
        """The errand of bringing it to this agent is done; of its having left the line, where there is no agent."""


class OnCall(Protocol):
    """The people who are called when somebody is in danger and no agent is free."""

    def page(self, numbers: Sequence[str], words: str) -> bool:
        """Whether the message was sent to at least one of the numbers (E.164)."""


class Jobs(Protocol):
    """Work for later: SQS, at least once."""

    def match(self, queue: str) -> None:
        """Look for agents for a queue."""

    def check_presence(self, agent: str, delay_s: int) -> None:
        """See whether an agent is back."""
