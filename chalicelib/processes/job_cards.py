"""What follows a roadside job's events: in the conversation, on the customer's card, on the pages of responders and
dispatchers. Each subscriber may get an event twice and in any order.

The card in the thread stands as it was posted and holds no position; the live card is the `job_card` frame. What the
thread says follows the job's history in order: `posted` is how far.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol
from zlib import crc32

from msgspec.structs import replace

from chalicelib.content.configuration import texts
from chalicelib.content.job_frames import JobCardFrame
from chalicelib.content.message_bodies import File
from chalicelib.content.messages import By, Speaker
from chalicelib.conversations.messaging import post_to_connections, send_message
from chalicelib.conversations.model import LogEntry, OutgoingMessage, Side
from chalicelib.dispatch.arrival_rules import coming_rules
from chalicelib.dispatch.changes import JobUpdate, change_job
from chalicelib.dispatch.coming import ARRIVAL, follow_arrival
from chalicelib.dispatch.events import JobChanged, JobEvent
from chalicelib.dispatch.records import JobEntry, JobRecord
from chalicelib.kernel.audit import audit
from chalicelib.queries.job_notices import thread_body
from chalicelib.queries.jobs import job_card_view, truck_position

if TYPE_CHECKING:
    from chalicelib.service_ports import WithDispatch, WithFiles, WithLocaleOf, WithMessaging

    class Needs(WithDispatch, WithFiles, WithLocaleOf, WithMessaging, Protocol): ...


def follow_truck(services: Needs, job: str) -> None:
    """Looks at where a job's truck is: what the customer is told of it follows by its event, and the truck moves on the
    map of their card meanwhile."""
    before = services.dispatch().jobs.get(job)
    after = follow_arrival(services.dispatch(), job, coming_rules())
    if after is not None:
        audit("location_used", after.job.responder, of="responder", job=job, purpose="arrival")
    if before is not None and after is not None and before.version == after.version:
        post_job_card(services, after)


def show_job_card(services: Needs, published: JobEvent) -> None:
    """Shows the card as it is now."""
    record = services.dispatch().jobs.get(published.job)
    if record is not None:
        post_job_card(services, record)


def post_job_card(services: Needs, record: JobRecord) -> None:
    """Posts the card to the customer in their language, and to the agent of the conversation in Korean."""
    conversation = services.messaging.store.get(record.conversation)
    if conversation is None:
        return
    truck = truck_position(services, record)
    posts = []
    sides: tuple[tuple[Side, str], ...] = (("customer", services.locale_of(conversation.id)), ("agent", "ko"))
    for side, locale in sides:
        recipients = conversation.recipients(side)
        if recipients:
            frame = JobCardFrame(job_card_view(record, truck, texts(locale)))
            posts.append(partial(post_to_connections, services.messaging, conversation.id, recipients, frame))
    if posts and truck is not None:
        audit("location_provided", record.job.responder, of="responder", job=record.id, to=record.customer)
    services.messaging.run_parallel(posts)


def tell_of_job(services: Needs, published: JobEvent) -> None:
    """Says in the conversation what has happened up to this event and wasn't said yet."""
    if isinstance(published, JobChanged) and published.what == ARRIVAL and not _has_word(services, published):
        return
    record = services.dispatch().jobs.get(published.job)
    pending = [entry for entry in record.history if entry.number > record.posted] if record is not None else []
    if record is None or not pending or services.messaging.store.get(record.conversation) is None:
        return
    locale = services.locale_of(record.conversation)
    for entry in pending:
        _say(services, record, entry, locale)
    change_job(services.dispatch(), record.id, lambda before: _posted(before, pending[-1].number))


def _has_word(services: Needs, published: JobChanged) -> bool:
    """Whether a changed arrival is worth a message; most only move the card."""
    record = services.dispatch().jobs.get(published.job)
    return record is not None and any(entry.number == published.number for entry in record.history)


def _say(services: Needs, record: JobRecord, entry: JobEntry, locale: str) -> None:
    """Posts what an entry of the history says. Its number is the message's, so that a repeat isn't posted twice."""
    if entry.what == "photos":
        _post_photos(services, record, entry)
        return
    body = thread_body(record, entry, texts(locale))
    if body is not None:
        said = LogEntry(entry.at, By(Speaker.SYSTEM), body)
        device = f"job{crc32(record.id.encode()):08x}"
        send_message(services.messaging, OutgoingMessage(record.conversation, device, entry.number, said, ""))


def _post_photos(services: Needs, record: JobRecord, entry: JobEntry) -> None:
    known = record.responder
    by = By(Speaker.SYSTEM, known.id, known.name) if known is not None else By(Speaker.SYSTEM)
    for photo in record.photos:
        upload = services.files().store.get(photo.upload) if photo.at == entry.at else None
        if upload is not None:
            said = LogEntry(entry.at, by, File(upload.id, upload.name, upload.kind, upload.size))
            device = f"photo{crc32(upload.id.encode()):07x}"[:12]
            send_message(services.messaging, OutgoingMessage(record.conversation, device, 1, said, ""))


def _posted(before: JobRecord, number: int) -> JobUpdate | None:
    if before.posted >= number:
        return None
    return JobUpdate(replace(before, version=before.version + 1, posted=number))
