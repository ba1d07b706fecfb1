"""The use cases of uploads. The caller has checked permissions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from chalicelib.content.sanitising import sanitised_file_name
from chalicelib.content.views import Named
from chalicelib.files.errors import FileIncomplete, FileNotReady, SignatureVoid, TooManyFiles
from chalicelib.files.model import FilePart, Upload, file_kind, split_into_parts
from chalicelib.files.optimistic_update import update_upload
from chalicelib.files.ports import FilePorts

STALE_UPLOAD_MS = 60 * 60_000
"""After this time a requested upload no longer counts against `max_open`: a closed page discards nothing."""


@dataclass(frozen=True, slots=True)
class UploadRequest:
    """A file that a client wants to send: `size` in bytes, `declared_type` the media type that the device reports."""

    client_id: str
    name: str
    size: int
    declared_type: str
    purpose: str


@dataclass(frozen=True, slots=True)
class UploadPlan:
    """The parts that are missing, each with its presigned PUT URL; `received_bytes` have arrived."""

    upload: Upload
    parts: tuple[tuple[FilePart, str], ...]
    received_bytes: int


def request_upload(ports: FilePorts, by: Named, conversation: str, customer: str, request: UploadRequest) -> UploadPlan:
    """Creates an upload, or returns the one that was created for the same client id.

    Raises FileKindNotAccepted, FileEmpty, FileTooLarge, TooManyFiles, Conflict.
    """
    name = sanitised_file_name(request.name)
    kind = file_kind(name, request.declared_type, request.purpose, request.size, ports.rules)
    since = ports.clock() - STALE_UPLOAD_MS
    existing = ports.store.of_conversation(conversation)
    unfinished = [upload for upload in existing if upload.status == "requested" and upload.at > since]
    if len(unfinished) >= ports.rules.max_open:
        raise TooManyFiles(max=ports.rules.max_open)
    upload = Upload(
        ports.ids(), conversation, customer, by, name, kind, request.size, request.declared_type, ports.clock()
    )
    return upload_plan(ports, ports.store.create(upload, request.client_id, upload.at + ports.rules.upload_expiry_ms))


def upload_plan(ports: FilePorts, upload: Upload) -> UploadPlan:
    """Issues URLs for the parts that have not arrived. Raises Conflict."""
    if upload.status != "requested":
        return UploadPlan(upload, (), upload.size)
    parts = split_into_parts(upload.size, ports.rules.part_size)
    key, seconds = f"incoming/{upload.id}", ports.rules.put_url_seconds
    if len(parts) == 1:
        return UploadPlan(upload, ((parts[0], ports.objects.put_url(key, upload.size, seconds)),), 0)
    if not upload.multipart_id:
        upload = update_upload(ports, upload.id, lambda current: _start_multipart(ports, current))
    arrived = ports.objects.uploaded_parts(key, upload.multipart_id)
    missing = _missing_parts(parts, arrived)
    urls = tuple(
        (part, ports.objects.part_url(key, upload.multipart_id, part.number, part.size, seconds)) for part in missing
    )
    return UploadPlan(upload, urls, upload.size - sum(part.size for part in missing))


def _missing_parts(parts: Sequence[FilePart], arrived: Mapping[int, tuple[int, str]]) -> list[FilePart]:
    return [part for part in parts if arrived.get(part.number, (0, ""))[0] != part.size]


def _start_multipart(ports: FilePorts, upload: Upload) -> Upload | None:
    if upload.multipart_id:
        return None
    return replace(upload, multipart_id=ports.objects.start_multipart(f"incoming/{upload.id}"))


def complete_upload(ports: FilePorts, upload: Upload) -> Upload:
    """Assembles the parts and marks the check as pending. Raises FileIncomplete, Conflict."""
    if upload.status != "requested":
        return upload
    key = f"incoming/{upload.id}"
    if upload.multipart_id and ports.objects.size(key) is None:
        arrived = ports.objects.uploaded_parts(key, upload.multipart_id)
        parts = split_into_parts(upload.size, ports.rules.part_size)
        missing = _missing_parts(parts, arrived)
        if missing:
            raise FileIncomplete(missing=len(missing))
        ports.objects.complete_multipart(
            key, upload.multipart_id, {number: tag for number, (_, tag) in arrived.items()}
        )
    elif ports.objects.size(key) is None:
        raise FileIncomplete(missing=1)
    now = ports.clock()
    ports.store.mark_check_pending(upload.id, now)

    def store(current: Upload) -> Upload | None:
        if not current.may_become("stored"):
            return None
        return replace(current, status="stored", arrived_at=current.arrived_at or now)

    return update_upload(ports, upload.id, store)


def discard_upload(ports: FilePorts, upload: Upload) -> Upload:
    """Discards an upload whose check hasn't started; any other stays as it is. Raises Conflict."""
    after = update_upload(
        ports,
        upload.id,
        lambda current: replace(current, status="discarded") if current.may_become("discarded") else None,
    )
    if after.status == "discarded":
        if after.multipart_id:
            ports.objects.abort_multipart(f"incoming/{after.id}", after.multipart_id)
        ports.objects.delete(f"incoming/{after.id}")
        ports.store.clear_pending_check(after.id)
    return after


def object_key(folder: str, upload: Upload) -> str:
    """The key of an object of a good file: `folder` is original, share or thumb."""
    return f"{folder}/{upload.id}/{upload.inspection.digest}"


def download_url(ports: FilePorts, upload: Upload, variant: str) -> str:
    """A presigned GET URL of a file. Raises FileNotReady."""
    has_copies = upload.kind in ("photo", "signature")
    if upload.status != "ready" or (variant == "thumb" and not has_copies):
        raise FileNotReady
    folder = variant if has_copies else "original"
    return ports.objects.get_url(
        object_key(folder, upload), ports.rules.get_url_seconds, upload.name, inline=variant != "original"
    )


def bind_signature(ports: FilePorts, upload: Upload, digest: str) -> Upload:
    """Binds a drawn signature to the digest of its text. Raises SignatureVoid, Conflict."""
    if upload.kind != "signature" or upload.signed_digest not in ("", digest):
        raise SignatureVoid
    return update_upload(
        ports, upload.id, lambda current: None if current.signed_digest else replace(current, signed_digest=digest)
    )
