"""Files as pages show them: each with the document that it was filed as, or the suggested one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from chalicelib.access.decisions import is_allowed
from chalicelib.claims.documents import suggest_document
from chalicelib.claims.model import Claim
from chalicelib.content.claim_views import UploadView
from chalicelib.content.configuration import texts
from chalicelib.files.model import UNUSABLE_STATUSES, Upload, upload_view
from chalicelib.kernel.actors import Actor
from chalicelib.kernel.audit import audit
from chalicelib.kernel.errors import NotAllowed
from chalicelib.queries.claims import claims_of_customer
from chalicelib.queries.file_access import relations_to_uploads

if TYPE_CHECKING:
    from chalicelib.queries.file_access import Needs as FileAccessNeeds


def list_files(services: FileAccessNeeds, actor: Actor, conversation_id: str) -> tuple[UploadView, ...]:
    """The files of a conversation, for its participants and those with a relation to one of the files that allows it.
    Raises NotAllowed."""
    found = services.files().store.of_conversation(conversation_id)
    if not _may_list(services, actor, conversation_id, found):
        audit("files_refused", actor.id, conversation=conversation_id)
        raise NotAllowed
    if actor.role.is_staff:
        audit("files_seen", actor.id, conversation=conversation_id)
    return _upload_views(services, found, actor.locale)


def _may_list(services: FileAccessNeeds, actor: Actor, conversation_id: str, found: Sequence[Upload]) -> bool:
    if found and not actor.role.is_staff:  # all files of a conversation are its customer's
        return is_allowed("files", *relations_to_uploads(services, actor, found))
    conversation = services.messaging.store.get(conversation_id)
    return conversation is not None and (
        is_allowed("files", conversation.relation_of(actor.id))
        or is_allowed("files", *relations_to_uploads(services, actor, found))
    )


def files_of_claim(services: FileAccessNeeds, claim: Claim, locale: str) -> tuple[UploadView, ...]:
    """The files of a claim's conversation and those filed from others. The caller has checked permissions."""
    store = services.files().store
    here = store.of_conversation(claim.conversation)
    known = {each.id for each in here}
    elsewhere = store.get_many(
        each.upload for document in claim.documents for each in document.submissions if each.upload not in known
    )
    return _upload_views(services, (*here, *elsewhere), locale)


def _upload_views(services: FileAccessNeeds, found: tuple[Upload, ...], locale: str) -> tuple[UploadView, ...]:
    claims = {
        customer: claims_of_customer(services, customer) for customer in dict.fromkeys(each.customer for each in found)
    }
    return tuple(
        upload_view_among(services, each, claims[each.customer], locale) for each in found if each.status != "discarded"
    )


def upload_view_for(services: FileAccessNeeds, upload: Upload, locale: str = "ko") -> UploadView:
    """The upload as clients get it, with the document that it was filed as, or the suggested one."""
    return upload_view_among(services, upload, claims_of_customer(services, upload.customer), locale)


def upload_view_among(services: FileAccessNeeds, upload: Upload, claims: Sequence[Claim], locale: str) -> UploadView:
    """The upload as clients get it, among its customer's claims."""
    reason = upload.inspection.reason
    reason_text = texts(locale).render("files", reason) if reason else ""
    if upload.status in UNUSABLE_STATUSES:  # it may not have been withdrawn from documents yet
        return upload_view(upload, reason_text)
    for claim in claims:
        for document in claim.documents:
            if upload.id in {submission.upload for submission in document.submissions}:
                return upload_view(upload, reason_text, claim=claim.id, item=document.item)
    if upload.status == "ready":
        # The claim of the file's own conversation is the most likely one.
        for claim in sorted(claims, key=lambda claim: claim.conversation != upload.conversation):
            item = (
                suggest_document(upload.name, upload.kind, claim.documents, services.claims().rules)
                if claim.is_open
                else ""
            )
            if item:
                return upload_view(upload, reason_text, claim=claim.id, suggested_item=item)
    return upload_view(upload, reason_text)
