"""Roadside jobs and the trucks that do them, as values."""

from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from chalicelib.content.places import Point
from chalicelib.dispatch.states import JobState, JobStep, state_after

LATE, BY_HAND, OFF_DUTY = "late", "assigned_by_hand", "off_duty"
"""Reasons of a responder from whom a job was taken: another would be sooner, a dispatcher chose another, they went off
duty."""


class RoadsideService(StrEnum):
    """What a customer needs from a responder."""

    TOW = "tow"
    BATTERY = "battery"
    TYRE = "tyre"
    LOCKOUT = "lockout"
    FUEL = "fuel"
    WINCH = "winch"


class Offer(Struct, frozen=True):
    """A job offered to one responder. `number` counts the offers of the job; times are in milliseconds."""

    number: int
    responder: str
    at: int
    deadline: int


class Refusal(Struct, frozen=True):
    """A responder who didn't take a job, with their reason; silence is one."""

    responder: str
    reason: str
    at: int


class Job(Struct, frozen=True):
    """A roadside job. `offer` is the current offer, or the one that was accepted; `offers` counts them all. Without
    coordinates in `place` nobody can be found for it but by hand. `also`: what the same truck does besides."""

    id: str
    service: RoadsideService
    place: Point | None
    requested_at: int
    destination: Point | None = None
    emergency: bool = False
    state: JobState = JobState.REQUESTED
    offer: Offer | None = None
    offers: int = 0
    refusals: tuple[Refusal, ...] = ()
    also: tuple[RoadsideService, ...] = ()

    def is_done_by(self, services: frozenset[RoadsideService]) -> bool:
        """Whether a truck with these services does all of it."""
        return self.service in services and services.issuperset(self.also)

    @property
    def responder(self) -> str:
        """Who has accepted the job; "" before that."""
        offered = self.state in (JobState.REQUESTED, JobState.OFFERED)
        return self.offer.responder if self.offer and not offered else ""

    @property
    def asked(self) -> str:
        """Who is asked, or has accepted the job; "" for nobody."""
        return self.offer.responder if self.offer is not None else ""

    def refused_by(self, responder: str) -> bool:
        """Whether a responder declined the job, or didn't answer. One from whom it was taken for another may be asked
        again once that one doesn't come, and who was off duty whenever they are back."""
        return any(
            each.responder == responder
            and each.reason != OFF_DUTY
            and (each.reason not in (LATE, BY_HAND) or each is self.refusals[-1])
            for each in self.refusals
        )

    def after(self, step: JobStep) -> "Job":
        """The job after a step. Raises JobStepNotPossible."""
        return replace(self, state=state_after(self.state, step))


class Truck(Struct, frozen=True):
    """A responder on duty, as the choice sees them: where they are free, in how many seconds (0: now), and in how many
    their shift ends."""

    responder: str
    services: frozenset[RoadsideService]
    place: Point
    free_in_s: int
    off_in_s: int
