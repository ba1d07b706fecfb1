"""What external providers are sent, and what they report: `docs/provider-messages.schema.json` is made of these types.

A provider's trucks are responders like others; their ids begin with the provider's. Messages and reports may come
twice, and in another order: `id` is the same for a repeat, and a repeated report changes nothing.
"""

from typing import Annotated

from msgspec import Meta, Struct

from chalicelib.dispatch.model import RoadsideService
from chalicelib.dispatch.records import ExtraKind

Latitude = Annotated[float, Meta(ge=-90, le=90)]
Longitude = Annotated[float, Meta(ge=-180, le=180)]
TruckId = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{1,40}$")]
Line = Annotated[str, Meta(max_length=100)]
JobId = Annotated[str, Meta(min_length=1, max_length=40)]
Millis = Annotated[int, Meta(ge=0, le=4_102_444_800_000)]
Kilometres = Annotated[int, Meta(ge=0, le=1_000)]
Won = Annotated[int, Meta(ge=0, le=100_000_000)]
Extras = Annotated[dict[ExtraKind, Annotated[int, Meta(ge=0, le=1_440)]], Meta(max_length=4)]
"""Extras of the tariff with their counts."""


class Coordinates84(Struct, frozen=True):
    """Degrees, WGS 84."""

    lat: Latitude
    lon: Longitude


class ProviderMessage(Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="message"):
    """Something that a provider is sent about a job of one of its trucks. `id` is the same for a repeat."""

    id: str
    provider: str
    truck: str
    job: str


class ProviderOffer(ProviderMessage, frozen=True, kw_only=True, tag="offer"):
    """Will the truck take the job? To be answered until `deadline` (ms since 1970 UTC); silence is a refusal. `also` is
    what the truck does at the same visit. Who the customer is, and exactly where, comes with the assignment."""

    number: int
    deadline: int
    service: RoadsideService
    also: tuple[RoadsideService, ...] = ()
    place: Coordinates84 | None = None
    destination: Coordinates84 | None = None
    emergency: bool = False


class ProviderAssignment(ProviderMessage, frozen=True, kw_only=True, tag="assigned"):
    """The truck has the job. `arrival` is when it is expected, in ms since 1970 UTC; `problem` is what the customer
    answered."""

    service: RoadsideService
    also: tuple[RoadsideService, ...] = ()
    customer: str
    phone: str
    plate: str
    arrival: int = 0
    place: Coordinates84 | None = None
    place_text: str = ""
    destination: Coordinates84 | None = None
    destination_text: str = ""
    problem: dict[str, str] = {}


class ProviderTerms(ProviderMessage, frozen=True, kw_only=True, tag="terms"):
    """The customer has `agreed` to what the truck proposed, or not: then the terms are those of before. `total_won` is
    what they pay altogether; `may_tow`: where to, how far and for how much is agreed."""

    agreed: bool
    km: int
    destination_text: str
    total_won: int
    may_tow: bool


class ProviderWithdrawal(ProviderMessage, frozen=True, kw_only=True, tag="withdrawn"):
    """The truck doesn't have the job, or its offer, any more."""

    reason: str


class ProviderEnding(ProviderMessage, frozen=True, kw_only=True, tag="ended"):
    """The job has ended: completed, cancelled, gone_on_arrival or unsuccessful."""

    outcome: str


class TruckReport(Struct, frozen=True, kw_only=True, tag_field="report", forbid_unknown_fields=True):
    """Something that a provider reports of one of its trucks."""

    truck: TruckId


class DutyReport(TruckReport, frozen=True, kw_only=True, tag="on_duty"):
    """It may be offered jobs for these services until `until` (ms since 1970 UTC). `phone` is the number that the
    customer calls."""

    name: Annotated[str, Meta(min_length=1, max_length=100)]
    services: Annotated[frozenset[RoadsideService], Meta(min_length=1)]
    until: Millis
    place: Coordinates84
    kind: Line = ""
    plate: Line = ""
    phone: Line = ""


class OffDutyReport(TruckReport, frozen=True, kw_only=True, tag="off_duty"):
    """It is offered nothing more; what it hasn't begun goes to others."""


class TruckPositionReport(TruckReport, frozen=True, kw_only=True, tag="position"):
    """Where it was at `at` (ms since 1970 UTC), within `accuracy` metres."""

    place: Coordinates84
    at: Millis
    accuracy: Annotated[float, Meta(ge=0, le=100_000)] = 0


class AcceptReport(TruckReport, frozen=True, kw_only=True, tag="accept"):
    """It takes the job that it was offered under this number."""

    job: JobId
    number: int


class DeclineReport(TruckReport, frozen=True, kw_only=True, tag="decline"):
    """It doesn't take it, for one of the reasons of `dispatch.toml`."""

    job: JobId
    number: int
    reason: Line


class StepReport(TruckReport, frozen=True, kw_only=True, tag="step"):
    """How far it is: depart, arrive, begin, hook_up, complete, find_nobody, fail."""

    job: JobId
    step: Line
    reason: Line = ""


class ProposalReport(TruckReport, frozen=True, kw_only=True, tag="propose"):
    """What the customer is asked to agree to before the work, and before a tow in any case: `km` to the `destination`,
    `extras` by their count (holes, minutes of winching, 1 for a wrecker) which cost what the insurer's tariff says, and
    `extra_won` with a `reason` for what it doesn't know. The answer comes as a message, `terms`."""

    job: JobId
    km: Kilometres = 0
    destination: Line = ""
    place: Coordinates84 | None = None
    extras: Extras = {}
    extra_won: Won = 0
    reason: Line = ""


class PhotosReport(TruckReport, frozen=True, kw_only=True, tag="photos"):
    """Photos of `before` or `after` the work: addresses in the provider's system, kept with the job."""

    job: JobId
    stage: Line
    photos: Annotated[tuple[Annotated[str, Meta(min_length=1, max_length=500)], ...], Meta(min_length=1, max_length=20)]


AnyReport = (
    DutyReport
    | OffDutyReport
    | TruckPositionReport
    | AcceptReport
    | DeclineReport
    | StepReport
    | ProposalReport
    | PhotosReport
)

AnyProviderMessage = ProviderOffer | ProviderAssignment | ProviderTerms | ProviderWithdrawal | ProviderEnding
