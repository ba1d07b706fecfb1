"""Uploads in memory: the table, and a bucket whose addresses are keys."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from chalicelib.files.model import Upload


class FakeUploads:
    """`uploads.ports.Store` in dictionaries."""

    def __init__(self) -> None:
        self.uploads: dict[str, Upload] = {}
        self.announced: dict[tuple[str, str, str], str] = {}
        self.contents: dict[tuple[str, str], str] = {}
        self.checks: dict[str, int] = {}

    def announce(self, upload: Upload, client_id: str, until: int) -> Upload:
        key = (upload.conversation, upload.by.id, client_id)
        if key not in self.announced:
            self.checks[upload.id] = until
        first = self.announced.setdefault(key, upload.id)
        return self.uploads.setdefault(first, upload)

    def get(self, upload: str) -> Upload | None:
        return self.uploads.get(upload)

    def change(self, upload: Upload) -> bool:
        if self.uploads[upload.id].version != upload.version - 1:
            return False
        self.uploads[upload.id] = upload
        return True

    def of_conversation(self, conversation: str) -> tuple[Upload, ...]:
        own = (upload for upload in self.uploads.values() if upload.conversation == conversation)
        return tuple(sorted(own, key=lambda upload: upload.id, reverse=True))

    def first_with(self, customer: str, digest: str, upload: str) -> str:
        return self.contents.setdefault((customer, digest), upload)

    def begin_check(self, upload: str, now: int) -> None:
        self.checks[upload] = now

    def end_check(self, upload: str) -> None:
        self.checks.pop(upload, None)

    def unchecked(self, before: int) -> tuple[str, ...]:
        return tuple(sorted(upload for upload, at in self.checks.items() if at < before))


class FakeBlobs:
    """`uploads.ports.Blobs` in a dictionary; parts are put with `put_part`."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}
        self.parts: dict[str, dict[int, bytes]] = {}
        self.scans: dict[str, str] = {}
        self.versions: dict[str, bytes] = {}
        self.types: dict[str, str] = {}

    def address(self, key: str, size: int, seconds: int) -> str:
        return f"put {key} {size}"

    def begin(self, key: str) -> str:
        self.parts[f"multipart-{key}"] = {}
        return f"multipart-{key}"

    def part_address(self, key: str, multipart: str, number: int, size: int, seconds: int) -> str:
        return f"part {multipart} {number}"

    def put_part(self, address: str, content: bytes) -> None:
        """What a page does with the address of a part."""
        _, multipart, number = address.split(" ")
        self.parts[multipart][int(number)] = content

    def arrived(self, key: str, multipart: str) -> Mapping[int, tuple[int, str]]:
        there = self.parts.get(multipart, {})
        return {number: (len(content), f"tag{number}") for number, content in there.items()}

    def complete(self, key: str, multipart: str, tags: Mapping[int, str]) -> None:
        parts = self.parts.pop(multipart, {})
        if parts:
            self.kept[key] = b"".join(content for _, content in sorted(parts.items()))

    def abandon(self, key: str, multipart: str) -> None:
        self.parts.pop(multipart, None)

    def size(self, key: str) -> int | None:
        return len(self.kept[key]) if key in self.kept else None

    def newest(self, key: str) -> str | None:
        if key not in self.kept:
            return None
        version = hashlib.sha256(self.kept[key]).hexdigest()
        self.versions[version] = self.kept[key]
        return version

    def fetch(self, key: str, version: str, into: Path) -> None:
        into.write_bytes(self.versions[version])

    def put(self, key: str, content: bytes, media_type: str) -> None:
        self.kept[key] = content

    def copy(self, source: str, version: str, target: str, media_type: str) -> None:
        self.kept[target] = self.versions[version]
        self.types[target] = media_type

    def delete(self, key: str) -> None:
        self.kept.pop(key, None)

    def link(self, key: str, seconds: int, name: str, *, inline: bool) -> str:
        return f"open {key} {'inline' if inline else 'attachment'}"

    def scanned(self, key: str, version: str) -> str:
        return self.scans.get(key, "")
