"""What became of the customers of a day."""

from dataclasses import dataclass, field

from chalicelib.dispatch.arrival import Approach
from chalicelib.dispatch.states import JobState
from local.city.days import Request
from local.day_files import rounded

OUTCOMES = {
    JobState.COMPLETED: "completed",
    JobState.NO_PROVIDER: "no_provider",
    JobState.CANCELLED: "cancelled",
}


@dataclass(slots=True)
class JobOutcome:
    """A customer of a day. Times are seconds of the day; `range_s` is the first range of the arrival, `estimate_s` the
    estimate of who arrives, from their acceptance. `announced` are all arrivals that the customer was shown, each with
    the moment. `winners` are all who have the job."""

    request: Request
    state: JobState = JobState.REQUESTED
    responder: str | None = None
    offers: int = 0
    accepted_s: float | None = None
    approach: Approach = Approach.DRIVE
    estimate_s: float | None = None
    range_s: tuple[float, float] | None = None
    arrived_s: float | None = None
    completed_s: float | None = None
    km: float | None = None
    winners: int = 0
    announced: list[tuple[float, float]] = field(default_factory=list)

    def lose_responder(self) -> None:
        """Who had accepted the job doesn't come."""
        self.winners -= 1
        self.responder = self.accepted_s = self.estimate_s = self.km = None

    @property
    def waited_s(self) -> float | None:
        """From the request to the arrival; None without one."""
        return None if self.arrived_s is None else self.arrived_s - self.request.at_s

    def line(self, policy: str) -> dict[str, object]:
        """As it is printed."""
        low, high = self.range_s or (None, None)
        return {
            "policy": policy,
            "id": self.request.id,
            "outcome": OUTCOMES.get(self.state, "open"),
            "responder": self.responder,
            "offers": self.offers,
            "accepted_s": rounded(self.accepted_s),
            "told_low_s": rounded(low),
            "told_high_s": rounded(high),
            "arrived_s": rounded(self.arrived_s),
            "completed_s": rounded(self.completed_s),
            "km": rounded(self.km),
        }
