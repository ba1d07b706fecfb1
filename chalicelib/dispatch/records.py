"""A roadside job as it is stored: the job with its customer, the agreed terms, and everything that happened to it."""

from enum import StrEnum
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from chalicelib.content.places import Point
from chalicelib.dispatch.arrival import Approach
from chalicelib.dispatch.model import Job, RoadsideService
from chalicelib.dispatch.responders import Position, ResponderCard
from chalicelib.dispatch.states import ENDED, SEEKING, JobState

ExtraKind = Literal["holes", "winch_minutes", "heavy_wrecker", "second_wrecker"]


class JobExtra(Struct, frozen=True):
    """What a responder did or brought beyond the visit: how many holes or minutes, 1 of a wrecker; and what it costs
    by the tariff."""

    kind: ExtraKind
    count: int
    won: int


class JobTerms(Struct, frozen=True, omit_defaults=True):
    """What the customer pays, and why. `covered` is None where nobody can say yet. `extras` go by the tariff,
    `extra_won` for what it doesn't know. `agreed_at` and `extra_agreed_at` (ms) are when the customer agreed to the
    price, and to what came on top; 0 before that."""

    covered: bool | None = None
    price_won: int = 0
    free_km: int = 0
    won_per_km: int = 0
    clause: str = ""
    reasons: tuple[str, ...] = ()
    agreed_at: int = 0
    destination_text: str = ""
    km: int = 0
    extra_won: int = 0
    extra_agreed_at: int = 0
    extras: tuple[JobExtra, ...] = ()

    @property
    def is_tow_agreed(self) -> bool:
        """Whether the customer has agreed to be towed: where to, how far, for how much."""
        return bool(self.agreed_at and self.destination_text and self.km)


class JobRequest(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a customer asks for. `key` names the request: a repeat makes no second job. `place` was sent with consent;
    without it a dispatcher finds a responder. `problem` is what was answered, by slot. `also`: what the truck does
    besides the `service`; `counts_as`: the service that the use counts for, "" for that one."""

    key: str
    customer: str
    customer_name: str
    conversation: str
    plate: str
    service: RoadsideService
    also: tuple[RoadsideService, ...] = ()
    counts_as: str = ""
    place: Point | None = None
    place_text: str = ""
    destination: Point | None = None
    emergency: bool = False
    phone: str = ""
    contract: str = ""
    claim: str = ""
    problem: dict[str, str] = {}
    terms: JobTerms = JobTerms()


class JobEntry(Struct, frozen=True, omit_defaults=True):
    """A line of a job's history: what happened (a step, or `terms`, `photos`, `plan` …), by whom, and why."""

    at: int
    what: str
    by: str = ""
    reason: str = ""
    number: int = 0


class ArrivalEstimate(Struct, frozen=True):
    """When the responder is expected, and the range of it: clock times in ms. `made_at` is when it was estimated,
    `approach` what the time until then consists of."""

    at: int
    low: int
    high: int
    made_at: int
    approach: Approach = Approach.DRIVE


class Departure(Struct, frozen=True):
    """The drive to the customer: when it began (ms), in what type of area, and its great-circle distance."""

    at: int
    area: str
    km: float


class AnnouncedArrival(Struct, frozen=True, omit_defaults=True):
    """What the customer was told of the arrival; `at` is when the time was told, `said_at` when a message said
    anything of it. `promise` is until when the truck was promised, `late` how often a later time was told. `stale`: the
    truck hadn't been seen for long. Times in ms."""

    estimate: ArrivalEstimate
    latest: int
    at: int
    said_at: int
    stale: bool = False
    late: int = 0


class PlaceSharing(StrEnum):
    """Whether the customer shows where they are: not asked yet, with consent, not for now, no longer."""

    UNKNOWN = ""
    SHARED = "shared"
    SUSPENDED = "suspended"
    WITHDRAWN = "withdrawn"


class JobProposal(Struct, frozen=True):
    """Terms that the responder has proposed, with their reason. `number` is the version of the job that it made."""

    number: int
    terms: JobTerms
    destination: Point | None = None
    reason: str = ""


class JobPlan(Struct, frozen=True):
    """A busy responder who is to get the job, as it looks now: a plan is decided anew until it is offered."""

    responder: str
    arrival_at: int


class JobPhoto(Struct, frozen=True):
    """A photo of the job, `before` or `after` the work: the id of its upload."""

    upload: str
    stage: str
    at: int


class JobRecord(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A job with all that belongs to it. `due_at` (ms) is when it must be looked at next, as long as it is open.
    `estimate` is the present one, `first_estimate` what the customer was shown at the acceptance, `told` what since.
    `met_at`: the customer said that the responder is there. `posted`: up to this number the history is in the
    conversation. `stars` is the customer's rating, 0 without one. `forgotten`: its positions were deleted."""

    job: Job
    request: JobRequest
    terms: JobTerms = JobTerms()
    responder: ResponderCard | None = None
    history: tuple[JobEntry, ...] = ()
    photos: tuple[JobPhoto, ...] = ()
    plan: JobPlan | None = None
    estimate: ArrivalEstimate | None = None
    first_estimate: ArrivalEstimate | None = None
    departure: Departure | None = None
    arrived_at: int = 0
    ended_at: int = 0
    position: Position | None = None
    announced: AnnouncedArrival | None = None
    sharing: PlaceSharing = PlaceSharing.UNKNOWN
    proposal: JobProposal | None = None
    met_at: int = 0
    posted: int = 0
    stars: int = 0
    forgotten: bool = False
    due_at: int = 0
    version: int = 0

    @property
    def id(self) -> str:
        """The job's number."""
        return self.job.id

    @property
    def customer(self) -> str:
        """Who asked for it."""
        return self.request.customer

    @property
    def conversation(self) -> str:
        """Where they asked."""
        return self.request.conversation

    @property
    def is_open(self) -> bool:
        """Whether something is still to happen."""
        return self.job.state not in ENDED

    @property
    def is_seeking(self) -> bool:
        """Whether it may be offered now."""
        return self.job.state in SEEKING

    @property
    def hides_place(self) -> bool:
        """Whether the customer shows nobody where they are: the place is about right, and for nothing but the way."""
        return self.sharing in (PlaceSharing.SUSPENDED, PlaceSharing.WITHDRAWN)

    @property
    def lacks_responder(self) -> bool:
        """Whether it is sought for, or was in vain until now."""
        return self.is_seeking or self.job.state is JobState.NO_PROVIDER

    def changed(self, at: int, what: str, *, by: str = "", reason: str = "", **changes: Any) -> "JobRecord":
        """The next version, with a line of history."""
        entry = JobEntry(at, what, by, reason, self.version + 1)
        return replace(self, version=self.version + 1, history=(*self.history, entry), **changes)

    def rescheduled(self, due_at: int, **changes: Any) -> "JobRecord":
        """The next version, to be looked at then; it leaves no line of history."""
        return replace(self, version=self.version + 1, due_at=due_at, **changes)
