"""Files across contexts: access, URLs, signatures and filing as documents."""

import hashlib
from collections.abc import Sequence

from chalicelib.access.decisions import is_allowed, is_role_allowed
from chalicelib.access.relations import Relation, relation_of_outsider
from chalicelib.claims.documents import suggest_document
from chalicelib.claims.model import Claim
from chalicelib.claims.rights import party_of
from chalicelib.content.claim_views import ClaimView, UploadView
from chalicelib.content.configuration import texts
from chalicelib.content.message_bodies import File, Signature, SignatureRequest
from chalicelib.content.server_frames import UploadFrame
from chalicelib.conversations.messaging import get_for_participant, post_to_connections
from chalicelib.conversations.model import Conversation
from chalicelib.files import service
from chalicelib.files.errors import FileNotReady, SignatureVoid
from chalicelib.files.events import upload_subject
from chalicelib.files.model import UNUSABLE_STATUSES, Upload, upload_view
from chalicelib.kernel.actors import Actor
from chalicelib.kernel.audit import audit
from chalicelib.kernel.errors import NotAllowed
from chalicelib.processes import claim_commands, claim_queries, document_filing
from chalicelib.processes.relations import is_serving
from chalicelib.processes.services import Services


def start_upload(
    services: Services, actor: Actor, conversation_id: str, request: service.UploadRequest
) -> service.UploadPlan:
    """Starts an upload in a conversation in which the actor takes part.

    Raises NotAllowed and what `service.request_upload` raises.
    """
    conversation = get_for_participant(services.messaging, conversation_id, actor.id, "upload")
    by = claim_commands.named_actor(actor)
    return service.request_upload(services.files(), by, conversation_id, conversation.customer.id, request)


def own_upload(services: Services, actor: Actor, upload: str, action: str) -> Upload:
    """An upload, for an action of the actor who started it. Refusals are audited. Raises NotAllowed."""
    found = services.files().store.get(upload)
    author = found is not None and found.by.id == actor.id
    if found is None or not is_allowed(action, Relation.AUTHOR if author else relation_of_outsider(actor.role)):
        audit("file_refused", actor.id, upload=upload)
        raise NotAllowed
    return found


def visible_upload(services: Services, actor: Actor, upload: str, action: str) -> Upload:
    """An upload, if the actor's relation to it allows the action. Refusals are audited. Raises NotAllowed."""
    found = services.files().store.get(upload)
    if found is None or not is_allowed(action, *_relations_to_uploads(services, actor, (found,))):
        audit("file_refused", actor.id, upload=upload)
        raise NotAllowed
    return found


def _relations_to_uploads(services: Services, actor: Actor, uploads: Sequence[Upload]) -> frozenset[Relation]:
    """The relations to one or more of these files of one customer: of that customer, of staff who serve them, or of
    staff to a claim of the file's conversation or with the file among its documents."""
    if not uploads:
        return frozenset()
    customer, outsider = uploads[0].customer, relation_of_outsider(actor.role)
    if not actor.role.is_staff:
        return frozenset({Relation.OWNER if customer == actor.id else outsider})
    if is_serving(services, actor, customer):
        return frozenset({Relation.SERVES_CUSTOMER})
    claims = services.claims().store.of_customer(customer)
    return frozenset(
        party_of(actor, claim, serving=False).relation
        for claim in claims
        for upload in uploads
        if claim.conversation == upload.conversation or claim.has_upload(upload.id)
    )


def list_files(services: Services, actor: Actor, conversation_id: str) -> tuple[UploadView, ...]:
    """The files of a conversation, for its participants and those with a relation to one of the files that allows it.
    Raises NotAllowed."""
    found = services.files().store.of_conversation(conversation_id)
    if not _may_list(services, actor, conversation_id, found):
        audit("files_refused", actor.id, conversation=conversation_id)
        raise NotAllowed
    if actor.role.is_staff:
        audit("files_seen", actor.id, conversation=conversation_id)
    return _upload_views(services, found, actor.locale)


def _may_list(services: Services, actor: Actor, conversation_id: str, found: Sequence[Upload]) -> bool:
    if found and not actor.role.is_staff:  # all files of a conversation are its customer's
        return is_allowed("files", *_relations_to_uploads(services, actor, found))
    conversation = services.messaging.store.get(conversation_id)
    return conversation is not None and (
        is_allowed("files", conversation.relation_of(actor.id))
        or is_allowed("files", *_relations_to_uploads(services, actor, found))
    )


def files_of_claim(services: Services, claim: Claim, locale: str) -> tuple[UploadView, ...]:
    """The files of a claim's conversation and those filed from others. The caller has checked permissions."""
    store = services.files().store
    here = store.of_conversation(claim.conversation)
    known = {each.id for each in here}
    elsewhere = store.get_many(
        each.upload for document in claim.documents for each in document.submissions if each.upload not in known
    )
    return _upload_views(services, (*here, *elsewhere), locale)


def _upload_views(services: Services, found: tuple[Upload, ...], locale: str) -> tuple[UploadView, ...]:
    claims = {
        customer: claim_queries.claims_of_customer(services, customer)
        for customer in dict.fromkeys(each.customer for each in found)
    }
    return tuple(
        _upload_view(services, each, claims[each.customer], locale) for each in found if each.status != "discarded"
    )


def signed_file_url(services: Services, actor: Actor, upload: str, variant: str) -> str:
    """A short-lived URL of a file; audited. Customers may not open the original. Raises NotAllowed, FileNotReady."""
    found = visible_upload(services, actor, upload, "get_file")
    if variant == "original" and not is_role_allowed("get_file:original", actor.role):
        audit("file_refused", actor.id, upload=upload, variant=variant)
        raise NotAllowed
    url = service.download_url(services.files(), found, variant)
    audit("file_opened", actor.id, upload=upload, variant=variant, customer=found.customer)
    return url


def upload_view_for(services: Services, upload: Upload, locale: str = "ko") -> UploadView:
    """The upload as clients get it, with the document that it was filed as, or the suggested one."""
    return _upload_view(services, upload, claim_queries.claims_of_customer(services, upload.customer), locale)


def _upload_view(services: Services, upload: Upload, claims: Sequence[Claim], locale: str) -> UploadView:
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


def file_upload_as(services: Services, actor: Actor, number: str, upload_id: str, item: str) -> ClaimView:
    """Files an upload as a document of a claim and updates it in its conversation.

    Raises FileNotReady, NotAllowed and what `document_filing.file_document` raises.
    """
    found = claim_queries.access_claim(services, actor, number, "file_as")
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


def send_upload_view(services: Services, conversation: Conversation, upload: Upload, locale: str) -> None:
    """Sends the upload to the customer in their language and to staff in Korean."""
    claims = claim_queries.claims_of_customer(services, upload.customer)
    for recipients, language in (
        (conversation.recipients("customer"), locale),
        (conversation.recipients("agent"), "ko"),
    ):
        frame = UploadFrame(_upload_view(services, upload, claims, language))
        post_to_connections(services.messaging, conversation.id, recipients, frame)


def _file_usable_upload(
    services: Services, actor: Actor, found: claim_queries.ClaimAccess, upload: Upload, item: str
) -> ClaimView:
    """Raises FileNotReady for an upload that was discarded or quarantined meanwhile: that step may have looked through
    the documents before this one was filed."""
    claim = document_filing.file_document(services, actor, found, upload.id, item)
    now = services.files().store.get(upload.id)
    if item and (now is None or now.status in UNUSABLE_STATUSES):
        document_filing.withdraw_upload(services, upload.customer, upload.id)
        raise FileNotReady
    return claim


def verify_file_message(services: Services, actor: Actor, conversation: str, body: File | Signature) -> None:
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


def _sign_and_file(services: Services, actor: Actor, upload: Upload, body: Signature) -> None:
    found = services.messaging.store.page(upload.conversation, body.to - 1, body.to + 1, 1, newest=False)
    if not found or not isinstance(found[0].body, SignatureRequest):
        raise SignatureVoid
    signing = found[0].body
    if not body.digest == signing.digest == hashlib.sha256(signing.text.encode()).hexdigest():
        raise SignatureVoid
    service.bind_signature(services.files(), upload, body.digest)
    if signing.claim and signing.item:
        claim = claim_queries.access_claim(services, actor, signing.claim, "file_as")
        _file_usable_upload(services, actor, claim, upload, signing.item)


def discard_unchecked_upload(services: Services, upload: Upload) -> Upload:
    """Discards an upload whose check hasn't started; subscribers remove it from documents. Raises Conflict."""
    after = service.discard_upload(services.files(), upload)
    if after.status == "discarded":
        services.event_jobs().relay(upload_subject(after.id))
    return after
