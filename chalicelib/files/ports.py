"""The ports of the files context."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from chalicelib.files.events import PublishedFileEvent
from chalicelib.files.model import Upload
from chalicelib.files.rules import FileRules
from chalicelib.kernel.clock import Clock
from chalicelib.kernel.ids import IdGenerator
from chalicelib.kernel.optimistic_update import SYSTEM_BACKOFF, Backoff


class UploadStore(Protocol):
    """Uploads by id."""

    def create(self, upload: Upload, client_id: str, until: int) -> Upload:
        """Stores a new upload and returns it, or the one that this person created with the same `client_id`.

        It is among the `pending_checks` after `until`, unless its check is marked as pending before."""

    def get(self, upload: str) -> Upload | None:
        """The upload, or None."""

    def get_many(self, uploads: Iterable[str]) -> tuple[Upload, ...]:
        """The uploads that exist, in this order, each once."""

    def update(self, upload: Upload, event: PublishedFileEvent | None = None) -> bool:
        """Stores the next version, and its event in the outbox; False if another writer stored one first."""

    def of_conversation(self, conversation: str) -> tuple[Upload, ...]:
        """The uploads of a conversation, newest first."""

    def first_upload_with(self, customer: str, digest: str, upload: str) -> str:
        """The id of the customer's first upload with this digest; `upload` itself if there was none."""

    def mark_check_pending(self, upload: str, now: int) -> None:
        """Records that the upload's check is requested or running."""

    def clear_pending_check(self, upload: str) -> None:
        """Records that the check has ended and the relay of its result was requested."""

    def pending_checks(self, before: int) -> tuple[str, ...]:
        """Ids of uploads whose check has been pending since before `before` (ms since 1970 UTC)."""


class ObjectStore(Protocol):
    """The bucket. Keys: `incoming/` and `quarantine/` with the upload's id; `original/`, `share/` and `thumb/` with its
    id and the digest of the original."""

    def put_url(self, key: str, size: int, seconds: int) -> str:
        """A presigned PUT URL for a whole file."""

    def start_multipart(self, key: str) -> str:
        """Starts a multipart upload and returns its id."""

    def part_url(self, key: str, multipart: str, number: int, size: int, seconds: int) -> str:
        """A presigned PUT URL for a part."""

    def uploaded_parts(self, key: str, multipart: str) -> Mapping[int, tuple[int, str]]:
        """The parts that have arrived: number → size and ETag. Empty if the multipart upload isn't open."""

    def complete_multipart(self, key: str, multipart: str, tags: Mapping[int, str]) -> None:
        """Assembles the parts. Idempotent."""

    def abort_multipart(self, key: str, multipart: str) -> None:
        """Deletes the parts."""

    def size(self, key: str) -> int | None:
        """The size of the object in bytes; None if there is none."""

    def current_version(self, key: str) -> str | None:
        """The id of the current version; None if there is no object."""

    def download(self, key: str, version: str, into: Path) -> None:
        """Writes a version of the object into a file."""

    def put(self, key: str, content: bytes, media_type: str) -> None:
        """Stores an object."""

    def copy(self, source: str, version: str, target: str, media_type: str) -> None:
        """Copies a version within the bucket, with this media type."""

    def delete(self, key: str) -> None:
        """Deletes the object. Idempotent."""

    def get_url(self, key: str, seconds: int, name: str, *, inline: bool) -> str:
        """A presigned GET URL that is valid for `seconds` and gives the file this name."""

    def scan_result(self, key: str, version: str) -> str:
        """The malware scanner's result for a version: "clean", "threat", or "" if there is none yet."""


@dataclass(frozen=True, slots=True)
class FilePorts:
    """`place_name_near` returns the name of a known place near degrees north and east, "" for none. `request_check`
    requests the check of an upload. `scanner`: whether files wait for a malware scanner."""

    store: UploadStore
    objects: ObjectStore
    rules: FileRules
    clock: Clock
    ids: IdGenerator
    place_name_near: Callable[[float, float], str]
    request_check: Callable[[str], None]
    scanner: bool = False
    backoff: Backoff = SYSTEM_BACKOFF
