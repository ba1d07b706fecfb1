"""Inspection of a file: its real type, its size, whether it opens, and whether it contains active content.

Only allowed types pass. An exception of a library over invalid or hostile bytes means that the file is corrupt.
"""

import hashlib
import logging
from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace

from chalicelib.content.message_bodies import FileKind
from chalicelib.files.images import inspect_image, share_and_thumbnail
from chalicelib.files.media import sniff_media_type
from chalicelib.files.model import Inspection
from chalicelib.files.pdf import inspect_pdf
from chalicelib.files.rules import FileKindRule
from chalicelib.files.video import inspect_video

log = logging.getLogger("baro")

MEDIA_TYPES: dict[FileKind, frozenset[str]] = {
    "photo": frozenset({"image/jpeg", "image/png", "image/webp", "image/heic", "image/heif"}),
    "video": frozenset({"video/mp4", "video/quicktime", "video/x-m4v", "video/3gpp", "video/webm"}),
    "pdf": frozenset({"application/pdf"}),
    "signature": frozenset({"image/png"}),
}
"""The media types that each kind may have."""

IMAGE_KINDS: frozenset[FileKind] = frozenset({"photo", "signature"})
"""Kinds that have copies for display."""


def inspect_with_copies(
    path: Path, kind: FileKind, size: int, rule: FileKindRule
) -> tuple[Inspection, dict[str, bytes]]:
    """Inspects a file; a good image also gets the copies `share` and `thumb`. Raises nothing over the content."""
    found = inspect_file(path, kind, size, rule)
    if found.reason or kind not in IMAGE_KINDS:
        return found, {}
    try:
        share, thumb = share_and_thumbnail(path)
    except Exception:  # decoded, but can't be displayed
        log.exception("no copies of a %s", kind)
        return replace(found, reason="check_failed"), {}
    return found, {"share": share, "thumb": thumb}


def inspect_file(path: Path, kind: FileKind, size: int, rule: FileKindRule) -> Inspection:
    """Inspects a file. `size` is the declared size in bytes, `rule` the limits of its kind."""
    actual = path.stat().st_size
    if actual == 0:
        return Inspection("empty")
    if actual != size:
        return Inspection("size_mismatch")
    digest = file_digest(path)
    try:
        found = _inspect_kind(path, kind, rule)
    except MemoryError:
        log.warning("not enough memory for a %s", kind)
        found = Inspection("check_failed")
    except Exception as error:  # noqa: BLE001 - hostile bytes: an exception would repeat the check
        log.warning("the library of a %s raised %s", kind, type(error).__name__)
        found = Inspection("corrupt")
    return replace(found, digest=digest)


def _inspect_kind(path: Path, kind: FileKind, rule: FileKindRule) -> Inspection:
    media_type = sniff_media_type(path)
    if media_type not in MEDIA_TYPES[kind]:
        return Inspection(
            "kind_mismatch" if media_type in frozenset().union(*MEDIA_TYPES.values()) else "unsupported_type"
        )
    inspectors: dict[FileKind, Callable[[Path, FileKindRule], Inspection]] = {
        "photo": inspect_image,
        "signature": inspect_image,
        "pdf": inspect_pdf,
        "video": inspect_video,
    }
    return replace(inspectors[kind](path, rule), media_type=media_type)


def file_digest(path: Path) -> str:
    """The SHA-256 of a file, hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
