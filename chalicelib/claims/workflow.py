"""The state table of a coverage: which step leads from where to where, what it needs, and who may take it."""

from dataclasses import dataclass
from typing import Literal

from chalicelib.claims.model import Line

Relation = Literal["customer", "desk", "other", "colleague", "handler", "supervisor", "core"]
"""What somebody is to one coverage: the customer; `desk`, who serves the customer in a conversation; `other`, staff
who see the claim for another coverage's sake; `colleague`, of the coverage's department; its handler (while it has
none, everybody of the department); a supervisor; the insurer's core system."""

Relations = frozenset[Relation]

SUPERVISING: Relations = frozenset({"supervisor", "core"})
HANDLING: Relations = SUPERVISING | {"handler"}
"""Whose work the coverage is."""
DEPARTMENT: Relations = HANDLING | {"colleague"}
"""Who may stand in for the handler, and give the second of two signatures."""
CLAIMING: Relations = HANDLING | {"customer", "desk"}
"""Steps that are the customer's own, also on their behalf."""

OPEN = ("received", "assigned", "investigating", "documents_pending", "fault_negotiation", "dispute", "assessed",
        "identity_hold", "approved")  # fmt: skip
"""Stages before any money has gone out for good."""
UNDECIDED = ("assigned", "investigating", "documents_pending", "fault_negotiation", "dispute", "assessed")
DENIABLE = (*UNDECIDED, "identity_hold")


@dataclass(frozen=True, slots=True)
class Rule:
    """A step: `to` "" leaves the stage as it is; `needs` are fields of the `step` action; `who` may take it; `danger`:
    can't be undone. `second`: it is a second signature, by another person than the first one's, of the coverage's
    department or above it."""

    sources: tuple[str, ...]
    to: str
    needs: tuple[str, ...] = ()
    who: Relations = HANDLING
    danger: bool = False
    second: bool = False


STEPS: dict[str, Rule] = {
    "assign": Rule(OPEN, "", (), DEPARTMENT),  # `received` becomes `assigned`; later a change of handler
    "investigate": Rule(("assigned", "documents_pending"), "investigating"),
    "request_documents": Rule(("assigned", "investigating", "fault_negotiation"), "documents_pending", ("items",)),
    "negotiate_fault": Rule(("investigating",), "fault_negotiation"),
    "propose_fault": Rule(("fault_negotiation",), "", ("fault",)),
    "dispute": Rule(("investigating", "fault_negotiation", "assessed"), "dispute", ("grounds",), CLAIMING),
    "settle_dispute": Rule(("dispute",), "fault_negotiation", ("fault", "note")),
    "assess": Rule(("investigating", "fault_negotiation"), "assessed", ("amount",)),
    "release_hold": Rule(("identity_hold",), "assessed", ("note",)),
    "approve": Rule(("assessed",), "approved", (), DEPARTMENT, second=True),
    "pay": Rule(("approved",), "paid", danger=True),
    "advance": Rule(UNDECIDED[1:], "", ("amount",), SUPERVISING, danger=True),
    "close": Rule(("paid",), "closed"),
    "deny": Rule(DENIABLE, "", ("grounds",)),  # a proposal: nothing changes until it is confirmed
    "confirm_denial": Rule(DENIABLE, "denied", ("proposal",), DEPARTMENT, danger=True, second=True),
    "reject_denial": Rule(DENIABLE, "", ("note",), DEPARTMENT, second=True),
    "withdraw_denial": Rule(DENIABLE, "", (), DEPARTMENT),
    "appeal": Rule(("denied",), "dispute", ("grounds",), CLAIMING),
    "withdraw": Rule(("received", *UNDECIDED, "identity_hold"), "withdrawn", ("grounds",), CLAIMING, danger=True),
    "mark_duplicate": Rule(("received", "assigned", "investigating"), "duplicate", ("note",), danger=True),
    "reopen": Rule(("closed", "denied", "withdrawn", "duplicate"), "investigating", ("note",)),
    "conclude": Rule((*OPEN, "paid"), "", ("note",)),  # what became of a booked call or letter
    "delay": Rule(OPEN, "", ("day", "grounds")),
}
"""In the order in which a handler is offered them."""


def possible(line: Line) -> tuple[str, ...]:
    """Steps that this line's stage allows, whoever asks."""
    return tuple(name for name, rule in STEPS.items() if line.stage in rule.sources and _fits(name, line))


def _fits(name: str, line: Line) -> bool:
    """What a stage alone doesn't tell."""
    match name:
        case "negotiate_fault":
            return line.shared
        case "assess":
            # What the other side has to bear must be known before an amount can be.
            return line.fault is not None or not line.shared
        case "deny":
            return line.proposal is None
        case "confirm_denial" | "reject_denial" | "withdraw_denial":
            return line.proposal is not None
        case "conclude":
            return line.booking is not None and line.booking.open
        case "pay":
            return not line.payment
        case "advance":
            return not line.advance
        case "reopen":
            # What has been paid is settled: more money is a claim of its own.
            return not line.payment
    return True
