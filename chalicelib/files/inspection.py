"""Inspection of a file: its real type, its size, whether it opens, and whether it contains active content.

Only allowed types pass. An exception of a library over invalid or hostile bytes means that the file is corrupt.
"""

import hashlib
import logging
from datetime import datetime
from pathlib import Path

from msgspec.structs import replace

from chalicelib.content.message_bodies import FileKind
from chalicelib.files.images import inspect_image
from chalicelib.files.media import MEDIA_TYPES, sniff_media_type
from chalicelib.files.model import Inspected, Inspection
from chalicelib.files.pdf import inspect_pdf
from chalicelib.files.rules import FileKindRule
from chalicelib.files.video import inspect_video

log = logging.getLogger("baro")


def inspect_file(path: Path, kind: FileKind, size: int, rule: FileKindRule, now: datetime) -> Inspected:
    """Inspects a file; a good image also gets the copies `share` and `thumb`. Raises nothing over the content.

    `size` is the declared size in bytes, `rule` the limits of its kind. A time in its metadata isn't later than `now`.
    """
    actual = path.stat().st_size
    if actual == 0:
        return Inspected(Inspection("empty"))
    if actual != size:
        return Inspected(Inspection("size_mismatch"))
    digest = file_digest(path)
    try:
        found, copies = _inspect_kind(path, kind, rule, now)
    except MemoryError:
        log.warning("not enough memory for a %s", kind)
        found, copies = Inspected(Inspection("check_failed"))
    except Exception as error:  # noqa: BLE001 - hostile bytes: an exception would repeat the check
        log.warning("the library of a %s raised %s", kind, type(error).__name__)
        found, copies = Inspected(Inspection("corrupt"))
    return Inspected(replace(found, digest=digest), copies)


def _inspect_kind(path: Path, kind: FileKind, rule: FileKindRule, now: datetime) -> Inspected:
    media_type = sniff_media_type(path)
    if media_type not in MEDIA_TYPES[kind]:
        is_other_kind = any(media_type in types for types in MEDIA_TYPES.values())
        return Inspected(Inspection("kind_mismatch" if is_other_kind else "unsupported_type"))
    match kind:
        case "photo" | "signature":
            found, copies = inspect_image(path, rule, now)
        case "pdf":
            found, copies = Inspected(inspect_pdf(path, rule))
        case _:
            found, copies = Inspected(inspect_video(path, rule))
    return Inspected(replace(found, media_type=media_type), copies)


def file_digest(path: Path) -> str:
    """The SHA-256 of a file, hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
