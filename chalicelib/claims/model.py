"""The data of a claim. Amounts in won, times in ms since 1970 UTC, days as ISO dates in Seoul."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Literal

from msgspec import Struct

from chalicelib.content.accident_events import AccidentEvent, accident_event
from chalicelib.content.views import Named

SEOUL = timezone(timedelta(hours=9), "KST")
"""The time zone of dates. Korea has no daylight saving time."""

FINAL_STAGES = frozenset({"closed", "denied", "withdrawn", "duplicate"})
"""Stages without further deadlines."""

ReviewStatus = Literal["review", "accepted", "rejected"]
AppointmentPurpose = Literal["identity", "dispute"]
Channel = Literal["call", "letter"]


class Appointment(Struct, frozen=True, omit_defaults=True):
    """A call or a letter about what chat can't finish. `key` makes booking idempotent.

    `day` is the day of the call, or the last day on which the letter is sent; `window` the name of the call window;
    `contact` a telephone number or a postal address. The appointment is open until its `outcome` is recorded.
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
    """A proposed denial. It takes effect when another person confirms it. `number` is the number of the claim event
    that records it, `at` its time. `grounds` are sent to the customer, `note` is internal."""

    number: int
    by: Named
    at: int
    grounds: str
    note: str = ""


class Exposure(Struct, frozen=True, omit_defaults=True):
    """A claim's part under one coverage, with its own stage, adjuster and due date.

    `since` is when the stage was reached. `due_on` is the due date of the next step, `delay_notified_for` the due date
    for which a delay notice was sent. `liability_shared`: the liability shares have to be agreed on with the other
    side; `liability_percent` is the customer's share. `reckoning` tells the customer how the amount was reckoned.
    `payment` identifies the payment; `advance` and `paid` are the amounts paid. `reached` has the first time of each
    stage. `proposal` is a denial that awaits confirmation.
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
    reckoning: str = ""
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
    """A file handed in as a document."""

    upload: str
    status: ReviewStatus = "review"
    reason: str = ""


DocumentState = Literal["missing", "review", "accepted", "rejected"]
DocumentNeed = Literal["now", "later", "optional", "none"]
"""`none`: the insurer has it, or gets it from others; only adjusters ask for it."""


class RequiredDocument(Struct, frozen=True, omit_defaults=True):
    """A document that a claim needs, with its submissions, newest last. `requested`: an adjuster asked for it,
    regardless of the rules."""

    item: str
    coverages: tuple[str, ...] = ()
    optional: bool = False
    submissions: tuple[DocumentSubmission, ...] = ()
    requested: bool = False

    @property
    def status(self) -> DocumentState:
        """The status of an accepted submission, else of the newest one."""
        states = [submission.status for submission in self.submissions]
        if "accepted" in states:
            return "accepted"
        return states[-1] if states else "missing"


class BankAccount(Struct, frozen=True):
    """The account for payments. The holder must be the customer."""

    bank: str
    number: str
    holder: str

    @property
    def masked(self) -> str:
        """The number with all but its last four digits masked."""
        digits = self.number.replace("-", "")
        return f"{'*' * (len(digits) - 4)}{digits[-4:]}"


class ClaimEvent(Struct, frozen=True, omit_defaults=True):
    """An event of a claim. `number` counts from 1 without gaps. `data` fills the text of `code`. `notify_customer`:
    the customer gets a message about it. `by` is None for the system. `internal`: for staff only."""

    number: int
    at: int
    code: str
    data: dict[str, str] = {}
    by: Named | None = None
    coverage: str = ""
    notify_customer: bool = False
    internal: bool = False


class Claim(Struct, frozen=True, omit_defaults=True):
    """A registered accident. `id` is its number; `version` rises with each change, `events` counts its events.
    `notes_since_change` counts the last versions that only added a note: they take no decision from another person.

    `contract` and `vehicle` are as matched on the day of the loss. `linked` are claims that may be about the same
    accident. `notified_departments` were notified without a coverage of their own; `helpers` maps them to who took the
    help on, `help_done` are those that have helped. `emergency`: there was one when the accident was registered (the
    car stood in traffic, or somebody was hurt). `account_requested_at`: when the customer was last asked for an
    account, 0 for never.
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
    emergency: bool = False
    helpers: dict[str, Named] = {}
    help_done: tuple[str, ...] = ()
    notes_since_change: int = 0
    account_requested_at: int = 0

    def is_current(self, version: int) -> bool:
        """Whether nothing but notes was added since `version`."""
        return self.version - self.notes_since_change <= version <= self.version

    @property
    def is_open(self) -> bool:
        """Whether any exposure isn't in a final stage."""
        return not all(exposure.is_final for exposure in self.exposures)

    @property
    def departments(self) -> frozenset[str]:
        """Departments with work on the claim."""
        return frozenset(exposure.department for exposure in self.exposures) | frozenset(self.notified_departments)

    @property
    def event(self) -> AccidentEvent:
        """What the accident happened with, and which of the two moved."""
        return accident_event(self.facts)

    def exposure(self, coverage: str) -> Exposure | None:
        """The exposure of a coverage; None if there is none."""
        return next((exposure for exposure in self.exposures if exposure.coverage == coverage), None)

    def has_upload(self, upload: str) -> bool:
        """Whether a file is submitted as one of the documents."""
        return any(submission.upload == upload for document in self.documents for submission in document.submissions)


class PendingApproval(Struct, frozen=True, omit_defaults=True):
    """A decision that awaits its second person: `transition` is theirs, `by` the first person, at the time `at`.
    `amount` is the assessed one in won, 0 for none."""

    transition: str
    at: int
    by: Named | None = None
    amount: int = 0


class WorkItem(Struct, frozen=True, omit_defaults=True):
    """A department's work on a claim as it was at the claim's `version`: a coverage, or "" for help without a coverage.
    `is_done`: it isn't on the department's list; `approval`: what awaits a second person. The other fields are those of
    `claim_views.WorkItemView`.

    Or a customer in an emergency who waits in a `queue`, without a claim: `conversation` is theirs, `version` the
    number of its last move."""

    department: str
    claim: str
    coverage: str
    version: int
    stage: str
    customer: Named
    since: int
    is_done: bool = False
    due_on: str = ""
    adjuster: Named | None = None
    flags: tuple[str, ...] = ()
    documents_missing: int = 0
    documents_in_review: int = 0
    emergency: bool = False
    waiting_since: int = 0
    settled: bool = False
    conversation: str = ""
    queue: str = ""
    approval: PendingApproval | None = None

    @property
    def key(self) -> str:
        """What the row is about, within a department."""
        return f"{self.claim}#{self.coverage or self.conversation}"


def seoul_date(at: int) -> date:
    """The date in Seoul at a time."""
    return datetime.fromtimestamp(at / 1000, UTC).astimezone(SEOUL).date()
