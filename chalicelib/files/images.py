"""Images: full decoding, times and place, and copies for display."""

import io
import logging
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops, JpegImagePlugin
from pillow_heif import register_heif_opener

from chalicelib.files.colour_descriptions import is_grey, profile_of
from chalicelib.files.colours import flatten_on_white, in_srgb
from chalicelib.files.exif import camera_facts, exif_of, orientation
from chalicelib.files.heif_brands import with_known_brands
from chalicelib.files.image_parts import (
    JPEG_START,
    before_end_marker,
    ends_in_zeros,
    has_too_many_parts,
    lacks_end_marker,
    png_colour_description,
)
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
_LAST_PIXELS, _MISSING = 4, (127, 128)
"""Pixels at the end that are looked at, and the values that stand for missing ones, also inverted."""
_RESAMPLED_MODES = frozenset({"L", "RGB", "CMYK", "YCbCr"})
"""Modes that Pillow resamples with a filter, and without converting them before and after as it does with transparency;
in other modes it takes the nearest pixel."""


Decoded = tuple[Image.Image, tuple[int, int]]
"""An image and its whole size; it may be decoded in a smaller one."""


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
    if ends_in_zeros(path):
        return Inspected(Inspection("corrupt"))
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
            return Inspected(inspection, _copies(picture, profile_of(picture, png_colour_description(path))))
        except MemoryError:
            raise
        except Exception:  # decoded, but can't be displayed
            log.exception("no copies of an image")
            return Inspected(Inspection("check_failed", width=width, height=height))


def _decode(path: Path, max_pixels: int) -> Decoded:
    """Raises `_TooManyPixels`, `_NotReadable`, DecompressionBombError and MemoryError."""
    for attempt in _attempts(path, max_pixels):
        try:
            return attempt()
        except (_TooManyPixels, Image.DecompressionBombError, MemoryError):
            raise
        except Exception as error:  # noqa: BLE001 - Pillow raises almost any exception for invalid bytes
            log.info("an image can't be read: %s", type(error).__name__)
    raise _NotReadable


def _attempts(path: Path, max_pixels: int) -> Iterator[Callable[[], Decoded]]:
    """Ways to decode the file, then what is left of it without its metadata, where that differs."""
    if not lacks_end_marker(path):
        yield partial(_loaded, path, b"", max_pixels)
    original = path.read_bytes()
    branded = with_known_brands(original)
    repaired, exif = without_metadata(branded)
    for content in dict.fromkeys((original, branded, repaired)):
        if content != original:
            yield partial(_loaded, io.BytesIO(content), exif, max_pixels)
        if content.startswith(JPEG_START):
            yield partial(_without_missing_rows, content, exif, max_pixels)


def _without_missing_rows(jpeg: bytes, exif: bytes, max_pixels: int) -> Decoded:
    """A JPEG, whether or not it has its end marker. Raises OSError if rows are missing."""
    decoded, other = (
        _opened(io.BytesIO(content), exif, max_pixels) for content in with_end_marker(before_end_marker(jpeg))
    )
    if ImageChops.difference(decoded[0], other[0]).getbbox() is not None:
        raise OSError("rows are missing")
    return decoded


def _loaded(source: Path | io.BytesIO, exif: bytes, max_pixels: int) -> Decoded:
    """Raises OSError also where rows are missing before the end marker."""
    decoded = _opened(source, exif, max_pixels)
    if isinstance(decoded[0], JpegImagePlugin.JpegImageFile) and _ends_in_grey(decoded[0]):
        jpeg = source.read_bytes() if isinstance(source, Path) else source.getvalue()
        _without_missing_rows(jpeg, exif, max_pixels)
    return decoded


def _ends_in_grey(picture: Image.Image) -> bool:
    """Whether the last pixels are of the grey that a decoder puts in the place of missing ones."""
    width, height = picture.size
    last: Any = picture.crop((max(0, width - _LAST_PIXELS), height - 1, width, height)).getextrema()
    bands = last if isinstance(last[0], tuple) else (last,)
    return all(value in _MISSING for band in bands for value in band)


def _opened(source: Path | io.BytesIO, exif: bytes, max_pixels: int) -> Decoded:
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


def _copies(picture: Image.Image, profile: bytes | None) -> dict[str, bytes]:
    """The copies `share` and `thumb`, upright JPEG in sRGB without metadata. `profile` is that of the image's colours.

    Images are reduced before they are transposed and converted, so that a large one is in memory about twice.
    `ImageOps.exif_transpose` isn't used: it rewrites the EXIF and fails for values of types that a tag can't have.
    """
    turn = _TRANSPOSITIONS.get(orientation(picture))
    if picture.mode not in _RESAMPLED_MODES or "transparency" in picture.info:
        grey = is_grey(picture)
        picture = flatten_on_white(picture)
        picture = picture.convert("L") if grey else picture  # as its profile needs it
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
