"""Inspection of bytes, at a fixed time."""

from datetime import UTC, datetime
from pathlib import Path

from chalicelib.content.message_bodies import FileKind
from chalicelib.files.inspection import inspect_file
from chalicelib.files.model import Inspected
from chalicelib.files.rules import file_rules

NOW = datetime(2026, 12, 1, tzinfo=UTC)


def inspected(folder: Path, content: bytes, kind: FileKind = "photo", size: int | None = None) -> Inspected:
    """The result for these bytes; `size` is the announced one, if it differs."""
    path = folder / "file"
    path.write_bytes(content)
    return inspect_file(path, kind, len(content) if size is None else size, file_rules().kinds[kind], NOW)
