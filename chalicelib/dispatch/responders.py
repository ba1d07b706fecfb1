"""Responders on duty: what they can do, where they are, and what they are given."""

from msgspec import Struct
from msgspec.structs import replace

from chalicelib.content.places import Point
from chalicelib.dispatch.model import Job, RoadsideService, Truck


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


class Responder(Struct, frozen=True, omit_defaults=True):
    """A responder and their truck. `job` is what they do, `next_job` what they have accepted to do after it, `offer`
    what they are asked. They are expected to be free at `free_at` (ms) in `free_place`. `provider` names the external
    provider that sends them. `version` rises with every change but those of `position` and `cell`, the H3 cell in which
    they are looked for."""

    card: ResponderCard
    services: frozenset[RoadsideService] = frozenset()
    shift_end: int = 0
    is_on_duty: bool = False
    job: str = ""
    next_job: str = ""
    offer: HeldOffer | None = None
    free_at: int = 0
    free_place: Point | None = None
    provider: str = ""
    version: int = 0
    position: Position | None = None
    cell: str = ""

    @property
    def id(self) -> str:
        """The id in the token."""
        return self.card.id

    @property
    def is_idle(self) -> bool:
        """Whether they could drive at once."""
        return self.is_on_duty and not self.job and self.offer is None

    @property
    def may_be_asked(self) -> bool:
        """Whether they have room for an offer, of a job for now or for afterwards."""
        return self.is_on_duty and self.offer is None and not self.next_job

    @property
    def start(self) -> Point | None:
        """From where they would drive to another job."""
        if self.job and self.free_place is not None:
            return self.free_place
        return self.position.place if self.position is not None else None

    def changed(self, **changes: object) -> "Responder":
        """The next version."""
        return replace(self, version=self.version + 1, **changes)

    def asked(self, job: str, number: int, deadline: int) -> "Responder":
        """The responder with an offer."""
        return self.changed(offer=HeldOffer(job, number, deadline))

    def unasked(self, job: str) -> "Responder":
        """The responder without the offer of a job."""
        return self.changed(offer=None) if self.offer is not None and self.offer.job == job else self

    def given(self, job: Job, free_at: int) -> "Responder":
        """The responder with a job, after the present one if there is one, and free at `free_at` (ms)."""
        place = job.destination or job.place
        held = {"next_job": job.id} if self.job else {"job": job.id}
        return self.changed(**held, offer=None, free_at=free_at, free_place=place)

    def without(self, job: str) -> "Responder":
        """The responder when a job has ended or was taken from them; the next one follows it."""
        if self.job == job:
            return self.changed(job=self.next_job, next_job="", **({} if self.next_job else _FREE))
        if self.next_job == job:
            return self.changed(next_job="")
        return self.unasked(job)


_FREE = {"free_at": 0, "free_place": None}


def truck_of(responder: Responder, now: int) -> Truck | None:
    """A responder as the choice sees them; None while they can't be asked, or nobody knows where they are."""
    start = responder.start
    if not responder.may_be_asked or start is None:
        return None
    free_in_s = max(1, (responder.free_at - now) // 1000) if responder.job else 0
    off_in_s = (responder.shift_end - now) // 1000
    return Truck(responder.id, responder.services, start, free_in_s, off_in_s)
