"""Events that files publish: their final statuses. They name the upload; the store has the rest."""

from msgspec import Struct

from chalicelib.content.claim_views import UploadStatus
from chalicelib.files.model import Upload


class PublishedFileEvent(Struct, frozen=True, tag_field="event"):
    """A final status of an upload, in the version with this number."""

    upload: str
    number: int


class FileReady(PublishedFileEvent, frozen=True, tag="file.ready"):
    """A file was inspected and can be shown."""


class FileQuarantined(PublishedFileEvent, frozen=True, tag="file.quarantined"):
    """A file was inspected and refused."""


class FileDiscarded(PublishedFileEvent, frozen=True, tag="file.discarded"):
    """A file was given up by its sender, or its bytes never came."""


_TYPES: dict[UploadStatus, type[PublishedFileEvent]] = {
    "ready": FileReady,
    "quarantined": FileQuarantined,
    "discarded": FileDiscarded,
}


def event_of_update(before: Upload, after: Upload) -> PublishedFileEvent | None:
    """The event of an update; None unless it ends in a final status."""
    kind = _TYPES.get(after.status) if after.status != before.status else None
    return kind(after.id, after.version) if kind is not None else None


def upload_subject(upload: str) -> str:
    """The subject of an upload's events in the outbox."""
    return f"upload#{upload}"
