"""The state table of a coverage: which step leads from where to where, what it needs, and who may take it."""

from dataclasses import dataclass
from typing import Literal

from chalicelib.claims.model import Exposure

Relation = Literal["customer", "desk", "other", "colleague", "adjuster", "supervisor", "core"]
"""What somebody is to one coverage: the customer; `desk`, who serves the customer in a conversation; `other`, staff
who see the claim for another coverage's sake; `colleague`, of the coverage's department; its handler (while it has
none, everybody of the department); a supervisor; the insurer's core system."""

Relations = frozenset[Relation]

SUPERVISING: Relations = frozenset({"supervisor", "core"})
ADJUSTING: Relations = SUPERVISING | {"adjuster"}
"""Whose work the coverage is."""
DEPARTMENT: Relations = ADJUSTING | {"colleague"}
"""Who may stand in for the handler, and give the second of two signatures."""
CLAIMING: Relations = ADJUSTING | {"customer", "desk"}
"""Steps that are the customer's own, also on their behalf."""

OPEN = ("received", "assigned", "investigating", "documents_pending", "liability_negotiation", "dispute", "assessed",
        "identity_hold", "approved")  # fmt: skip
"""Stages before any money has gone out for good."""
UNDECIDED = ("assigned", "investigating", "documents_pending", "liability_negotiation", "dispute", "assessed")
DENIABLE = (*UNDECIDED, "identity_hold")


@dataclass(frozen=True, slots=True)
class ClaimTransition:
    """A transition: `to_stage` "" leaves the stage as it is; `required_fields` are fields of the command
    `apply_transition`; `allowed_for` may apply it; `irreversible`: can't be undone. `needs_second_person`: a second
    signature, by another person than the first signer, of the exposure's department or above."""

    from_stages: tuple[str, ...]
    to_stage: str
    required_fields: tuple[str, ...] = ()
    allowed_for: Relations = ADJUSTING
    irreversible: bool = False
    needs_second_person: bool = False


TRANSITIONS: dict[str, ClaimTransition] = {
    "assign": ClaimTransition(OPEN, "", (), DEPARTMENT),  # `received` becomes `assigned`; later a change of handler
    "investigate": ClaimTransition(("assigned", "documents_pending"), "investigating"),
    "request_documents": ClaimTransition(
        ("assigned", "investigating", "liability_negotiation"), "documents_pending", ("items",)
    ),
    "negotiate_liability": ClaimTransition(("investigating",), "liability_negotiation"),
    "propose_liability": ClaimTransition(("liability_negotiation",), "", ("liability_percent",)),
    "dispute": ClaimTransition(
        ("investigating", "liability_negotiation", "assessed"), "dispute", ("grounds",), CLAIMING
    ),
    "settle_dispute": ClaimTransition(("dispute",), "liability_negotiation", ("liability_percent", "note")),
    "assess": ClaimTransition(("investigating", "liability_negotiation"), "assessed", ("amount",)),
    "release_hold": ClaimTransition(("identity_hold",), "assessed", ("note",)),
    "approve": ClaimTransition(("assessed",), "approved", (), DEPARTMENT, needs_second_person=True),
    "pay": ClaimTransition(("approved",), "paid", irreversible=True),
    "advance": ClaimTransition(UNDECIDED[1:], "", ("amount",), SUPERVISING, irreversible=True),
    "close": ClaimTransition(("paid",), "closed"),
    "deny": ClaimTransition(DENIABLE, "", ("grounds",)),  # a proposal: nothing changes until it is confirmed
    "confirm_denial": ClaimTransition(
        DENIABLE, "denied", ("proposal",), DEPARTMENT, irreversible=True, needs_second_person=True
    ),
    "reject_denial": ClaimTransition(DENIABLE, "", ("note",), DEPARTMENT, needs_second_person=True),
    "withdraw_denial": ClaimTransition(DENIABLE, "", (), DEPARTMENT),
    "appeal": ClaimTransition(("denied",), "dispute", ("grounds",), CLAIMING),
    "withdraw": ClaimTransition(
        ("received", *UNDECIDED, "identity_hold"), "withdrawn", ("grounds",), CLAIMING, irreversible=True
    ),
    "mark_duplicate": ClaimTransition(
        ("received", "assigned", "investigating"), "duplicate", ("note",), irreversible=True
    ),
    "reopen": ClaimTransition(("closed", "denied", "withdrawn", "duplicate"), "investigating", ("note",)),
    "conclude": ClaimTransition((*OPEN, "paid"), "", ("note",)),  # what became of a booked call or letter
    "delay": ClaimTransition(OPEN, "", ("day", "grounds")),
}
"""In the order in which a handler is offered them."""


def available_transitions(exposure: Exposure) -> tuple[str, ...]:
    """Steps that this line's stage allows, whoever asks."""
    return tuple(
        name
        for name, rule in TRANSITIONS.items()
        if exposure.stage in rule.from_stages and _exposure_allows(name, exposure)
    )


def _exposure_allows(name: str, exposure: Exposure) -> bool:
    """What a stage alone doesn't tell."""
    match name:
        case "negotiate_liability":
            return exposure.liability_shared
        case "assess":
            # What the other side has to bear must be known before an amount can be.
            return exposure.liability_percent is not None or not exposure.liability_shared
        case "deny":
            return exposure.proposal is None
        case "confirm_denial" | "reject_denial" | "withdraw_denial":
            return exposure.proposal is not None
        case "conclude":
            return exposure.appointment is not None and exposure.appointment.is_open
        case "pay":
            return not exposure.payment
        case "advance":
            return not exposure.advance
        case "reopen":
            # What has been paid is settled: more money is a claim of its own.
            return not exposure.payment
    return True
