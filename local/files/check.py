"""The checks of a file: as the server refuses or accepts its announcement, then as it inspects its bytes."""

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from chalicelib.content.message_bodies import FileKind
from chalicelib.content.sanitising import sanitised_file_name
from chalicelib.files.inspection import inspect_file
from chalicelib.files.media import sniff_media_type
from chalicelib.files.model import Inspection, file_kind
from chalicelib.files.rules import FileRules, file_rules
from chalicelib.kernel.errors import BaroError
from local.files.limited_process import run_limited

KINDS: dict[FileKind, str] = {"photo": "photo", "video": "video", "pdf": "document", "signature": "photo"}
"""The words of the output."""


class FileVerdict(Struct, frozen=True):
    """A line of the output."""

    name: str
    kind: str
    verdict: Literal["ready", "quarantined", "refused"]
    reason: str = ""
    taken_at: str = ""
    changed_at: str = ""
    place: tuple[float, float] | None = None
    cut: bool = False
    cpu_ms: int = 0
    peak_mb: int = 0


def check_folder(folder: Path, copies: Path | None) -> Iterator[str]:
    """A JSON object per file in the folder and its subfolders, sorted by path."""
    rules = file_rules()
    for path in sorted(path for path in folder.rglob("*") if _is_file(path)):
        name = path.relative_to(folder).as_posix()
        verdict = check_file(path, name, rules, copies / f"{name}.jpg" if copies else None)
        yield json.dumps(msgspec.to_builtins(verdict), ensure_ascii=False)


def _is_file(path: Path) -> bool:
    """Also of one in a folder that may only be listed: it has a verdict too."""
    try:
        return path.is_file()
    except OSError:
        return True


def check_file(path: Path, name: str, rules: FileRules, copy: Path | None) -> FileVerdict:
    """The verdict about a file, and its copy if it is an image. The media type that a device declares is sniffed."""
    shown_name = sanitised_file_name(path.name)
    try:
        size, declared_type = path.stat().st_size, sniff_media_type(path)
    except OSError:
        return FileVerdict(name, _refused_kind(shown_name, "", rules), "quarantined", "unfinished")
    try:
        kind = file_kind(shown_name, declared_type, "file", size, rules)
    except BaroError as error:
        return FileVerdict(name, _refused_kind(shown_name, declared_type, rules), "refused", error.code)
    ended = run_limited(lambda: _inspect(path, kind, size, rules, copy))
    verdict = FileVerdict(name, KINDS[kind], "quarantined", "unfinished", cpu_ms=ended.cpu_ms, peak_mb=ended.peak_mb)
    if not ended.answer:
        return verdict
    found = msgspec.json.decode(ended.answer, type=Inspection)
    place = None if found.latitude is None or found.longitude is None else (found.latitude, found.longitude)
    return replace(
        verdict,
        verdict="quarantined" if found.reason else "ready",
        reason=found.reason,
        taken_at=found.taken_at,
        changed_at=found.changed_at,
        place=place,
        cut=found.cut,
    )


def _refused_kind(name: str, declared_type: str, rules: FileRules) -> str:
    """The kind of a refused file, "" if it has none: a file of one byte of this name would have the same."""
    try:
        return KINDS[file_kind(name, declared_type, "file", 1, rules)]
    except BaroError:
        return ""


def _inspect(path: Path, kind: FileKind, size: int, rules: FileRules, copy: Path | None) -> bytes:
    found, copies = inspect_file(path, kind, size, rules.kinds[kind], datetime.now(UTC))
    if copy is not None and "share" in copies:
        _write_copy(copy, copies["share"])
    return msgspec.json.encode(found)


def _write_copy(copy: Path, content: bytes) -> None:
    """A copy that can't be written, such as one whose name is too long with its suffix, leaves the verdict as it is."""
    try:
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(content)
    except OSError as error:
        print(f"no copy: {error}", file=sys.stderr, flush=True)
