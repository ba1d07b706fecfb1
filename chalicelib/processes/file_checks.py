"""The check of a file across contexts: clients are notified of the result, and the bot of what a photo says."""

from chalicelib.content.configuration import texts
from chalicelib.content.message_bodies import Notice
from chalicelib.content.messages import By, Speaker
from chalicelib.conversations.messaging import send_message
from chalicelib.conversations.model import Conversation, LogEntry, OutgoingMessage
from chalicelib.files.checks import run_check
from chalicelib.files.model import Upload
from chalicelib.kernel.audit import audit
from chalicelib.processes import document_filing
from chalicelib.processes.file_commands import send_upload_view
from chalicelib.processes.services import Services


def check_file(services: Services, upload_id: str) -> None:
    """Checks an upload and notifies clients of the result. Idempotent. Raises what `checks.run_check` raises."""
    upload = run_check(services.files(), upload_id)
    if upload is not None and upload.is_final:
        _announce_result(services, upload)
        services.files().store.clear_pending_check(upload.id)


def _announce_result(services: Services, upload: Upload) -> None:
    if upload.status == "discarded":  # no bytes within `UPLOAD_EXPIRY_MS`
        document_filing.withdraw_upload(services, upload.customer, upload.id)
        return
    conversation = services.messaging.store.get(upload.conversation)
    if conversation is None:
        return
    locale = services.locale_of(conversation.id)
    if upload.status == "quarantined":
        _announce_quarantine(services, conversation, upload, locale)
    send_upload_view(services, conversation, upload, locale)
    if upload.inspection.latitude is not None:
        audit("location_read", upload.by.id, upload=upload.id, conversation=upload.conversation)
    facts = {"occurred_at": upload.inspection.taken_at, "place": upload.place}
    known = {slot: value for slot, value in facts.items() if value}
    if upload.status == "ready" and upload.kind == "photo" and known:
        from chalicelib.processes.intake import suggest_file_facts_in_chat

        suggest_file_facts_in_chat(services, conversation.id, upload.id, known, locale)


def _announce_quarantine(services: Services, conversation: Conversation, upload: Upload, locale: str) -> None:
    document_filing.withdraw_upload(services, upload.customer, upload.id)
    reason = upload.inspection.reason
    reason_text = texts(locale).render("files", reason)
    text = texts(locale).render("files", "quarantined", name=upload.name, reason=reason_text)
    notice = Notice("upload.quarantined", text, {"upload": upload.id, "name": upload.name, "reason": reason})
    entry = LogEntry(services.messaging.clock(), By(Speaker.SYSTEM), notice)
    send_message(services.messaging, OutgoingMessage(conversation.id, upload.id[-12:], 1, entry, ""))
