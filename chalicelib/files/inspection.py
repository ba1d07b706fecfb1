"""Whether a file is what it says: its real kind, its size, that it opens, that nothing in it runs.

Only what is known to be harmless passes. What the libraries raise on broken or hostile bytes is read as "doesn't open".
"""

import hashlib
import logging
from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace

from chalicelib.content.message_bodies import FileKind
from chalicelib.files.images import copies, look_at_picture
from chalicelib.files.media import media_of
from chalicelib.files.model import Found
from chalicelib.files.pdf import look_at_pdf
from chalicelib.files.rules import FileKindRule
from chalicelib.files.video import opens_as_film

log = logging.getLogger("baro")

MEDIA: dict[FileKind, frozenset[str]] = {
    "photo": frozenset({"image/jpeg", "image/png", "image/webp", "image/heic", "image/heif"}),
    "film": frozenset({"video/mp4", "video/quicktime", "video/x-m4v", "video/3gpp", "video/webm"}),
    "pdf": frozenset({"application/pdf"}),
    "signature": frozenset({"image/png"}),
}
"""What a file's own first bytes may say, by the kind its name promised."""


PICTURED: frozenset[FileKind] = frozenset({"photo", "signature"})
"""Kinds that are shown as copies."""


def inspect(path: Path, kind: FileKind, size: int, rule: FileKindRule) -> tuple[Found, dict[str, bytes]]:
    """What a file is, and the copies to show of a good picture: `share` and `thumb`. Nothing that it holds raises."""
    found = examine(path, kind, size, rule)
    if found.reason or kind not in PICTURED:
        return found, {}
    try:
        share, thumb = copies(path)
    except Exception:  # the edge to strange bytes: it opened, but nobody would see it
        log.exception("a %s can't be copied", kind)
        return replace(found, reason="unfinished"), {}
    return found, {"share": share, "thumb": thumb}


def examine(path: Path, kind: FileKind, size: int, rule: FileKindRule) -> Found:
    """What a file is. `size` in bytes as announced; `rule` the limits of its kind."""
    actual = path.stat().st_size
    if actual == 0:
        return Found("empty")
    if actual != size:
        return Found("size_differs")
    digest = digest_of(path)
    try:
        found = _looked_at(path, kind, rule)
    except MemoryError:
        log.warning("a %s needs more memory than there is", kind)
        found = Found("unfinished")
    except Exception as error:  # noqa: BLE001 - the edge to hostile bytes: a check that dies on a file never ends
        log.warning("a %s made its library raise %s", kind, type(error).__name__)
        found = Found("broken")
    return replace(found, digest=digest)


def _looked_at(path: Path, kind: FileKind, rule: FileKindRule) -> Found:
    media = media_of(path)
    if media not in MEDIA[kind]:
        return Found("other_kind" if media in frozenset().union(*MEDIA.values()) else "unknown_kind")
    look: dict[FileKind, Callable[[Path, FileKindRule], Found]] = {
        "photo": look_at_picture,
        "signature": look_at_picture,
        "pdf": look_at_pdf,
        "film": opens_as_film,
    }
    return replace(look[kind](path, rule), media=media)


def digest_of(path: Path) -> str:
    """The SHA-256 of a file, a megabyte at a time."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
