"""What routing needs of the world."""

from collections.abc import Sequence
from typing import Protocol

from chalicelib.routing.model import AgentState, QueueEntry, Status


class Store(Protocol):
    """Places, desks, and moves between them; a move happens whole or not at all.

    Invariants: a conversation is in one queue or on one desk; a desk never holds more than its capacity by a match.
    A move onto a desk leaves an errand, `handing`, until the conversation has followed (`handed`).
    """

    def enqueue(self, entry: QueueEntry) -> None:
        """Puts a conversation in line; nothing if it has a place or a desk already."""

    def prioritise(self, entry: QueueEntry) -> bool:
        """Moves a conversation that still waits to this place, in another line or further ahead, whole or not at all;
        False if it doesn't wait (any more), or is there already."""

    def list_waiting(self, queue: str, limit: int) -> list[QueueEntry]:
        """The first in line, strongly consistent."""

    def find_entry(self, conversation: str) -> tuple[QueueEntry, str] | None:
        """A conversation's place and the agent who has it ("" while it waits)."""

    def active_agents(self) -> list[AgentState]:
        """All desks that are not offline."""

    def agent(self, agent: str) -> AgentState | None:
        """One desk, strongly consistent."""

    def set_agent(self, agent: str, name: str, queues: frozenset[str], capacity: int, status: Status, now: int) -> None:
        """An agent comes, pauses or leaves; what he serves stays."""

    def assign(self, entry: QueueEntry, agent_state: AgentState) -> bool:
        """line → desk, if it still waits and he is still available and has room; leaves an errand."""

    def reassign(self, entry: QueueEntry, giver: str, taker: AgentState) -> bool:
        """desk → desk, on the same conditions; leaves an errand."""

    def requeue(self, entry: QueueEntry, agent: str, queue: str, now: int) -> bool:
        """desk → line of a queue, with the time it has waited since; leaves an errand without an agent. False if the
        agent hasn't got it."""

    def unassign(self, conversation: str, agent: str, now: int) -> bool:
        """The conversation needs no agent any more. False if the agent hasn't got it."""

    def remove(self, conversation: str) -> None:
        """Takes a waiting conversation out of line."""

    def leave(self, entry: QueueEntry) -> bool:
        """Takes a conversation out of line whose customer doesn't want to wait any more, if it still has this place;
        leaves an errand without an agent until the conversation has followed."""

    def claim_page(self, conversation: str, now: int, again_after_ms: int) -> bool:
        """Claims the message to the person on call for a waiting conversation. False if it was sent, was claimed less
        than `again_after_ms` ago, or the conversation doesn't wait any more."""

    def mark_paged(self, conversation: str) -> None:
        """The message to the person on call was sent: `begin_page` gives False as long as this place is kept."""

    def pending_handoffs(self) -> list[tuple[QueueEntry, str]]:
        """Moves that the conversation may not have followed yet, with the agent; "" for a line that was left."""

    def claim_handoff(self, conversation: str, agent: str, now: int, until: int) -> bool:
        """Takes the errand of bringing this agent a conversation until `until`; False if it is done or out of date, or
        somebody else has it at `now`."""

    def complete_handoff(self, conversation: str, agent: str) -> None:
        """The errand of bringing it to this agent is done; of its having left the line, where there is no agent."""


class OnCall(Protocol):
    """The people who are called when somebody is in danger and no agent is free."""

    def page(self, numbers: Sequence[str], words: str) -> bool:
        """Whether the message was sent to at least one of the numbers (E.164)."""


class RoutingJobs(Protocol):
    """Work for later: SQS, at least once."""

    def match_queue(self, queue: str) -> None:
        """Look for agents for a queue."""

    def check_presence(self, agent: str, delay_s: int) -> None:
        """See whether an agent is back."""
