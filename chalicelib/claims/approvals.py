"""Which decisions on an exposure await a second person."""

from chalicelib.claims.model import Exposure, PendingApproval


def pending_approval(exposure: Exposure) -> PendingApproval | None:
    """The decision that awaits its second person: a proposed denial, else an assessed amount."""
    amount = exposure.assessed or 0
    if exposure.proposal is not None:
        return PendingApproval("confirm_denial", exposure.proposal.at, exposure.proposal.by, amount)
    if exposure.stage == "assessed":
        return PendingApproval("approve", exposure.since, exposure.assessed_by, amount)
    return None
