"""An upload, its statuses and their transitions, and the parts in which it is sent."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from msgspec import Struct

from chalicelib.content.claim_views import UploadStatus, UploadView
from chalicelib.content.message_bodies import FileKind
from chalicelib.content.views import Named
from chalicelib.files.errors import FileEmpty, FileKindNotAccepted, FileTooLarge
from chalicelib.files.rules import FileRules

TRANSITIONS: dict[UploadStatus, frozenset[UploadStatus]] = {
    "requested": frozenset({"stored", "checking", "quarantined", "discarded"}),
    "stored": frozenset({"checking", "quarantined", "discarded"}),
    "checking": frozenset({"ready", "quarantined"}),
    "ready": frozenset(),
    "quarantined": frozenset(),
    "discarded": frozenset(),
}
"""The statuses that may follow a status. `update_upload` refuses any other change."""

UNUSABLE_STATUSES: frozenset[UploadStatus] = frozenset({"quarantined", "discarded"})


class Inspection(Struct, frozen=True, omit_defaults=True):
    """The result of a check. `reason` is "" for a good file, else a key of the texts' section `files`. `media_type` is
    sniffed from the first bytes. `taken_at` is ISO 8601 with offset; `changed_at` likewise, the time of the last change
    where no time of the camera is known. Degrees are north and east (WGS 84). `cut`: the end of a video is missing."""

    reason: str = ""
    digest: str = ""
    media_type: str = ""
    width: int = 0
    height: int = 0
    pages: int = 0
    taken_at: str = ""
    changed_at: str = ""
    latitude: float | None = None
    longitude: float | None = None
    cut: bool = False


class Inspected(NamedTuple):
    """What an inspector returns: its result, and the copies for display of a good image, JPEG by name."""

    result: Inspection
    copies: Mapping[str, bytes] = {}


class Upload(Struct, frozen=True, omit_defaults=True):
    """A file of a conversation. Times are ms since 1970 UTC, 0 for never.

    `size` in bytes and the media type `declared_type` are what the client declared. `multipart_id` is S3's id of a
    multipart upload. `signed_digest` is the digest of the text that a signature was drawn under. `arrived_at` is when
    the bytes were first seen. `attempts` counts the checks that started and have not reported a result, the last of
    them at `attempted_at`.
    """

    id: str
    conversation: str
    customer: str
    by: Named
    name: str
    kind: FileKind
    size: int
    declared_type: str
    at: int
    status: UploadStatus = "requested"
    version: int = 1
    multipart_id: str = ""
    inspection: Inspection = Inspection()
    place: str = ""
    duplicate_of: str = ""
    signed_digest: str = ""
    arrived_at: int = 0
    attempts: int = 0
    attempted_at: int = 0

    @property
    def is_final(self) -> bool:
        """Whether no status may follow."""
        return not TRANSITIONS[self.status]

    def may_become(self, status: UploadStatus) -> bool:
        """Whether `status` may follow the present one."""
        return status in TRANSITIONS[self.status]


@dataclass(frozen=True, slots=True)
class FilePart:
    """A part of a multipart upload: `size` bytes from `(number - 1) * part_size`."""

    number: int
    size: int


_SUFFIX = re.compile(r"\.(?=[0-9]*[A-Za-z])([0-9A-Za-z]{1,8})\s*$")
"""The suffix at the end of a name: Latin letters and digits, not digits alone."""
_KINDS_BY_TYPE: tuple[tuple[str, FileKind], ...] = (
    ("image/", "photo"),
    ("video/", "video"),
    ("application/pdf", "pdf"),
)
"""Beginnings of media types. The check compares the first bytes with the kind."""


def file_kind(name: str, declared_type: str, purpose: str, size: int, rules: FileRules) -> FileKind:
    """The kind of a file by the suffix of its name, without one by its declared media type; the check compares it with
    the bytes. Raises FileKindNotAccepted, FileEmpty, FileTooLarge.
    """
    kind = "signature" if purpose == "signature" else _kind_by_name(name, declared_type, rules)
    if kind is None:
        raise FileKindNotAccepted(
            accepted=", ".join(suffix for rule in rules.kinds.values() for suffix in rule.suffixes[:2])
        )
    if size == 0:
        raise FileEmpty
    if size > rules.kinds[kind].max_size:
        raise FileTooLarge(max_mb=rules.kinds[kind].max_size // 1_048_576)
    return kind


def _kind_by_name(name: str, declared_type: str, rules: FileRules) -> FileKind | None:
    suffix = _SUFFIX.search(name)
    if suffix is None:
        return next((kind for start, kind in _KINDS_BY_TYPE if declared_type.lower().startswith(start)), None)
    kinds = (kind for kind, rule in rules.kinds.items() if kind != "signature")
    return next((kind for kind in kinds if suffix[1].lower() in rules.kinds[kind].suffixes), None)


def split_into_parts(size: int, part_size: int) -> tuple[FilePart, ...]:
    """The parts of a file, in order; a file that fits into one part has one."""
    count = max(1, -(-size // part_size))
    return tuple(FilePart(index + 1, min(part_size, size - index * part_size)) for index in range(count))


def upload_view(
    upload: Upload, reason_text: str = "", *, claim: str = "", item: str = "", suggested_item: str = ""
) -> UploadView:
    """The upload as clients get it."""
    inspection = upload.inspection
    return UploadView(
        id=upload.id,
        conversation=upload.conversation,
        name=upload.name,
        kind=upload.kind,
        size=upload.size,
        status=upload.status,
        at=upload.at,
        arrived_at=upload.arrived_at,
        by=upload.by,
        reason=inspection.reason,
        reason_text=reason_text,
        digest=inspection.digest,
        width=inspection.width,
        height=inspection.height,
        pages=inspection.pages,
        taken_at=inspection.taken_at,
        changed_at=inspection.changed_at,
        latitude=inspection.latitude,
        longitude=inspection.longitude,
        cut=inspection.cut,
        place=upload.place,
        duplicate_of=upload.duplicate_of,
        suggested_item=suggested_item,
        claim=claim,
        item=item,
    )
