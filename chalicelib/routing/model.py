"""Agent states and queue entries: pure rules."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Self


class Status(StrEnum):
    """Whether an agent accepts new conversations."""

    AVAILABLE = "available"
    PAUSED = "paused"
    OFFLINE = "offline"


@dataclass(frozen=True, slots=True)
class Membership:
    """The queues that an agent serves, and how many conversations at once."""

    queues: frozenset[str]
    capacity: int


@dataclass(frozen=True, slots=True)
class AgentState:
    """An agent's state. `serving` maps their conversations to customers; `free_since`, and when the token of the queues
    and the capacity was issued, in ms since 1970 UTC."""

    agent: str
    name: str
    status: Status
    queues: frozenset[str]
    capacity: int
    serving: dict[str, str]
    free_since: int
    weight: int = 0
    """What the conversations take of the capacity beyond one each."""
    issued_at: int = 0
    version: int = field(default=0, compare=False)
    """Rises with each change."""
    joined: dict[str, str] = field(default_factory=dict)
    """Conversations that they are in beside its agent, with their customers: they take no capacity."""
    membership: Membership | None = None
    """What a supervisor set in place of the token's queues and capacity."""

    @classmethod
    def away(cls, agent: str, name: str) -> "AgentState":
        """Of a member of staff who was never on duty."""
        return cls(agent, name, Status.OFFLINE, frozenset(), 0, {}, 0)

    @property
    def load(self) -> int:
        """Units of the capacity that are taken."""
        return len(self.serving) + self.weight

    @property
    def is_available(self) -> bool:
        return self.status is Status.AVAILABLE

    def can_accept(self, queue: str) -> bool:
        """Whether the agent is available, has the skill for the queue, and has free capacity."""
        return self.is_available and queue in self.queues and self.load < self.capacity

    @property
    def is_on_duty(self) -> bool:
        """Whether they serve customers, also if they are paused."""
        return self.status is not Status.OFFLINE and self.capacity > 0

    @property
    def is_free(self) -> bool:
        """Whether they accept another conversation."""
        return self.is_available and self.load < self.capacity

    @property
    def idle_order(self) -> tuple[int, int, str]:
        """Who is chosen first: the lowest load, in thousandths of the capacity, then the one free longest."""
        return self.load * 1000 // max(1, self.capacity), self.free_since, self.agent

    def outdates(self, queues: frozenset[str], capacity: int, issued_at: int) -> bool:
        """Whether the state has other queues or another capacity, of a token that was issued later."""
        differs = self.membership is None and (self.queues, self.capacity) != (queues, capacity)
        return differs and self.issued_at > issued_at

    def changed(
        self, name: str, queues: frozenset[str], capacity: int, status: Status, now: int, issued_at: int = 0
    ) -> "AgentState":
        """The state with another status, or by another token; queues and capacity that a supervisor set stay. Who
        becomes available is idle from then on."""
        if self.membership is not None:
            queues, capacity = self.membership.queues, self.membership.capacity
        free_since = now if status is Status.AVAILABLE and not self.is_available else self.free_since
        return replace(
            self,
            name=name,
            queues=queues,
            capacity=capacity,
            status=status,
            free_since=free_since,
            issued_at=max(self.issued_at, issued_at),
            version=self.version + 1,
        )

    def with_membership(self, membership: Membership) -> "AgentState":
        """The state with queues and capacity that a supervisor set; served conversations stay."""
        queues, capacity = membership.queues, membership.capacity
        return replace(self, queues=queues, capacity=capacity, membership=membership, version=self.version + 1)

    def with_conversation(self, entry: "QueueEntry") -> "AgentState":
        """The state after an assignment."""
        serving = {**self.serving, entry.conversation: entry.customer}
        weight = self.weight + self.units_for(entry) - 1
        return replace(self, serving=serving, weight=weight, version=self.version + 1)

    def without_conversation(self, entry: "QueueEntry", now: int | None) -> "AgentState":
        """The state after an assignment ended; they are free since `now`, if it is given."""
        serving = {each: customer for each, customer in self.serving.items() if each != entry.conversation}
        free_since = self.free_since if now is None else now
        weight = self.weight - entry.weight + 1
        return replace(self, serving=serving, weight=weight, free_since=free_since, version=self.version + 1)

    def beside_agent(self, conversation: str, customer: str) -> "AgentState":
        """The state with a conversation in which another agent serves the customer; without it if that is ""."""
        joined = {each: of for each, of in self.joined.items() if each != conversation}
        if customer:
            joined[conversation] = customer
        return replace(self, joined=joined, version=self.version + 1)

    def reweighed(self, entry: "QueueEntry", weight: int) -> "AgentState":
        """The state after a conversation took another weight. It may exceed the capacity."""
        return replace(self, weight=self.weight + weight - entry.weight, version=self.version + 1)

    def units_for(self, entry: "QueueEntry") -> int:
        """What the conversation would take: no more than the whole capacity."""
        return min(entry.weight, max(1, self.capacity))

    def has_room_for(self, entry: "QueueEntry") -> bool:
        """Whether they are available and have capacity for the conversation."""
        return self.is_free and self.load + self.units_for(entry) <= self.capacity


class Staffing(StrEnum):
    """Whether a customer of a queue can be served: an agent is free, all are full or paused, or none is on duty."""

    FREE = "free"
    BUSY = "busy"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class EntryDetails:
    """What lists tell of a conversation: what the customer wants, their own last words (shortened), its tags."""

    concern: str = ""
    words: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QueueEntry:
    """A waiting conversation. `since` is when it first began to wait; it is kept when the conversation is requeued.

    Emergencies come first, then the longest waiting. With a `head_start` (ms) a customer is ahead as if they had waited
    so much longer, also one in an emergency. `weight` is what the conversation takes of an agent's capacity. An agent
    in `excluded` isn't chosen until the time there; `known_agent` is chosen alone for a while. `name` is the
    customer's. `moves` counts the moves since it was enqueued: two entries that are equal may differ in it,
    or in their `about`.
    """

    conversation: str
    customer: str
    queue: str
    since: int
    emergency: bool = False
    name: str = ""
    moves: int = field(default=0, compare=False)
    head_start: int = 0
    weight: int = 1
    returning: bool = False
    excluded: tuple[tuple[str, int], ...] = ()
    known_agent: str = ""
    known_until: int = 0
    skill: str = ""
    about: EntryDetails = field(default=EntryDetails(), compare=False)

    @property
    def number(self) -> int:
        """The number of the event of the last move. It starts at `since`, so that it also rises when a conversation is
        enqueued again."""
        return self.since + self.moves

    def moved(self, **changes: Any) -> Self:
        """The entry after a move."""
        return replace(self, **{"moves": self.moves + 1, **changes})

    @property
    def sort_key(self) -> str:
        """Sort key within a queue, and among queues."""
        first = self.emergency and not self.head_start
        return f"{0 if first else 1}#{max(0, self.since - self.head_start):013d}#{self.conversation}"


@dataclass(frozen=True, slots=True)
class Visit:
    """A customer's last visit to a queue: the conversation that waited since `since` and left without having been
    served at `left_at`; and the agent by whom they were served last, at `served_at`. Times in ms since 1970 UTC, 0 for
    none."""

    conversation: str = ""
    since: int = 0
    left_at: int = 0
    agent: str = ""
    served_at: int = 0


def agents_on_duty(agent_states: Iterable[AgentState], queue: str) -> list[AgentState]:
    """The agents of a queue who are on duty, including paused ones."""
    return [each for each in agent_states if each.is_on_duty and queue in each.queues]


def free_capacity(agent_states: Iterable[AgentState], queue: str) -> int:
    """Number of conversations of a queue that could be assigned now."""
    return sum(agent_state.capacity - agent_state.load for agent_state in agent_states if agent_state.can_accept(queue))


def staffing_for(
    agent_states: Iterable[AgentState], queue: str, ahead: int, is_here: Callable[[str], bool]
) -> Staffing:
    """The staffing for a customer of a queue behind `ahead` others. Only agents for whom `is_here` is true count; it is
    called as rarely as possible."""
    known = agents_on_duty(agent_states, queue)
    free = 0
    for agent_state in known:
        if agent_state.can_accept(queue) and is_here(agent_state.agent):
            free += agent_state.capacity - agent_state.load
            if free > ahead:
                return Staffing.FREE
    return Staffing.BUSY if any(is_here(agent_state.agent) for agent_state in known) else Staffing.NOBODY
