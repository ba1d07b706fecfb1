"""Views of claims and files, for the pages and the bot."""

from typing import Literal

from msgspec import Struct

from chalicelib.content.accident_events import AccidentEvent
from chalicelib.content.customer_views import FactView
from chalicelib.content.message_bodies import DocumentStatus, FileKind
from chalicelib.content.views import Named

UploadStatus = Literal["requested", "stored", "checking", "ready", "quarantined", "discarded"]


class UploadView(Struct, frozen=True, omit_defaults=True):
    """A file of a conversation. `size` is in bytes; `at` is when it was requested, `arrived_at` when its bytes were
    first seen, 0 before; both in ms since 1970 UTC.

    `reason` is a code of the texts' section `files`: why the file was quarantined. `taken_at` (ISO 8601), `latitude`,
    `longitude` and `place` are from the image's metadata; `changed_at`, the time of its last change, is given where
    `taken_at` isn't known. `cut`: the end of a video is missing, what was recorded before plays. `duplicate_of` is an
    earlier upload with the same content. `suggested_item` is the document that the file probably is; `claim` and `item`
    are what it was filed as.
    """

    id: str
    conversation: str
    name: str
    kind: FileKind
    size: int
    status: UploadStatus
    at: int
    by: Named
    arrived_at: int = 0
    reason: str = ""
    reason_text: str = ""
    digest: str = ""
    width: int = 0
    height: int = 0
    pages: int = 0
    taken_at: str = ""
    changed_at: str = ""
    latitude: float | None = None
    longitude: float | None = None
    cut: bool = False
    place: str = ""
    duplicate_of: str = ""
    suggested_item: str = ""
    claim: str = ""
    item: str = ""


class TransitionView(Struct, frozen=True, omit_defaults=True):
    """A transition that the viewer may apply now. `required_fields` are fields of the command; `irreversible` ones
    are confirmed once more."""

    name: str
    label: str
    required_fields: tuple[str, ...] = ()
    irreversible: bool = False


class StageView(Struct, frozen=True, omit_defaults=True):
    """A stage of the usual path; `at` 0 for one not reached."""

    name: str
    label: str
    at: int = 0


class AppointmentView(Struct, frozen=True, omit_defaults=True):
    """An open appointment for a call or a letter. `text` describes it; `day` is ISO."""

    purpose: Literal["identity", "dispute"]
    channel: Literal["call", "letter"]
    day: str
    text: str
    grounds: str = ""


class LocalizedText(Struct, frozen=True):
    """A text in a language (`ko`, `en`)."""

    locale: str
    text: str


class DenialProposalView(Struct, frozen=True, omit_defaults=True):
    """A denial that `by` proposed and another person has to confirm. `texts` are the customer's texts in all
    languages; `id` is their digest, which `confirm_denial` sends back. `note` is internal."""

    id: str
    by: Named
    at: int
    grounds: str
    texts: tuple[LocalizedText, ...]
    note: str = ""


class ExposureView(Struct, frozen=True, omit_defaults=True):
    """A claim's part under one coverage. Amounts in won; `liability_percent` is the customer's share; `due_on` the due
    date of `next_step` (ISO), `overdue` that it has passed. `usual_path` has the usual stages with the times of
    those reached. `transitions` are those that the viewer may apply, `usual_transition` is the name of the one that
    usually comes next. `not_insured`: what the customer can do where their contract lacks the coverage. `settled`:
    paid or ended, so that it can't be taken over; `final`: ended. `assessed_by` and `approved_by` are for staff, a
    `proposal` for the coverage's department and adjuster."""

    coverage: str
    label: str
    department: str
    department_label: str
    stage: str
    stage_label: str
    since: int
    usual_path: tuple[StageView, ...] = ()
    adjuster: Named | None = None
    phone: str = ""
    next_step: str = ""
    due_on: str = ""
    overdue: bool = False
    liability_percent: int | None = None
    assessed: int | None = None
    advance: int = 0
    paid: int = 0
    grounds: str = ""
    appeal_until: str = ""
    flags: tuple[str, ...] = ()
    assessed_by: Named | None = None
    approved_by: Named | None = None
    transitions: tuple[TransitionView, ...] = ()
    usual_transition: str = ""
    appointment: AppointmentView | None = None
    proposal: DenialProposalView | None = None
    settled: bool = False
    final: bool = False
    not_insured: str = ""


class RegisteredExposure(Struct, frozen=True):
    """An exposure of a claim that was registered just now, as in `ExposureView`."""

    label: str
    next_step: str
    due_on: str
    not_insured: str


class RegistrationView(Struct, frozen=True):
    """What a customer is told of a claim that was registered just now. `push`: they get notifications on a device."""

    id: str
    exposures: tuple[RegisteredExposure, ...] = ()
    tow_needed: bool = False
    push: bool = False


class DocumentView(Struct, frozen=True, omit_defaults=True):
    """A required document with the files submitted for it, newest last. `reviewable`: the viewer may accept or
    reject them."""

    document: DocumentStatus
    uploads: tuple[str, ...] = ()
    coverages: tuple[str, ...] = ()
    reviewable: bool = False


class ClaimEventView(Struct, frozen=True, omit_defaults=True):
    """An event of a claim: `code` is stable, `text` is for people; `by` is None for the system."""

    number: int
    at: int
    code: str
    text: str
    by: Named | None = None
    coverage: str = ""
    internal: bool = False


class ClaimView(Struct, frozen=True, omit_defaults=True):
    """A claim. `version` rises with each change: the view with the higher one is newer.

    `flags`: `policy_expired`, `policy_unmatched`, `vehicle_unmatched`, `possible_duplicate`. `linked` are the numbers
    of claims that may be about the same accident. `account` is masked; `account_requested_at` is when the customer was
    last asked for it (ms since 1970 UTC, 0: never). `documents_missing` counts documents that are needed now, without a
    submission or with a rejected one. Notes, flags and internal events are for staff, and so are `contract` and
    `vehicle`, since a push reaches also who isn't verified, and `event_text`, the `event` in words.
    """

    id: str
    version: int
    customer: Named
    conversation: str
    registered_at: int
    open: bool
    exposures: tuple[ExposureView, ...]
    facts: tuple[FactView, ...] = ()
    documents: tuple[DocumentView, ...] = ()
    documents_missing: int = 0
    documents_in_review: int = 0
    contract: str = ""
    vehicle: str = ""
    account: str = ""
    account_requested_at: int = 0
    flags: tuple[str, ...] = ()
    linked: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    history: tuple[ClaimEventView, ...] = ()
    notes: tuple[ClaimEventView, ...] = ()
    event: AccidentEvent | None = None
    event_text: str = ""


class ApprovalView(Struct, frozen=True, omit_defaults=True):
    """A decision that awaits its second person, on a claim's coverage: `transition` is what they apply, `amount` the
    assessed one in won (0: none), `by` who decided first, `at` when (ms since 1970 UTC). `own`: the receiver did, so
    that somebody else has to approve."""

    claim: str
    coverage: str
    label: str
    department: str
    customer: Named
    transition: str
    transition_label: str
    at: int
    amount: int = 0
    by: Named | None = None
    own: bool = False


class WorkItemView(Struct, frozen=True, omit_defaults=True):
    """A row of a department's work list. `due_on` is ISO, "" for no due date. `flags` are the claim's and the
    exposure's, with `denial_proposed` first where a denial awaits confirmation; `settled`: paid, so that it can't be
    taken over.

    `coverage` is "" for help without a coverage (roadside), taken on by `assist`. `claim` is "" for an
    emergency in a queue: `conversation` is the customer's, and the row belongs to no department. `waiting_since` (ms
    since 1970 UTC) is set while somebody waits for help; `emergency`: beside a road, or hurt.
    """

    claim: str
    coverage: str
    label: str
    department: str
    stage: str
    stage_label: str
    customer: Named
    since: int
    due_on: str = ""
    overdue: bool = False
    adjuster: Named | None = None
    flags: tuple[str, ...] = ()
    documents_missing: int = 0
    documents_in_review: int = 0
    emergency: bool = False
    waiting_since: int = 0
    conversation: str = ""
    settled: bool = False
