"""Agents' desks and places in line: pure rules."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """Whether an agent takes new conversations."""

    AVAILABLE = "available"
    PAUSED = "paused"
    OFFLINE = "offline"


@dataclass(frozen=True, slots=True)
class Desk:
    """An agent at work. `serving` are his conversations with their customers; `free_since` in ms since 1970 UTC."""

    agent: str
    name: str
    status: Status
    queues: frozenset[str]
    capacity: int
    serving: dict[str, str]
    free_since: int

    @property
    def load(self) -> int:
        return len(self.serving)

    def can_take(self, queue: str) -> bool:
        """On duty, skilled for the queue, and not full."""
        return self.status is Status.AVAILABLE and queue in self.queues and self.load < self.capacity


class Staffing(StrEnum):
    """Whether somebody can take a customer of a queue: an agent is free, all are full or paused, nobody is on duty."""

    FREE = "free"
    BUSY = "busy"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Place:
    """A conversation's place in line. `since` is when it first began to wait and survives being handed back.

    Danger to people goes before everything, then who has waited longest. `name` is the customer's.
    """

    conversation: str
    customer: str
    queue: str
    since: int
    danger: bool = False
    name: str = ""

    @property
    def order(self) -> str:
        """Sort key within a queue."""
        return f"{0 if self.danger else 1}#{self.since:013d}#{self.conversation}"


def on_duty(desks: Iterable[Desk], queue: str) -> list[Desk]:
    """The agents of a queue who work now, those on a break among them."""
    return [desk for desk in desks if desk.status is not Status.OFFLINE and queue in desk.queues and desk.capacity > 0]


def room(desks: Iterable[Desk], queue: str) -> int:
    """How many conversations of a queue could be taken now."""
    return sum(desk.capacity - desk.load for desk in desks if desk.can_take(queue))


def staffing(desks: Iterable[Desk], queue: str, ahead: int, is_here: Callable[[str], bool]) -> Staffing:
    """Who can take the customer of a queue before whom `ahead` others wait, of the agents of whom `is_here` says that
    they are there; it is asked no longer than needed."""
    known = on_duty(desks, queue)
    free = 0
    for desk in known:
        if desk.can_take(queue) and is_here(desk.agent):
            free += desk.capacity - desk.load
            if free > ahead:
                return Staffing.FREE
    return Staffing.BUSY if any(is_here(desk.agent) for desk in known) else Staffing.NOBODY


def choose(desks: Iterable[Desk], queue: str) -> Desk | None:
    """The agent who gets the next conversation: the least busy, among those the one idle longest."""
    free = [desk for desk in desks if desk.can_take(queue)]
    return min(free, key=lambda desk: (desk.load / desk.capacity, desk.free_since, desk.agent), default=None)
