"""What a claim is made of. Amounts in won; times in ms since 1970 UTC; days are ISO dates in Seoul."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Literal

from msgspec import Struct

from chalicelib.content.views import Named

SEOUL = timezone(timedelta(hours=9), "KST")
"""Promised dates are Korean days; Korea has no summer time."""

FINAL_STAGES = frozenset({"closed", "denied", "withdrawn", "duplicate"})
"""Stages in which nothing is owed any more."""

ReviewStatus = Literal["review", "accepted", "refused"]
AppointmentPurpose = Literal["identity", "dispute"]
Channel = Literal["call", "letter"]


class Appointment(Struct, frozen=True, omit_defaults=True):
    """A call or a letter about what chat can't finish. `key` names the wish for it: wished twice, it is one booking.

    `day` is when the call comes, or by when the letter is sent; `window` the part of that day, by its name in the
    configuration; `contact` a telephone number or a postal address. It stays open until its `outcome` is written down.
    """

    key: str
    purpose: AppointmentPurpose
    channel: Channel
    day: str
    window: str = ""
    contact: str = ""
    grounds: str = ""
    outcome: str = ""

    @property
    def is_open(self) -> bool:
        return not self.outcome


class DenialProposal(Struct, frozen=True, omit_defaults=True):
    """A denial that somebody proposes; it takes effect when another person confirms it. `number` is the claim's event
    that records it, `at` when it was proposed. `grounds` go to the customer, `note` stays among colleagues."""

    number: int
    by: Named
    at: int
    grounds: str
    note: str = ""


class Exposure(Struct, frozen=True, omit_defaults=True):
    """A coverage of a claim, with its own stage, handler and clock.

    `since` is when the stage was reached, `due` the promised day of what comes next; `told` the promise whose delay
    has been told. `shared`: the other side's share has to be agreed on. `fault` is the customer's share in percent.
    `payment` names the one payment; `advance` and `paid` are what has gone out. `reached` holds each
    stage's first time. `proposal` is a denial that waits for its second person.
    """

    coverage: str
    department: str
    stage: str
    since: int
    due_on: str = ""
    delay_notified_for: str = ""
    liability_shared: bool = False
    adjuster: Named | None = None
    liability_percent: int | None = None
    assessed: int | None = None
    assessed_by: Named | None = None
    approved_by: Named | None = None
    advance: int = 0
    paid: int = 0
    payment: str = ""
    grounds: str = ""
    appeal_until: str = ""
    identified: bool = False
    appointment: Appointment | None = None
    flags: tuple[str, ...] = ()
    reached: dict[str, int] = {}
    proposal: DenialProposal | None = None

    @property
    def is_final(self) -> bool:
        return self.stage in FINAL_STAGES


class DocumentSubmission(Struct, frozen=True, omit_defaults=True):
    """A file handed in as a paper."""

    upload: str
    status: ReviewStatus = "review"
    reason: str = ""


class RequiredDocument(Struct, frozen=True, omit_defaults=True):
    """A paper of the checklist with what was handed in for it, newest last. `asked`: a handler wants it, whatever the
    rules say."""

    item: str
    coverages: tuple[str, ...] = ()
    optional: bool = False
    submissions: tuple[DocumentSubmission, ...] = ()
    requested: bool = False

    @property
    def status(self) -> Literal["missing", "review", "accepted", "refused"]:
        """An accepted file settles it; else the newest one speaks."""
        states = [filed.status for filed in self.submissions]
        if "accepted" in states:
            return "accepted"
        return states[-1] if states else "missing"


class BankAccount(Struct, frozen=True):
    """Where the customer is paid; the holder is himself."""

    bank: str
    number: str
    holder: str

    @property
    def masked(self) -> str:
        """What people read of the number: its last four digits."""
        digits = self.number.replace("-", "")
        return f"{'*' * (len(digits) - 4)}{digits[-4:]}"


class ClaimEvent(Struct, frozen=True, omit_defaults=True):
    """What happened, `number` gap-free from 1 in a claim. `data` fills the text of `code`; `told`: the customer hears
    of it; `by` nobody where the centre acted; `internal`: among colleagues."""

    number: int
    at: int
    code: str
    data: dict[str, str] = {}
    by: Named | None = None
    coverage: str = ""
    notify_customer: bool = False
    internal: bool = False


class Claim(Struct, frozen=True, omit_defaults=True):
    """An accident that was registered. `id` is its number; `version` rises with every change, `events` counts them.

    `contract` and `vehicle` as they were judged at the time of the loss; `linked` may be the same accident;
    `informed` are departments that were told without a coverage, `helpers` who took that on, by department. `danger`:
    the driver was in danger when it was registered (the car stood in traffic, somebody was hurt).
    """

    id: str
    customer: Named
    conversation: str
    registered_at: int
    facts: dict[str, str]
    exposures: tuple[Exposure, ...]
    version: int = 1
    events: int = 0
    contract: str = ""
    vehicle: str = ""
    flags: tuple[str, ...] = ()
    linked: tuple[str, ...] = ()
    notified_departments: tuple[str, ...] = ()
    documents: tuple[RequiredDocument, ...] = ()
    account: BankAccount | None = None
    danger: bool = False
    helpers: dict[str, Named] = {}

    @property
    def is_open(self) -> bool:
        """Whether anything of it is still owed."""
        return not all(exposure.is_final for exposure in self.exposures)

    @property
    def departments(self) -> frozenset[str]:
        """Whose work it is."""
        return frozenset(exposure.department for exposure in self.exposures) | frozenset(self.notified_departments)

    def exposure(self, coverage: str) -> Exposure | None:
        """The line of a coverage."""
        return next((exposure for exposure in self.exposures if exposure.coverage == coverage), None)

    def has_upload(self, upload: str) -> bool:
        """Whether a file is handed in as one of its papers."""
        return any(filed.upload == upload for paper in self.documents for filed in paper.submissions)


def seoul_date(at: int) -> date:
    """The Korean day of a moment."""
    return datetime.fromtimestamp(at / 1000, UTC).astimezone(SEOUL).date()
