"""Queues, those who wait and those who serve, as pages see them."""

from msgspec import Struct

from chalicelib.content.views import Named


class QueueView(Struct, frozen=True, omit_defaults=True):
    """A queue's length. `oldest` is when its first customer began to wait, 0 if it is empty; `emergencies` is the
    number of customers in an emergency. `on_duty` is the number of its agents on duty, `free` their free capacity;
    `opens_at` is its next opening, 0 within its hours. Times in ms since 1970 UTC."""

    name: str
    label: str
    waiting: int
    oldest: int
    on_duty: int = 0
    free: int = 0
    opens_at: int = 0
    emergencies: int = 0


class QueueEntryView(Struct, frozen=True, omit_defaults=True):
    """A waiting customer; `since` is when they began to wait, in ms since 1970 UTC. `concern` is what they want,
    `words` are their own last words (shortened)."""

    conversation: str
    queue: str
    since: int
    customer: Named
    emergency: bool = False
    concern: str = ""
    words: str = ""
    tags: tuple[str, ...] = ()


class ServiceLevelView(Struct, frozen=True):
    """When answers of a queue are due: `first_ms` of its opening hours after the customer asked for a person, `next_ms`
    after a further message; `goal_percent` of the answers shall be in time. `open` are its opening hours around now:
    pairs of start and end, in ms since 1970 UTC."""

    queue: str
    first_ms: int
    next_ms: int
    goal_percent: int
    open: tuple[tuple[int, int], ...]


class WaitingCardView(Struct, frozen=True, omit_defaults=True):
    """What a waiting customer is shown. `place` in line; with `is_step` it is a step, and they are within it; `low_s`
    to `high_s` are seconds still to wait from `at` (ms since 1970 UTC), None while they can't be estimated; `at_once`
    is the share of customers in this situation who are served at once. `reason` why it takes longer than before:
    overtaken, fewer_agents. Of two cards the one with the higher `version` is newer. `keeps_waiting`: the customer
    chose so after the delay notice; `with_bot`: and goes on with the bot meanwhile."""

    conversation: str
    queue: str
    version: int
    at: int
    place: int
    is_step: bool = False
    low_s: int | None = None
    high_s: int | None = None
    at_once: float = 0.0
    reason: str = ""
    keeps_waiting: bool = False
    with_bot: bool = False


class ColleagueView(Struct, frozen=True):
    """Another agent, as a target of a transfer."""

    id: str
    name: str
    status: str
    load: int
    capacity: int
    queues: tuple[str, ...]


class AgentStateView(Struct, frozen=True):
    """An agent's state, with queues and colleagues."""

    status: str
    load: int
    capacity: int
    queues: tuple[QueueView, ...]
    colleagues: tuple[ColleagueView, ...]
