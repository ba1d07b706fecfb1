"""What a file is made of, and the states it goes through."""

from dataclasses import dataclass

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

OVER: frozenset[UploadStatus] = frozenset({"ready", "quarantined", "discarded"})
UNUSABLE: frozenset[UploadStatus] = frozenset({"quarantined", "discarded"})


class Found(Struct, frozen=True, omit_defaults=True):
    """What the check found out. `reason` "" means that the file is good; else it is a key of the texts' section
    `uploads`. `media` is the type by its own first bytes; `taken_at` ISO 8601 with offset; degrees north and east."""

    reason: str = ""
    digest: str = ""
    media: str = ""
    width: int = 0
    height: int = 0
    pages: int = 0
    taken_at: str = ""
    latitude: float | None = None
    longitude: float | None = None


class Upload(Struct, frozen=True, omit_defaults=True):
    """A file of a conversation. `size` in bytes as announced; `multipart` S3's id of an upload in parts; `signs` the
    digest of the text it is the signature of; `arrived_at` when its bytes were first seen here, in ms, 0 before;
    `tries` the checks that began and have not said how they ended, the last of them at `tried_at` in ms."""

    id: str
    conversation: str
    customer: str
    by: Named
    name: str
    kind: FileKind
    size: int
    type: str
    at: int
    status: UploadStatus = "requested"
    version: int = 1
    multipart: str = ""
    found: Found = Found()
    place: str = ""
    duplicate_of: str = ""
    signs: str = ""
    arrived_at: int = 0
    tries: int = 0
    tried_at: int = 0

    @property
    def over(self) -> bool:
        """Whether its check has ended, or it was taken back."""
        return self.status in OVER


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a file on its way: bytes from `(number - 1) * part_size`."""

    number: int
    size: int


def file_kind(name: str, purpose: str, size: int, rules: FileRules) -> FileKind:
    """The kind of a file, by its name; what it really is the check finds out.

    Raises FileKindNotAccepted, FileEmpty, FileTooLarge.
    """
    suffix = name.rpartition(".")[2].lower()
    kinds = [kind for kind, rule in rules.kinds.items() if suffix in rule.suffixes and kind != "signature"]
    kind: FileKind | None = "signature" if purpose == "signature" else next(iter(kinds), None)
    if kind is None:
        raise FileKindNotAccepted(
            accepted=", ".join(suffix for rule in rules.kinds.values() for suffix in rule.suffixes[:2])
        )
    if size == 0:
        raise FileEmpty
    if size > rules.kinds[kind].max_size:
        raise FileTooLarge(max_mb=rules.kinds[kind].max_size // 1_048_576)
    return kind


def split_into_parts(size: int, part_size: int) -> tuple[Stretch, ...]:
    """The parts of a file, in order; a small file is one."""
    count = max(1, -(-size // part_size))
    return tuple(Stretch(place + 1, min(part_size, size - place * part_size)) for place in range(count))


def view(upload: Upload, reason_text: str = "", *, claim: str = "", item: str = "", guess: str = "") -> UploadView:
    """The file as people are shown it."""
    found = upload.found
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
        reason=found.reason,
        reason_text=reason_text,
        digest=found.digest,
        width=found.width,
        height=found.height,
        pages=found.pages,
        taken_at=found.taken_at,
        latitude=found.latitude,
        longitude=found.longitude,
        place=upload.place,
        duplicate_of=upload.duplicate_of,
        guess=guess,
        claim=claim,
        item=item,
    )
