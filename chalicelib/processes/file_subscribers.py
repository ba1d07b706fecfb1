"""What follows the final status of a file: in documents of claims, in the conversation, on pages, for the bot.

Each subscriber may get an event twice and in any order. A final status doesn't change, so that each repeats the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from chalicelib.content.configuration import texts
from chalicelib.content.message_bodies import Notice
from chalicelib.content.messages import By, Speaker
from chalicelib.conversations.messaging import send_message
from chalicelib.conversations.model import LogEntry, OutgoingMessage
from chalicelib.files.events import FileQuarantined, FileReady, PublishedFileEvent
from chalicelib.kernel.audit import audit
from chalicelib.processes import document_filing
from chalicelib.processes.file_commands import send_upload_view

if TYPE_CHECKING:
    from chalicelib.processes.intake import Needs as IntakeNeeds
    from chalicelib.service_ports import WithDispatch, WithFiles

    class Needs(IntakeNeeds, WithDispatch, WithFiles, Protocol): ...


def withdraw_from_claims(services: Needs, published: PublishedFileEvent) -> None:
    """Withdraws an unusable file from the documents of claims."""
    upload = services.files().store.get(published.upload)
    if upload is not None:
        document_filing.withdraw_upload(services, upload.customer, upload.id)


def post_quarantine_notice(services: Needs, published: FileQuarantined) -> None:
    """Posts in the conversation that a file was refused, and why. The upload's id is the device of the message, so that
    a repeat isn't posted twice."""
    upload = services.files().store.get(published.upload)
    conversation = services.messaging.store.get(upload.conversation) if upload is not None else None
    if upload is None or conversation is None:
        return
    words, reason = texts(services.locale_of(conversation.id)), upload.inspection.reason
    text = words.render("files", "quarantined", name=upload.name, reason=words.render("files", reason))
    notice = Notice("upload.quarantined", text, {"upload": upload.id, "name": upload.name, "reason": reason})
    entry = LogEntry(services.messaging.clock(), By(Speaker.SYSTEM), notice)
    send_message(services.messaging, OutgoingMessage(conversation.id, upload.id[-12:], 1, entry, ""))


def update_file_on_pages(services: Needs, published: PublishedFileEvent) -> None:
    """Posts the upload to the open pages of its conversation."""
    upload = services.files().store.get(published.upload)
    conversation = services.messaging.store.get(upload.conversation) if upload is not None else None
    if upload is not None and conversation is not None:
        send_upload_view(services, conversation, upload, services.locale_of(conversation.id))


def record_location_read(services: Needs, published: FileReady) -> None:
    """Audits that the position in a photo was read."""
    upload = services.files().store.get(published.upload)
    if upload is not None and upload.inspection.latitude is not None:
        audit("location_read", upload.by.id, upload=upload.id, conversation=upload.conversation)


def suggest_facts_of_photo(services: Needs, published: FileReady) -> None:
    """Suggests when and where a photo was taken for the form, while the bot is filling one."""
    upload = services.files().store.get(published.upload)
    if upload is None or upload.kind != "photo":
        return
    facts = {"occurred_at": upload.inspection.taken_at, "place": upload.place}
    known = {slot: value for slot, value in facts.items() if value}
    if known:
        from chalicelib.processes.intake import suggest_file_facts_in_chat

        locale = services.locale_of(upload.conversation)
        suggest_file_facts_in_chat(services, upload.conversation, upload.id, known, locale)
