"""The rows of a claim on the work lists of its departments."""

from msgspec.structs import replace

from chalicelib.claims.approvals import pending_approval
from chalicelib.claims.deadlines import next_due_date
from chalicelib.claims.document_needs import document_needs, documents_due
from chalicelib.claims.documents import documents_in_review
from chalicelib.claims.model import Claim, Exposure, WorkItem, seoul_date
from chalicelib.claims.roadside_help import needs_help_from, waits_in_emergency
from chalicelib.claims.rules import ClaimRules
from chalicelib.claims.workflow import is_settled


def work_items(claim: Claim, rules: ClaimRules) -> tuple[WorkItem, ...]:
    """The claim's rows, also those that aren't listed any more: of its exposures, then of help without a coverage."""
    emergency = waits_in_emergency(claim, rules)
    shared = WorkItem(
        department="",
        claim=claim.id,
        coverage="",
        version=claim.version,
        stage="received",
        customer=claim.customer,
        since=claim.registered_at,
        flags=claim.flags,
        documents_missing=len(documents_due(claim, document_needs(claim, rules))),
        documents_in_review=documents_in_review(claim),
        emergency=emergency,
        waiting_since=claim.registered_at if emergency else 0,
    )
    exposures = tuple(_exposure_item(shared, exposure) for exposure in claim.exposures)
    return exposures + tuple(_help_item(shared, claim, department, rules) for department in claim.notified_departments)


def _exposure_item(shared: WorkItem, exposure: Exposure) -> WorkItem:
    return replace(
        shared,
        department=exposure.department,
        coverage=exposure.coverage,
        stage=exposure.stage,
        since=exposure.since,
        is_done=exposure.is_final,
        due_on=next_due_date(exposure),
        adjuster=exposure.adjuster,
        flags=(*(("denial_proposed",) if exposure.proposal else ()), *shared.flags, *exposure.flags),
        settled=is_settled(exposure),
        approval=pending_approval(exposure),
    )


def _help_item(shared: WorkItem, claim: Claim, department: str, rules: ClaimRules) -> WorkItem:
    """Help without a coverage is due on the same day."""
    waits = shared.emergency or needs_help_from(claim, department, rules)
    return replace(
        shared,
        department=department,
        is_done=department in claim.help_done,
        due_on=seoul_date(claim.registered_at).isoformat(),
        adjuster=claim.helpers.get(department),
        waiting_since=claim.registered_at if waits else 0,
    )
