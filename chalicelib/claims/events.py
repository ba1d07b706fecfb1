"""Events that claims publish. They name the claim and the event; the claim's history has the rest.

Each code of a claim event is published as one type. Codes that the same subscribers follow share a type.
"""

from msgspec import Struct

from chalicelib.claims.model import ClaimEvent


class PublishedClaimEvent(Struct, frozen=True, tag_field="event"):
    """An event of a claim: its number in the claim's history, and its code."""

    claim: str
    number: int
    code: str


class ClaimRegistered(PublishedClaimEvent, frozen=True, tag="claim.registered"):
    """An accident was registered as a claim."""


class ExposureAdded(PublishedClaimEvent, frozen=True, tag="claim.exposure_added"):
    """A coverage was opened."""


class ClaimAmended(PublishedClaimEvent, frozen=True, tag="claim.amended"):
    """The accident form was corrected."""


class ClaimLinked(PublishedClaimEvent, frozen=True, tag="claim.linked"):
    """Another claim may be about the same accident."""


class TransitionApplied(PublishedClaimEvent, frozen=True, tag="claim.transition_applied"):
    """A transition of an exposure that the customer is notified of."""


class InternalTransitionApplied(PublishedClaimEvent, frozen=True, tag="claim.internal_transition_applied"):
    """A transition of an exposure that the customer isn't notified of."""


class DenialProposalChanged(PublishedClaimEvent, frozen=True, tag="claim.denial_proposal_changed"):
    """A denial was proposed, or a proposal is over without one. Staff who serve the customer can't disclose it."""


class IdentityHoldPlaced(PublishedClaimEvent, frozen=True, tag="claim.identity_hold_placed"):
    """An amount is held until the customer is identified."""


class ClaimClosed(PublishedClaimEvent, frozen=True, tag="claim.closed"):
    """The last exposure reached a final stage."""


class DelayExpected(PublishedClaimEvent, frozen=True, tag="claim.delay_expected"):
    """A due date will be missed."""


class AppointmentBooked(PublishedClaimEvent, frozen=True, tag="claim.appointment_booked"):
    """A call or a letter was booked."""


class DocumentsChanged(PublishedClaimEvent, frozen=True, tag="claim.documents_changed"):
    """A document was submitted, reviewed or became due, or all that are due are accepted."""


class DocumentRemoved(PublishedClaimEvent, frozen=True, tag="claim.document_removed"):
    """A file was withdrawn from the documents."""


class HelpTaken(PublishedClaimEvent, frozen=True, tag="claim.help_taken"):
    """A department without a coverage has taken on its help."""


class HelpDone(PublishedClaimEvent, frozen=True, tag="claim.help_done"):
    """A department without a coverage has done its help."""


class HelpLost(PublishedClaimEvent, frozen=True, tag="claim.help_lost"):
    """Who had taken on the help of a department without a coverage doesn't come: it waits again."""


class ClaimNoteAdded(PublishedClaimEvent, frozen=True, tag="claim.note_added"):
    """Staff added an internal note."""


class AccountSet(PublishedClaimEvent, frozen=True, tag="claim.account_set"):
    """The account for payments was set."""


_CODES: dict[type[PublishedClaimEvent], tuple[str, ...]] = {
    ClaimRegistered: ("registered",),
    ExposureAdded: ("exposure_added",),
    ClaimAmended: ("amended",),
    ClaimLinked: ("linked",),
    TransitionApplied: (
        "assign", "investigate", "request_documents", "negotiate_liability", "propose_liability", "dispute",
        "settle_dispute", "assess", "release_hold", "approve", "pay", "advance", "close", "deny", "appeal", "withdraw",
        "delay", "request_account",
    ),
    InternalTransitionApplied: ("mark_duplicate", "reopen", "conclude"),
    DenialProposalChanged: ("deny_proposed", "denial_rejected", "denial_withdrawn", "denial_void"),
    IdentityHoldPlaced: ("identity_hold",),
    ClaimClosed: ("claim_closed",),
    DelayExpected: ("late",),
    AppointmentBooked: ("booked_call", "booked_letter"),
    DocumentsChanged: (
        "document_submitted", "document_accepted", "document_rejected", "documents_complete", "documents_due",
    ),
    DocumentRemoved: ("document_removed",),
    HelpTaken: ("help_taken",),
    HelpDone: ("helped",),
    HelpLost: ("help_lost",),
    ClaimNoteAdded: ("note",),
    AccountSet: ("account",),
}  # fmt: skip
"""Type → the codes that it is published for."""

EVENT_TYPES = {code: kind for kind, codes in _CODES.items() for code in codes}
"""Code → the type that it is published as."""


def published_event(claim: str, event: ClaimEvent) -> PublishedClaimEvent:
    """The event as subscribers get it."""
    return EVENT_TYPES[event.code](claim, event.number, event.code)


def claim_subject(number: str) -> str:
    """The subject of a claim's events in the outbox."""
    return f"claim#{number}"
