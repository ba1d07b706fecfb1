"""Images: full decoding, times and place, and copies for display."""

import io
import logging
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from PIL import Image, JpegImagePlugin
from pillow_heif import register_heif_opener

from chalicelib.files.colours import flatten_on_white, in_srgb
from chalicelib.files.exif import camera_facts, exif_of, orientation
from chalicelib.files.image_parts import has_too_many_parts
from chalicelib.files.image_repair import with_end_marker, without_metadata
from chalicelib.files.model import Inspected, Inspection
from chalicelib.files.rules import FileKindRule

register_heif_opener()
log = logging.getLogger("baro")

_FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")
"""MPO isn't listed: phones' MPO files open as JPEG, and listing it makes Pillow raise KeyError for other formats."""

SHARE_EDGE, THUMB_EDGE = 2560, 480
_DRAFT_FACTOR = 2
"""A large JPEG is decoded in this many times the size of its copy at least, so that it isn't in memory as a whole."""

_TRANSPOSITIONS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""EXIF orientation → the transposition that makes the image upright (JEITA CP-3451, 4.6.4)."""
_RESAMPLED_MODES = frozenset({"L", "LA", "RGB", "RGBA", "CMYK", "YCbCr"})
"""Modes that Pillow resamples with a filter; in other modes it takes the nearest pixel."""


class _TooManyPixels(Exception):
    """The size of an image that is not decoded."""

    def __init__(self, width: int, height: int) -> None:
        super().__init__(width, height)
        self.width, self.height = width, height


class _NotReadable(Exception):
    """No library can decode the image."""


def inspect_image(path: Path, rule: FileKindRule, now: datetime) -> Inspected:
    """Reasons: `corrupt`, `too_many_pixels`, `too_complex`, `check_failed` where no copies can be made. Metadata that
    is damaged is no reason.

    The image is decoded once: into the size that the copies need, where its format can do that.
    """
    if has_too_many_parts(path):
        return Inspected(Inspection("too_complex"))
    try:
        picture, (width, height) = _decode(path, rule.pixels)
    except _TooManyPixels as found:
        return Inspected(Inspection("too_many_pixels", width=found.width, height=found.height))
    except Image.DecompressionBombError:  # Pillow's own limit
        return Inspected(Inspection("too_many_pixels"))
    except _NotReadable:
        return Inspected(Inspection("corrupt"))
    with picture:
        facts = camera_facts(exif_of(picture), now)
        latitude, longitude = facts.point or (None, None)
        inspection = Inspection(
            width=width,
            height=height,
            taken_at=facts.taken_at,
            changed_at=facts.changed_at,
            latitude=latitude,
            longitude=longitude,
        )
        try:
            return Inspected(inspection, _copies(picture))
        except MemoryError:
            raise
        except Exception:  # decoded, but can't be displayed
            log.exception("no copies of an image")
            return Inspected(Inspection("check_failed", width=width, height=height))


def _decode(path: Path, max_pixels: int) -> tuple[Image.Image, tuple[int, int]]:
    """The image and its whole size. Raises `_TooManyPixels`, DecompressionBombError, MemoryError and `_NotReadable`."""
    for source, exif in _readings(path):
        try:
            return _loaded(source, exif, max_pixels)
        except (_TooManyPixels, Image.DecompressionBombError, MemoryError):
            raise
        except Exception as error:  # noqa: BLE001 - Pillow raises almost any exception for invalid bytes
            log.info("an image can't be read: %s", type(error).__name__)
    raise _NotReadable


def _readings(path: Path) -> Iterator[tuple[Path | io.BytesIO, bytes]]:
    """The file, then what is left of it without the metadata and with an end, where that differs; its EXIF."""
    yield path, b""
    original = path.read_bytes()
    repaired, exif = without_metadata(original)
    for content in dict.fromkeys((original, repaired)):
        if content != original:
            yield io.BytesIO(content), exif
        if content.startswith(b"\xff\xd8") and _has_all_rows(content):
            yield io.BytesIO(with_end_marker(content)[0]), exif


def _has_all_rows(jpeg: bytes) -> bool:
    """Whether a JPEG lacks only its end marker."""
    with suppress(OSError, ValueError, SyntaxError):
        shown = [_loaded(io.BytesIO(content), b"", Image.MAX_IMAGE_PIXELS or 0)[0] for content in with_end_marker(jpeg)]
        return shown[0].tobytes() == shown[1].tobytes()
    return False


def _loaded(source: Path | io.BytesIO, exif: bytes, max_pixels: int) -> tuple[Image.Image, tuple[int, int]]:
    picture = Image.open(source, formats=_FORMATS)
    width, height = picture.size
    if width * height > max_pixels:
        raise _TooManyPixels(width, height)
    if isinstance(picture, JpegImagePlugin.JpegImageFile):
        scale = min(1, SHARE_EDGE / max(width, height)) * _DRAFT_FACTOR
        picture.draft(None, (round(width * scale) or 1, round(height * scale) or 1))
    picture.load()
    if exif:
        picture.info["exif"] = exif
    return picture, (width, height)


def _copies(picture: Image.Image) -> dict[str, bytes]:
    """The copies `share` and `thumb`, upright JPEG in sRGB without metadata.

    Images are reduced before they are transposed and converted, so that a large one is in memory about twice.
    `ImageOps.exif_transpose` isn't used: it rewrites the EXIF and fails for values of types that a tag can't have.
    """
    turn = _TRANSPOSITIONS.get(orientation(picture))
    profile = picture.info.get("icc_profile")
    if picture.mode not in _RESAMPLED_MODES or "transparency" in picture.info:
        picture = flatten_on_white(picture)
    picture.thumbnail((SHARE_EDGE, SHARE_EDGE))
    share = flatten_on_white(in_srgb(picture, profile))
    if turn is not None:
        share = share.transpose(turn)
    share.info.clear()  # otherwise Pillow copies the comment
    thumb = share.copy()
    thumb.thumbnail((THUMB_EDGE, THUMB_EDGE))
    return {"share": _jpeg(share), "thumb": _jpeg(thumb)}


def _jpeg(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=85, optimize=True)
    return out.getvalue()
