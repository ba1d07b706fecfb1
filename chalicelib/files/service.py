"""Files at work, a function a use case. Who may is decided before."""

from dataclasses import dataclass

from msgspec.structs import replace

from chalicelib.content.sanitising import file_name
from chalicelib.content.views import Named
from chalicelib.files.errors import FileIncomplete, FileNotReady, SignatureVoid, TooManyFiles
from chalicelib.files.model import Stretch, Upload, file_kind, split_into_parts
from chalicelib.files.optimistic_update import change
from chalicelib.files.ports import Ports

GIVEN_UP_MS = 60 * 60_000
"""A file announced so long ago counts no more as under way: pages that are gone take nothing back."""
ABANDONED_MS = 7 * 24 * 60 * 60_000
"""A file whose bytes never came is taken back so long after its announcement; the bucket throws its parts away then."""


@dataclass(frozen=True, slots=True)
class Announced:
    """What somebody wants to send: `size` in bytes, `type` the media type as his device names it."""

    client_id: str
    name: str
    size: int
    type: str
    purpose: str


@dataclass(frozen=True, slots=True)
class Way:
    """Where the rest of a file goes: parts with their addresses; `arrived` bytes are there already."""

    upload: Upload
    parts: tuple[tuple[Stretch, str], ...]
    arrived: int


def announce(ports: Ports, by: Named, conversation: str, customer: str, wanted: Announced) -> Way:
    """A place for a file; the same for every repeat of its client id.

    Raises FileKindNotAccepted, FileEmpty, FileTooLarge, TooManyFiles, Conflict.
    """
    name = file_name(wanted.name)
    kind = file_kind(name, wanted.purpose, wanted.size, ports.rules)
    since = ports.clock() - GIVEN_UP_MS
    known = ports.store.of_conversation(conversation)
    under_way = [upload for upload in known if upload.status == "requested" and upload.at > since]
    if len(under_way) >= ports.rules.max_open:
        raise TooManyFiles(max=ports.rules.max_open)
    upload = Upload(ports.ids(), conversation, customer, by, name, kind, wanted.size, wanted.type, ports.clock())
    return way(ports, ports.store.announce(upload, wanted.client_id, upload.at + ABANDONED_MS))


def way(ports: Ports, upload: Upload) -> Way:
    """Fresh addresses for what has not arrived. Raises Conflict."""
    if upload.status != "requested":
        return Way(upload, (), upload.size)
    stretches = split_into_parts(upload.size, ports.rules.part_size)
    key, seconds = f"incoming/{upload.id}", ports.rules.address_seconds
    if len(stretches) == 1:
        return Way(upload, ((stretches[0], ports.blobs.address(key, upload.size, seconds)),), 0)
    if not upload.multipart:
        upload = change(ports, upload.id, lambda seen: _begun(ports, seen))
    arrived = ports.blobs.arrived(key, upload.multipart)
    there = {each.number for each in stretches if arrived.get(each.number, (0, ""))[0] == each.size}
    missing = (each for each in stretches if each.number not in there)
    addresses = tuple(
        (each, ports.blobs.part_address(key, upload.multipart, each.number, each.size, seconds)) for each in missing
    )
    return Way(upload, addresses, sum(each.size for each in stretches if each.number in there))


def _begun(ports: Ports, upload: Upload) -> Upload | None:
    if upload.multipart:
        return None
    return replace(upload, multipart=ports.blobs.begin(f"incoming/{upload.id}"))


def uploaded(ports: Ports, upload: Upload) -> Upload:
    """All bytes are there: they are put together and will be checked. Raises FileIncomplete, Conflict."""
    if upload.status != "requested":
        return upload
    key = f"incoming/{upload.id}"
    if upload.multipart and ports.blobs.size(key) is None:
        arrived = ports.blobs.arrived(key, upload.multipart)
        stretches = split_into_parts(upload.size, ports.rules.part_size)
        missing = [each for each in stretches if arrived.get(each.number, (0, ""))[0] != each.size]
        if missing:
            raise FileIncomplete(missing=len(missing))
        ports.blobs.complete(key, upload.multipart, {number: tag for number, (_, tag) in arrived.items()})
    elif ports.blobs.size(key) is None:
        raise FileIncomplete(missing=1)
    now = ports.clock()
    ports.store.begin_check(upload.id, now)

    def store(seen: Upload) -> Upload | None:
        return replace(seen, status="stored", arrived_at=seen.arrived_at or now) if seen.status == "requested" else None

    return change(ports, upload.id, store)


def discard(ports: Ports, upload: Upload) -> Upload:
    """Takes back what isn't checked yet. Raises Conflict."""
    after = change(
        ports,
        upload.id,
        lambda seen: replace(seen, status="discarded") if seen.status in ("requested", "stored") else None,
    )
    if after.status == "discarded":
        if after.multipart:
            ports.blobs.abandon(f"incoming/{after.id}", after.multipart)
        ports.blobs.delete(f"incoming/{after.id}")
        ports.store.end_check(after.id)
    return after


def kept(folder: str, upload: Upload) -> str:
    """The key of what is kept of a good file: `folder` is original, share or thumb."""
    return f"{folder}/{upload.id}/{upload.found.digest}"


def link(ports: Ports, upload: Upload, variant: str) -> str:
    """An address that opens a file. Raises FileNotReady."""
    pictured = upload.kind in ("photo", "signature")
    if upload.status != "ready" or (variant == "thumb" and not pictured):
        raise FileNotReady
    folder = variant if pictured else "original"
    return ports.blobs.link(kept(folder, upload), ports.rules.link_seconds, upload.name, inline=variant != "original")


def sign(ports: Ports, upload: Upload, digest: str) -> Upload:
    """Binds a drawn signature to the text it was drawn under. Raises SignatureVoid, Conflict."""
    if upload.kind != "signature" or upload.signs not in ("", digest):
        raise SignatureVoid
    return change(ports, upload.id, lambda seen: None if seen.signs else replace(seen, signs=digest))
