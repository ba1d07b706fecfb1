"""Routing in memory: `RoutingStore`, its jobs, and pages for the person on call."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from chalicelib.routing.events import routing_subject
from chalicelib.routing.jobs import (
    CheckAgentPresence,
    CheckAnswer,
    CheckInvitation,
    CheckSilence,
    MatchQueue,
    RoutingJob,
    ShowBoard,
)
from local.line.memory import MemoryRouting

SOON_S = 5
"""Jobs that are deferred no longer wait among the others."""


@dataclass
class FakeRoutingJobs:
    """Jobs that wait; tests deliver them, twice if they like. Those deferred for long wait until `ring` finds them
    due."""

    relay: Callable[[str], None] = lambda _: None
    waiting: list[RoutingJob] = field(default_factory=list)
    later: list[RoutingJob] = field(default_factory=list)
    """Matches and checks of silence that wait for a time."""
    clock: Callable[[], int] = lambda: 0
    timers: list[tuple[int, RoutingJob]] = field(default_factory=list)

    def relay_moves(self, conversation: str) -> None:
        self.relay(routing_subject(conversation))

    def match_queue(self, queue: str, delay_s: int = 0) -> None:
        (self.later if delay_s else self.waiting).append(MatchQueue(queue))

    def show_board(self, queue: str, delay_s: int) -> None:
        self.waiting.append(ShowBoard(queue))

    def check_answer(self, job: CheckAnswer, delay_s: int) -> None:
        self.waiting.append(job)

    def check_invitation(self, job: CheckInvitation, delay_s: int) -> None:
        self.waiting.append(job)

    def check_silence(self, job: CheckSilence, delay_s: int = 0) -> None:
        (self.later if delay_s else self.waiting).append(job)

    def check_presence(self, agent: str, delay_s: int) -> None:
        self.waiting.append(CheckAgentPresence(agent))

    def defer(self, job: RoutingJob, delay_s: int) -> None:
        if delay_s > SOON_S:
            self.timers.append((self.clock() + delay_s * 1000, job))
        else:
            self.waiting.append(job)

    def ring(self) -> None:
        """Delivers the deferred jobs that are due."""
        self.waiting += [job for due, job in self.timers if due <= self.clock()]
        self.timers = [(due, job) for due, job in self.timers if due > self.clock()]


@dataclass
class FakeOnCall:
    """Text messages to the person on call: sent, unless `down`."""

    sent: list[tuple[str, str]] = field(default_factory=list)
    down: bool = False

    def page(self, numbers: Sequence[str], words: str) -> bool:
        if not self.down:
            self.sent += [(number, words) for number in numbers]
        return not self.down


class FakeRouting(MemoryRouting):
    """`RoutingStore` in memory."""
