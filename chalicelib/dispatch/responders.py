"""Responders on duty: what they can do, where they are, and what they are given."""

from msgspec import Struct
from msgspec.structs import replace

from chalicelib.content.places import Point
from chalicelib.dispatch.model import RoadsideService, Truck
from chalicelib.dispatch.rules import MatchingRules


class Position(Struct, frozen=True, omit_defaults=True):
    """Where somebody was: `at` in ms since 1970 UTC, the radius of the error in metres."""

    place: Point
    at: int
    accuracy_m: float = 0


class ResponderCard(Struct, frozen=True, omit_defaults=True):
    """A responder as customers may see them: name, kind of truck and its plate, and the number to call."""

    id: str
    name: str
    truck: str = ""
    plate: str = ""
    phone: str = ""


class HeldOffer(Struct, frozen=True):
    """The offer that a responder may answer: the number of the offer of a job, until the deadline (ms)."""

    job: str
    number: int
    deadline: int


class HeldJob(Struct, frozen=True):
    """A job that a responder has: where it ends, and when (ms), as it is expected. `then_s` of these seconds follow the
    present part of it, so that a part which takes longer than expected puts off the rest."""

    job: str
    place: Point | None
    free_at: int
    then_s: int = 0

    def rest_s(self, now: int, overdue_s: int) -> int:
        """In how many seconds it ends; a part that is overdue takes `overdue_s` more."""
        part_s = (self.free_at - now) // 1000 - self.then_s
        return max(1, max(part_s, overdue_s) + self.then_s)


class Responder(Struct, frozen=True, omit_defaults=True):
    """A responder and their truck. `current` is the job that they do, `following` the one that they have accepted to do
    after it, `offer` what they are asked. `provider` names the external provider that sends them. `version` rises with
    every change but those of `position` and `cell`, the H3 cell in which they are looked for. `previous` is the
    position before."""

    card: ResponderCard
    services: frozenset[RoadsideService] = frozenset()
    shift_end: int = 0
    is_on_duty: bool = False
    current: HeldJob | None = None
    following: HeldJob | None = None
    offer: HeldOffer | None = None
    provider: str = ""
    version: int = 0
    position: Position | None = None
    previous: Position | None = None
    cell: str = ""

    @property
    def id(self) -> str:
        """The id in the token."""
        return self.card.id

    @property
    def job(self) -> str:
        """The job that they do; "" without one."""
        return self.current.job if self.current is not None else ""

    @property
    def next_job(self) -> str:
        """The job that they do after it; "" without one."""
        return self.following.job if self.following is not None else ""

    @property
    def free_at(self) -> int:
        """When their present job is expected to end, in ms; 0 without one."""
        return self.current.free_at if self.current is not None else 0

    @property
    def is_idle(self) -> bool:
        """Whether they could drive at once."""
        return self.is_on_duty and self.current is None and self.offer is None

    @property
    def may_be_asked(self) -> bool:
        """Whether they have room for an offer, of a job for now or for afterwards."""
        return self.is_on_duty and self.offer is None and self.following is None

    @property
    def start(self) -> Point | None:
        """From where they would drive to another job."""
        if self.current is not None and self.current.place is not None:
            return self.current.place
        return self.position.place if self.position is not None else None

    def changed(self, **changes: object) -> "Responder":
        """The next version."""
        return replace(self, version=self.version + 1, **changes)

    def asked(self, job: str, number: int, deadline: int) -> "Responder":
        """The responder with an offer."""
        return self.changed(offer=HeldOffer(job, number, deadline))

    def given(self, held: HeldJob) -> "Responder":
        """The responder with a job, after the present one if there is one."""
        if self.current is not None and self.current.job != held.job:
            return self.changed(offer=None, following=held)
        return self.changed(offer=None, current=held)

    def without(self, job: str) -> "Responder":
        """The responder when a job or its offer has ended or was taken from them; the next job follows."""
        if self.job == job:
            return self.changed(current=self.following, following=None)
        if self.next_job == job:
            return self.changed(following=None)
        return self.changed(offer=None) if self.offer is not None and self.offer.job == job else self


def truck_of(responder: Responder, now: int, rules: MatchingRules) -> Truck | None:
    """A responder as the choice sees them; None while they can't be asked, or nobody knows where they are."""
    start = responder.start
    if not responder.may_be_asked or start is None or is_lost(responder, now, rules):
        return None
    free_in_s = responder.current.rest_s(now, 60 * rules.overdue_minutes) if responder.current is not None else 0
    return Truck(responder.id, responder.services, start, free_in_s, (responder.shift_end - now) // 1000)


def is_lost(responder: Responder, now: int, rules: MatchingRules) -> bool:
    """Whether someone without a job hasn't said for long where they are."""
    seen_at = responder.position.at if responder.position is not None else 0
    return responder.current is None and now - seen_at > 60_000 * rules.lost_minutes
