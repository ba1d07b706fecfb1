"""Files at work, a function a use case. Who may is decided before."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec.structs import replace

from chalicelib.content.cleaning import file_name
from chalicelib.content.views import Named
from chalicelib.kernel.errors import Conflict, NotAllowed
from chalicelib.uploads.errors import FileIncomplete, FileNotReady, SignatureVoid, TooManyFiles
from chalicelib.uploads.nouns import Found, Stretch, Upload, kind_of, parts_of
from chalicelib.uploads.ports import Ports

ATTEMPTS = 5
STUCK_MS = 5 * 60_000
"""A check that hasn't ended after so long is asked for again."""


GIVEN_UP_MS = 60 * 60_000
"""A file announced so long ago counts no more as under way: pages that are gone take nothing back."""
SCAN_MS = 60 * 60_000
"""So long after its announcement a file may wait for the scanner before anybody is alarmed."""


class NotScanned(Exception):
    """The malware scanner hasn't said anything for too long."""


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

    Raises KindNotTaken, FileEmpty, FileTooLarge, TooManyFiles, Conflict.
    """
    name = file_name(wanted.name)
    kind = kind_of(name, wanted.purpose, wanted.size, ports.rules)
    since = ports.clock() - GIVEN_UP_MS
    known = ports.store.of_conversation(conversation)
    under_way = [upload for upload in known if upload.status == "requested" and upload.at > since]
    if len(under_way) >= ports.rules.most_open:
        raise TooManyFiles(most=ports.rules.most_open)
    upload = Upload(ports.ids(), conversation, customer, by, name, kind, wanted.size, wanted.type, ports.clock())
    return way(ports, ports.store.announce(upload, wanted.client_id))


def way(ports: Ports, upload: Upload) -> Way:
    """Fresh addresses for what has not arrived. Raises Conflict."""
    if upload.status != "requested":
        return Way(upload, (), upload.size)
    stretches = parts_of(upload.size, ports.rules.part_size)
    key, seconds = f"incoming/{upload.id}", ports.rules.address_seconds
    if len(stretches) == 1:
        return Way(upload, ((stretches[0], ports.blobs.address(key, upload.size, seconds)),), 0)
    if not upload.multipart:
        upload = _changed(ports, upload.id, lambda seen: _begun(ports, seen))
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
        stretches = parts_of(upload.size, ports.rules.part_size)
        missing = [each for each in stretches if arrived.get(each.number, (0, ""))[0] != each.size]
        if missing:
            raise FileIncomplete(missing=len(missing))
        ports.blobs.complete(key, upload.multipart, {number: tag for number, (_, tag) in arrived.items()})
    elif ports.blobs.size(key) is None:
        raise FileIncomplete(missing=1)
    ports.store.begin_check(upload.id, ports.clock())
    return _changed(
        ports, upload.id, lambda seen: replace(seen, status="stored") if seen.status == "requested" else None
    )


def discard(ports: Ports, upload: Upload) -> Upload:
    """Takes back what isn't checked yet. Raises Conflict."""
    after = _changed(
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


def check(ports: Ports, upload_id: str) -> Upload | None:
    """Looks into a file and decides. May be repeated at any point; None if there is no such upload, or its bytes are
    not there (yet), or nobody has scanned them: the scanner's word brings it back. Raises NotScanned, Conflict.

    Its address is good for a while after the bytes came: whoever has it can put others there. So one version is looked
    at and kept, and what is kept lies under its digest, where the check of another version puts nothing.
    """
    upload = ports.store.get(upload_id)
    if upload is None or upload.over:
        if upload is not None:
            ports.blobs.delete(f"incoming/{upload.id}")  # put there after the end of the check
        return upload
    key = f"incoming/{upload.id}"
    version = ports.blobs.newest(key)
    if version is None:
        return None
    ports.store.begin_check(upload.id, ports.clock())
    if ports.scanner and not (scan := ports.blobs.scanned(key, version)):
        if ports.clock() - upload.at > SCAN_MS:
            raise NotScanned
        return None
    upload = _changed(ports, upload_id, lambda seen: None if seen.over else replace(seen, status="checking"))
    if upload.over:
        return upload
    with TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        ports.blobs.fetch(key, version, path)
        found = Found("harmful") if ports.scanner and scan == "threat" else _examined(upload, path, ports)
        if not found.reason:
            _keep(ports, replace(upload, found=found), version, path)
    if found.reason:
        ports.blobs.copy(key, version, f"quarantine/{upload.id}", "application/octet-stream")
    first = ports.store.first_with(upload.customer, found.digest, upload.id) if not found.reason else upload.id
    place = ports.place_near(found.latitude, found.longitude) if found.latitude and found.longitude else ""
    after = _changed(
        ports,
        upload_id,
        lambda seen: (
            None
            if seen.over
            else replace(
                seen,
                status="quarantined" if found.reason else "ready",
                found=found,
                place=place,
                duplicate_of="" if first == upload.id else first,
            )
        ),
    )
    ports.blobs.delete(key)
    return after


def _examined(upload: Upload, path: Path, ports: Ports) -> Found:
    # The libraries behind it are heavy: whoever only hands out addresses doesn't load them.
    from chalicelib.uploads.checking import examine

    return examine(path, upload.kind, upload.size, ports.rules.kinds[upload.kind])


def _keep(ports: Ports, upload: Upload, version: str, path: Path) -> None:
    """The original as evidence, untouched; of pictures copies that can be shown."""
    ports.blobs.copy(f"incoming/{upload.id}", version, _kept("original", upload), upload.found.media)
    if upload.kind in ("photo", "signature"):
        from chalicelib.uploads.pictures import copies

        share, thumb = copies(path)
        ports.blobs.put(_kept("share", upload), share, "image/jpeg")
        ports.blobs.put(_kept("thumb", upload), thumb, "image/jpeg")


def _kept(folder: str, upload: Upload) -> str:
    return f"{folder}/{upload.id}/{upload.found.digest}"


def link(ports: Ports, upload: Upload, variant: str) -> str:
    """An address that opens a file. Raises FileNotReady."""
    pictured = upload.kind in ("photo", "signature")
    if upload.status != "ready" or (variant == "thumb" and not pictured):
        raise FileNotReady
    folder = variant if pictured else "original"
    return ports.blobs.link(_kept(folder, upload), ports.rules.link_seconds, upload.name, inline=variant != "original")


def sign(ports: Ports, upload: Upload, digest: str) -> Upload:
    """Binds a drawn signature to the text it was drawn under. Raises SignatureVoid, Conflict."""
    if upload.kind != "signature" or upload.signs not in ("", digest):
        raise SignatureVoid
    return _changed(ports, upload.id, lambda seen: None if seen.signs else replace(seen, signs=digest))


def look_after(ports: Ports) -> None:
    """Checks that never ended are asked for again."""
    for upload in ports.store.unchecked(ports.clock() - STUCK_MS):
        ports.check(upload)


def _changed(ports: Ports, upload: str, plan: Callable[[Upload], Upload | None]) -> Upload:
    for _ in range(ATTEMPTS):
        seen = ports.store.get(upload)
        if seen is None:
            raise NotAllowed
        planned = plan(seen)
        if planned is None:
            return seen
        after = replace(planned, version=seen.version + 1)
        if ports.store.change(after):
            return after
    raise Conflict
