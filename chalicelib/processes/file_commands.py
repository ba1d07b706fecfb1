"""Commands of files across contexts: uploads, URLs, signatures and filing as documents."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Protocol

from chalicelib.content.claim_views import ClaimView
from chalicelib.content.message_bodies import File, Signature, SignatureRequest
from chalicelib.content.server_frames import UploadFrame
from chalicelib.conversations.messaging import get_for_participant, post_to_connections
from chalicelib.conversations.model import Conversation
from chalicelib.files import service
from chalicelib.files.errors import FileNotReady, SignatureVoid
from chalicelib.files.events import upload_subject
from chalicelib.files.model import UNUSABLE_STATUSES, Upload
from chalicelib.kernel.actors import Actor, Role
from chalicelib.kernel.audit import audit
from chalicelib.kernel.errors import NotAllowed
from chalicelib.processes import claim_commands, document_filing
from chalicelib.queries.claims import ClaimAccess, access_claim, claims_of_customer
from chalicelib.queries.file_access import own_upload, visible_upload
from chalicelib.queries.files import upload_view_among
from chalicelib.queries.job_conversations import conversation_of_own_job

if TYPE_CHECKING:
    from chalicelib.processes.document_filing import Needs as DocumentFilingNeeds
    from chalicelib.service_ports import WithDispatch, WithFiles, WithLocaleOf

    class Needs(DocumentFilingNeeds, WithDispatch, WithFiles, WithLocaleOf, Protocol): ...


def start_upload(
    services: Needs, actor: Actor, conversation_id: str, request: service.UploadRequest
) -> service.UploadPlan:
    """Starts an upload in a conversation in which the actor takes part, or that of a responder's job.

    Raises NotAllowed and what `service.request_upload` raises.
    """
    if actor.role is Role.RESPONDER:
        conversation = conversation_of_own_job(services, actor, conversation_id, "upload")
    else:
        conversation = get_for_participant(services.messaging, conversation_id, actor.id, "upload")
    by = claim_commands.named_actor(actor)
    return service.request_upload(services.files(), by, conversation_id, conversation.customer.id, request)


def signed_file_url(services: Needs, actor: Actor, upload: str, variant: str) -> str:
    """A short-lived URL of a file; audited. Customers may not open the original. Raises NotAllowed, FileNotReady."""
    part = ("get_file:original",) if variant == "original" else ()
    found = visible_upload(services, actor, upload, "get_file", *part)
    url = service.download_url(services.files(), found, variant)
    audit("file_opened", actor.id, upload=upload, variant=variant, customer=found.customer)
    return url


def file_upload_as(services: Needs, actor: Actor, number: str, upload_id: str, item: str) -> ClaimView:
    """Files an upload as a document of a claim and updates it in its conversation.

    Raises FileNotReady, NotAllowed and what `document_filing.file_document` raises.
    """
    found = access_claim(services, actor, number, "file_as")
    upload = visible_upload(services, actor, upload_id, "file_as")
    if upload.customer != found.claim.customer.id:
        raise NotAllowed
    if item and upload.status in UNUSABLE_STATUSES:
        raise FileNotReady
    claim = _file_usable_upload(services, actor, found, upload, item)
    conversation = services.messaging.store.get(upload.conversation)
    if conversation is not None:
        send_upload_view(services, conversation, upload, services.locale_of(conversation.id))
    return claim


def send_upload_view(services: Needs, conversation: Conversation, upload: Upload, locale: str) -> None:
    """Sends the upload to the customer in their language and to staff in Korean."""
    claims = claims_of_customer(services, upload.customer)
    for recipients, language in (
        (conversation.recipients("customer"), locale),
        (conversation.recipients("agent"), "ko"),
    ):
        frame = UploadFrame(upload_view_among(services, upload, claims, language))
        post_to_connections(services.messaging, conversation.id, recipients, frame)


def _file_usable_upload(services: Needs, actor: Actor, found: ClaimAccess, upload: Upload, item: str) -> ClaimView:
    """Raises FileNotReady for an upload that was discarded or quarantined meanwhile: that step may have looked through
    the documents before this one was filed."""
    claim = document_filing.file_document(services, actor, found, upload.id, item)
    now = services.files().store.get(upload.id)
    if item and (now is None or now.status in UNUSABLE_STATUSES):
        document_filing.withdraw_upload(services, upload.customer, upload.id)
        raise FileNotReady
    return claim


def verify_file_message(services: Needs, actor: Actor, conversation: str, body: File | Signature) -> None:
    """Checks that a message matches its upload, and binds a signature to its text.

    Raises NotAllowed, FileNotReady, SignatureVoid.
    """
    upload = own_upload(services, actor, body.upload, "send:upload")
    if upload.conversation != conversation or upload.status == "discarded":
        raise NotAllowed
    if isinstance(body, Signature):
        if upload.status in ("requested", "quarantined"):
            raise FileNotReady  # no valid drawing
        _sign_and_file(services, actor, upload, body)
    elif (body.name, body.kind, body.size) != (upload.name, upload.kind, upload.size):
        raise NotAllowed


def bind_own_signature(services: Needs, actor: Actor, upload_id: str, conversation: str, digest: str) -> None:
    """Binds the actor's drawn signature to the digest of a text of this conversation. Raises NotAllowed, FileNotReady,
    SignatureVoid, Conflict."""
    upload = own_upload(services, actor, upload_id, "send:upload")
    if upload.conversation != conversation or upload.status == "discarded":
        raise NotAllowed
    if upload.status in ("requested", "quarantined"):
        raise FileNotReady
    service.bind_signature(services.files(), upload, digest)


def _sign_and_file(services: Needs, actor: Actor, upload: Upload, body: Signature) -> None:
    found = services.messaging.store.page(upload.conversation, body.to - 1, body.to + 1, 1, newest=False)
    if not found or not isinstance(found[0].body, SignatureRequest):
        raise SignatureVoid
    signing = found[0].body
    if not body.digest == signing.digest == hashlib.sha256(signing.text.encode()).hexdigest():
        raise SignatureVoid
    service.bind_signature(services.files(), upload, body.digest)
    if signing.claim and signing.item:
        claim = access_claim(services, actor, signing.claim, "file_as")
        _file_usable_upload(services, actor, claim, upload, signing.item)


def discard_unchecked_upload(services: Needs, upload: Upload) -> Upload:
    """Discards an upload whose check hasn't started; subscribers remove it from documents. Raises Conflict."""
    after = service.discard_upload(services.files(), upload)
    if after.status == "discarded":
        services.event_jobs().relay(upload_subject(after.id))
    return after
