"""Submits files as documents. A file belongs to one claim at a time, and there to one document."""

from chalicelib.claims import documents
from chalicelib.claims.errors import DocumentAlreadyAccepted, DocumentOnOtherClaim
from chalicelib.claims.model import Claim, ClaimEvent
from chalicelib.claims.optimistic_update import update_claim
from chalicelib.claims.ports import ClaimPorts
from chalicelib.claims.requests import EventDraft
from chalicelib.claims.transitions import with_events
from chalicelib.content.views import Named


def submit_document(
    ports: ClaimPorts, number: str, by: Named | None, upload: str, item: str, *, allow_accepted: bool
) -> Claim:
    """Submits a file as a document; withdraws it if `item` is "". The transaction also records the file's claim, so
    that only one of two concurrent submissions to two claims succeeds.

    Raises UnknownDocument, DocumentOnOtherClaim, DocumentAlreadyAccepted (unless `allow_accepted`), NotAllowed,
    Conflict.
    """

    def plan(claim: Claim) -> tuple[Claim, tuple[ClaimEvent, ...]] | None:
        holder = ports.store.claim_of_upload(upload) if item else number
        if holder not in ("", number):
            raise DocumentOnOtherClaim(claim=holder)
        if not allow_accepted and documents.is_accepted(claim, upload):
            raise DocumentAlreadyAccepted
        after = documents.with_submission(claim, item, upload)
        if after.documents == claim.documents:
            return None
        code = "document_submitted" if item else "document_removed"
        draft = EventDraft(code, {"item": item}, notify_customer=bool(item) and not _is_in_review(claim, item))
        return with_events(after, (draft,), ports.clock(), by)

    return update_claim(ports, number, plan, upload=upload)


def _is_in_review(claim: Claim, item: str) -> bool:
    """Whether the customer was told that files for this document have arrived, and it wasn't reviewed since."""
    return any(document.item == item and document.status == "review" for document in claim.documents)
