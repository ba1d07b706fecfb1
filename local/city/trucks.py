"""The responders of a played day: where they are, what they do, and when the centre expects them to be free."""

from dataclasses import dataclass

from chalicelib.content.places import Point
from local.city.days import Request, Responder


@dataclass(slots=True)
class Work:
    """A job that a responder does: the stages that are left, each with its expected seconds, and since when the first
    of them goes on."""

    request: Request
    expected_s: list[float]
    since_s: float

    def rest_s(self, now_s: float, overdue_s: float) -> int:
        """How long it is expected to take from now."""
        first, *later = self.expected_s
        return max(1, round(max(first - (now_s - self.since_s), overdue_s) + sum(later)))

    def next_stage(self, now_s: float) -> None:
        """The first stage has ended."""
        del self.expected_s[0]
        self.since_s = now_s


@dataclass(slots=True)
class TruckState:
    """A responder. `place` is where they are, or where their present job ends; `next_job` was accepted while another
    was done; `is_asked` while an offer isn't answered."""

    responder: Responder
    place: Point
    on_duty: bool = False
    work: Work | None = None
    next_job: str = ""
    is_asked: bool = False

    @property
    def is_idle(self) -> bool:
        """Whether they could drive at once."""
        return self.on_duty and self.work is None and not self.is_asked

    def can_do(self, request: Request) -> bool:
        """Whether they have what the service takes."""
        return request.service in self.responder.services
