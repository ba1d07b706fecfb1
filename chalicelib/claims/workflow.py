"""The workflow of an exposure: its transitions, from which stage to which, and their required fields. Who may apply
them is in the table of rights, `chalicelib/access/table.py`."""

from collections.abc import Collection
from dataclasses import dataclass

from chalicelib.claims.model import Exposure

OPEN = ("received", "assigned", "investigating", "documents_pending", "liability_negotiation", "dispute", "assessed",
        "identity_hold", "approved")  # fmt: skip
"""Stages before the final payment."""
UNDECIDED = ("assigned", "investigating", "documents_pending", "liability_negotiation", "dispute", "assessed")
DENIABLE = (*UNDECIDED, "identity_hold")


@dataclass(frozen=True, slots=True)
class ClaimTransition:
    """A transition. An empty `to_stage` keeps the stage. `required_fields` are fields of the request; `irreversible`
    ones are confirmed once more in the pages."""

    from_stages: tuple[str, ...]
    to_stage: str
    required_fields: tuple[str, ...] = ()
    irreversible: bool = False


TRANSITIONS: dict[str, ClaimTransition] = {
    "assign": ClaimTransition(OPEN, ""),  # `received` becomes `assigned`; later a change of adjuster
    "investigate": ClaimTransition(("assigned", "documents_pending"), "investigating"),
    "request_documents": ClaimTransition(
        ("assigned", "investigating", "liability_negotiation"), "documents_pending", ("items",)
    ),
    "negotiate_liability": ClaimTransition(("investigating",), "liability_negotiation"),
    "propose_liability": ClaimTransition(("liability_negotiation",), "", ("liability_percent",)),
    "dispute": ClaimTransition(("investigating", "liability_negotiation", "assessed"), "dispute", ("grounds",)),
    "settle_dispute": ClaimTransition(("dispute",), "liability_negotiation", ("liability_percent", "note")),
    "assess": ClaimTransition(("investigating", "liability_negotiation"), "assessed", ("amount",)),
    "release_hold": ClaimTransition(("identity_hold",), "assessed", ("note",)),
    "approve": ClaimTransition(("assessed",), "approved"),
    "pay": ClaimTransition(("approved",), "paid", irreversible=True),
    "advance": ClaimTransition(UNDECIDED[1:], "", ("amount",), irreversible=True),
    "close": ClaimTransition(("paid",), "closed"),
    "deny": ClaimTransition(DENIABLE, "", ("grounds",)),  # a proposal: nothing changes until it is confirmed
    "confirm_denial": ClaimTransition(DENIABLE, "denied", ("proposal",), irreversible=True),
    "reject_denial": ClaimTransition(DENIABLE, "", ("note",)),
    "withdraw_denial": ClaimTransition(DENIABLE, ""),
    "appeal": ClaimTransition(("denied",), "dispute", ("grounds",)),
    "withdraw": ClaimTransition(
        ("received", *UNDECIDED, "identity_hold"), "withdrawn", ("grounds",), irreversible=True
    ),
    "mark_duplicate": ClaimTransition(
        ("received", "assigned", "investigating"), "duplicate", ("note",), irreversible=True
    ),
    "reopen": ClaimTransition(("closed", "denied", "withdrawn", "duplicate"), "investigating", ("note",)),
    "conclude": ClaimTransition((*OPEN, "paid"), "", ("note",)),  # the outcome of a booked call or letter
    "delay": ClaimTransition(OPEN, "", ("day", "grounds")),
    "request_account": ClaimTransition(OPEN[1:], ""),  # only where the claim has none
}
"""In the order in which pages list them."""


def available_transitions(exposure: Exposure, among: Collection[str] = TRANSITIONS.keys()) -> tuple[str, ...]:
    """The transitions that the state of an exposure allows, regardless of the person."""
    here = (name for name, rule in TRANSITIONS.items() if name in among and exposure.stage in rule.from_stages)
    return tuple(name for name in here if _exposure_allows(name, exposure))


def is_settled(exposure: Exposure) -> bool:
    """Whether nobody may take the exposure over any more."""
    return exposure.stage not in TRANSITIONS["assign"].from_stages


def _exposure_allows(name: str, exposure: Exposure) -> bool:
    """Conditions besides the stage."""
    match name:
        case "negotiate_liability":
            return exposure.liability_shared
        case "assess":
            # The liability shares must be known before an amount is assessed.
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
            # A paid exposure is settled; a further payment needs a claim of its own.
            return not exposure.payment
    return True
