"""Uploads in memory: the table, and a bucket whose addresses are keys."""

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from chalicelib.files.events import PublishedFileEvent, upload_subject
from chalicelib.files.model import Upload
from tests.fakes.events import FakeOutbox


class FakeUploads:
    """`files.ports.UploadStore` in dictionaries."""

    def __init__(self, outbox: FakeOutbox | None = None) -> None:
        self.outbox = outbox or FakeOutbox()
        self.uploads: dict[str, Upload] = {}
        self.announced: dict[tuple[str, str, str], str] = {}
        self.contents: dict[tuple[str, str], str] = {}
        self.checks: dict[str, int] = {}

    def create(self, upload: Upload, client_id: str, until: int) -> Upload:
        key = (upload.conversation, upload.by.id, client_id)
        if key not in self.announced:
            self.checks[upload.id] = until
        first = self.announced.setdefault(key, upload.id)
        return self.uploads.setdefault(first, upload)

    def get(self, upload: str) -> Upload | None:
        return self.uploads.get(upload)

    def get_many(self, uploads: Iterable[str]) -> tuple[Upload, ...]:
        return tuple(self.uploads[upload] for upload in dict.fromkeys(uploads) if upload in self.uploads)

    def update(self, upload: Upload, event: PublishedFileEvent | None = None) -> bool:
        if self.uploads[upload.id].version != upload.version - 1:
            return False
        self.uploads[upload.id] = upload
        if event is not None:
            self.outbox.add(upload_subject(upload.id), event.number, event)
        return True

    def of_conversation(self, conversation: str) -> tuple[Upload, ...]:
        own = (upload for upload in self.uploads.values() if upload.conversation == conversation)
        return tuple(sorted(own, key=lambda upload: upload.id, reverse=True))

    def first_upload_with(self, customer: str, digest: str, upload: str) -> str:
        return self.contents.setdefault((customer, digest), upload)

    def mark_check_pending(self, upload: str, now: int) -> None:
        self.checks[upload] = now

    def clear_pending_check(self, upload: str) -> None:
        self.checks.pop(upload, None)

    def pending_checks(self, before: int) -> tuple[str, ...]:
        return tuple(sorted(upload for upload, at in self.checks.items() if at < before))


class FakeObjectStore:
    """`files.ports.ObjectStore` in a dictionary; parts are put with `put_part`."""

    def __init__(self) -> None:
        self.objects: dict[str, bytes] = {}
        self.parts: dict[str, dict[int, bytes]] = {}
        self.scans: dict[str, str] = {}
        self.versions: dict[str, bytes] = {}
        self.types: dict[str, str] = {}

    def put_url(self, key: str, size: int, seconds: int) -> str:
        return f"put {key} {size}"

    def start_multipart(self, key: str) -> str:
        self.parts[f"multipart-{key}"] = {}
        return f"multipart-{key}"

    def part_url(self, key: str, multipart: str, number: int, size: int, seconds: int) -> str:
        return f"part {multipart} {number}"

    def put_part(self, address: str, content: bytes) -> None:
        """What a page does with the address of a part."""
        _, multipart, number = address.split(" ")
        self.parts[multipart][int(number)] = content

    def uploaded_parts(self, key: str, multipart: str) -> Mapping[int, tuple[int, str]]:
        there = self.parts.get(multipart, {})
        return {number: (len(content), f"tag{number}") for number, content in there.items()}

    def complete_multipart(self, key: str, multipart: str, tags: Mapping[int, str]) -> None:
        parts = self.parts.pop(multipart, {})
        if parts:
            self.objects[key] = b"".join(content for _, content in sorted(parts.items()))

    def abort_multipart(self, key: str, multipart: str) -> None:
        self.parts.pop(multipart, None)

    def size(self, key: str) -> int | None:
        return len(self.objects[key]) if key in self.objects else None

    def current_version(self, key: str) -> str | None:
        if key not in self.objects:
            return None
        version = hashlib.sha256(self.objects[key]).hexdigest()
        self.versions[version] = self.objects[key]
        return version

    def download(self, key: str, version: str, into: Path) -> None:
        into.write_bytes(self.versions[version])

    def put(self, key: str, content: bytes, media_type: str) -> None:
        self.objects[key] = content

    def copy(self, source: str, version: str, target: str, media_type: str) -> None:
        self.objects[target] = self.versions[version]
        self.types[target] = media_type

    def delete(self, key: str) -> None:
        self.objects.pop(key, None)

    def get_url(self, key: str, seconds: int, name: str, *, inline: bool) -> str:
        return f"open {key} {'inline' if inline else 'attachment'}"

    def scan_result(self, key: str, version: str) -> str:
        return self.scans.get(key, "")
