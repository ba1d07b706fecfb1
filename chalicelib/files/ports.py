"""What uploads need of the world."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from chalicelib.files.model import Upload
from chalicelib.files.rules import FileRules
from chalicelib.kernel.clock import Clock
from chalicelib.kernel.ids import IdGenerator


class Store(Protocol):
    """Uploads by id."""

    def announce(self, upload: Upload, client_id: str, until: int) -> Upload:
        """Keeps a new upload; gives it, or the one that this person announced under the same `client_id` before.

        It is among the `unchecked` from `until` on, unless its check has begun by then."""

    def get(self, upload: str) -> Upload | None:
        """An upload."""

    def change(self, upload: Upload) -> bool:
        """Keeps the next version; False if somebody else was quicker."""

    def of_conversation(self, conversation: str) -> tuple[Upload, ...]:
        """A conversation's files, newest first."""

    def first_with(self, customer: str, digest: str, upload: str) -> str:
        """The first of a customer's uploads with this content: `upload` itself, if there was none before."""

    def begin_check(self, upload: str, now: int) -> None:
        """Notes that an upload's check is under way, or asked for."""

    def end_check(self, upload: str) -> None:
        """Notes that an upload's check ended and everybody was told."""

    def unchecked(self, before: int) -> tuple[str, ...]:
        """Uploads whose check was asked for before a moment and hasn't ended."""


class Blobs(Protocol):
    """The bytes, by key: `incoming/` and `quarantine/` with the upload's id; `original/`, `share/` and `thumb/` with
    its id and the digest of the original."""

    def address(self, key: str, size: int, seconds: int) -> str:
        """Where a whole file is put with PUT."""

    def begin(self, key: str) -> str:
        """Starts an upload in parts; its id."""

    def part_address(self, key: str, multipart: str, number: int, size: int, seconds: int) -> str:
        """Where a part is put with PUT."""

    def arrived(self, key: str, multipart: str) -> Mapping[int, tuple[int, str]]:
        """The parts that are there: number → size and tag. Empty if the upload isn't open."""

    def complete(self, key: str, multipart: str, tags: Mapping[int, str]) -> None:
        """Puts the parts together; doing it again does no harm."""

    def abandon(self, key: str, multipart: str) -> None:
        """Throws parts away."""

    def size(self, key: str) -> int | None:
        """The size of what lies there; None if nothing does."""

    def newest(self, key: str) -> str | None:
        """The version of what lies there now; None if nothing does."""

    def fetch(self, key: str, version: str, into: Path) -> None:
        """Writes a version of what lies there into a file."""

    def put(self, key: str, content: bytes, media_type: str) -> None:
        """Lays bytes down."""

    def copy(self, source: str, version: str, target: str, media_type: str) -> None:
        """Copies a version within the bucket, as a file of this type."""

    def delete(self, key: str) -> None:
        """Takes away; what isn't there needn't be taken."""

    def link(self, key: str, seconds: int, name: str, *, inline: bool) -> str:
        """An address that opens the file for so long, under a name of its own."""

    def scanned(self, key: str, version: str) -> str:
        """What a malware scanner found in a version: "clean", "threat", or "" while it hasn't said."""


@dataclass(frozen=True, slots=True)
class Ports:
    """Everything uploads are given. `place_near` names a known place near a point, "" for none; `check` asks for an
    upload's check; `scanner`: whether files wait for a malware scanner."""

    store: Store
    blobs: Blobs
    rules: FileRules
    clock: Clock
    ids: IdGenerator
    place_near: Callable[[float, float], str]
    check: Callable[[str], None]
    scanner: bool = False
