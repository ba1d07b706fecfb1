"""Roadside jobs as customers, responders and dispatchers are shown them. Times are in ms since 1970 UTC."""

from typing import Literal

from msgspec import Struct

from chalicelib.content.message_bodies import CardRow
from chalicelib.content.views import Named


class MapPoint(Struct, frozen=True, omit_defaults=True):
    """Degrees north and east (WGS 84). `at`: when it was seen, 0 for a place that doesn't move."""

    lat: float
    lon: float
    at: int = 0


class JobArrival(Struct, frozen=True):
    """When the truck arrives: about `at`, between `low` and `high`, in whole minutes; `text` says it."""

    at: int
    low: int
    high: int
    text: str


class JobResponderView(Struct, frozen=True, omit_defaults=True):
    """Who comes: name, truck ("5톤 견인차") and plate. `call` is a safe number, or empty."""

    name: str
    truck: str = ""
    plate: str = ""
    call: str = ""


class JobTermsView(Struct, frozen=True, omit_defaults=True):
    """What the customer agrees to: `price_won` altogether, `extra_won` of it for what was found on site. `number` names
    the proposal; `agreed`: the customer has agreed to it. `rows` say it line by line."""

    number: int
    agreed: bool = False
    price_won: int = 0
    extra_won: int = 0
    km: int = 0
    destination: str = ""
    reason: str = ""
    rows: tuple[CardRow, ...] = ()


JobDeed = Literal["call", "agree", "refuse", "confirm", "share", "suspend", "withdraw", "cancel", "rate"]

ButtonKind = Literal["plain", "primary", "danger"]


class JobButton(Struct, frozen=True, omit_defaults=True):
    """A button of a card. `id` says which action it sends: `agree_job` (agree, refuse), `confirm_arrival`,
    `share_place` (share), `withdraw_place` (suspend, withdraw), `cancel_job`, `rate_job`; `call` dials `number`."""

    id: JobDeed
    label: str
    kind: ButtonKind = "plain"
    number: str = ""


class JobPhotoView(Struct, frozen=True):
    """A photograph of a job, by its upload; `phase` is before or after the work."""

    upload: str
    phase: str


class JobCardView(Struct, frozen=True, omit_defaults=True):
    """The customer's card of a job as it is now. Of two cards the one with the higher `version` is newer.

    `state`: requested, offered, accepted, en_route, on_site, in_service, towing, completed, reassigning, no_provider,
    cancelled, gone_on_arrival, unsuccessful. `text` is one sentence. `stale_since`: the truck was last seen then, and
    the arrival is no longer sure. `km` is left to drive. `late` says that and why it comes later than first told.
    `place` is the customer's, `truck` the truck's, both only while the customer shares theirs: `sharing` is shared,
    suspended, withdrawn or empty. `rated`: stars, 0 before."""

    job: str
    conversation: str
    version: int
    state: str
    service: str
    title: str
    text: str
    responder: JobResponderView | None = None
    arrival: JobArrival | None = None
    stale_since: int = 0
    late: str = ""
    km: float = 0.0
    place: MapPoint | None = None
    truck: MapPoint | None = None
    sharing: str = ""
    terms: JobTermsView | None = None
    rows: tuple[CardRow, ...] = ()
    buttons: tuple[JobButton, ...] = ()
    photos: tuple[JobPhotoView, ...] = ()
    rated: int = 0


class DutyView(Struct, frozen=True, omit_defaults=True):
    """A responder's duty: the services they offer, when the shift ends, and how often the page sends where it is, in
    seconds (0: not at all)."""

    on: bool
    services: tuple[str, ...] = ()
    shift_end: int = 0
    interval_s: int = 0


class JobOfferView(Struct, frozen=True, omit_defaults=True):
    """A job that is offered to the responder until `deadline`. The place is exact only once it is accepted."""

    job: str
    number: int
    deadline: int
    service: str
    label: str
    place_text: str
    km: float
    minutes: int
    emergency: bool = False
    destination: str = ""
    rows: tuple[CardRow, ...] = ()


class GarageView(Struct, frozen=True):
    """A partner garage, `km` from the customer."""

    id: str
    name: str
    address: str
    phone: str
    place: MapPoint
    km: float


class ResponderJobView(Struct, frozen=True, omit_defaults=True):
    """A responder's own job. `steps` are those that may be taken now; `missing` is what the next ones still need:
    photos_before, photos_after, terms. `call` reaches the customer. `place` is missing when the customer has withdrawn
    it: then `place_text` tells. `later`: it begins after the present job."""

    job: str
    number: int
    conversation: str
    version: int
    state: str
    service: str
    label: str
    title: str
    customer: str
    plate: str
    place_text: str
    call: str = ""
    emergency: bool = False
    place: MapPoint | None = None
    destination: MapPoint | None = None
    destination_text: str = ""
    rows: tuple[CardRow, ...] = ()
    terms: JobTermsView | None = None
    arrival: JobArrival | None = None
    confirmed: bool = False
    steps: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    photos: tuple[JobPhotoView, ...] = ()
    garages: tuple[GarageView, ...] = ()
    later: bool = False


class JobRowView(Struct, frozen=True, omit_defaults=True):
    """A job on the dispatcher's list. `urgency` is danger × minutes waited: the list's order. `minutes` since the
    request. `late` says why it needs a dispatcher: no_provider, late, silent, unconfirmed, reassigning; empty if it
    doesn't. `refusals` counts who declined or was silent."""

    job: str
    version: int
    state: str
    service: str
    label: str
    title: str
    customer: Named
    conversation: str
    plate: str
    place_text: str
    requested_at: int
    minutes: int
    urgency: int
    emergency: bool = False
    place: MapPoint | None = None
    truck: MapPoint | None = None
    responder: Named | None = None
    offered_to: Named | None = None
    arrival: JobArrival | None = None
    stale_since: int = 0
    late: str = ""
    late_text: str = ""
    refusals: int = 0


class JobHistoryView(Struct, frozen=True, omit_defaults=True):
    """What happened to a job: `text` says it, `by` is who did it."""

    at: int
    what: str
    text: str
    by: str = ""
    reason: str = ""


class JobCandidateView(Struct, frozen=True, omit_defaults=True):
    """A responder who can be given the job: there in `minutes`. `refused`: the reason, if they have refused it."""

    responder: Named
    minutes: int
    km: float
    busy: bool = False
    refused: str = ""


class DispatchResponderView(Struct, frozen=True, omit_defaults=True):
    """A responder on duty, on the dispatcher's map."""

    responder: Named
    place: MapPoint
    services: tuple[str, ...] = ()
    job: str = ""
    stale_since: int = 0
