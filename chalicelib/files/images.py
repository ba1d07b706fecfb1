"""Images: full decoding, capture time and place, and copies for display."""

import io
from pathlib import Path
from typing import cast

from PIL import Image, ImageChops, UnidentifiedImageError
from pillow_heif import register_heif_opener

from chalicelib.files.exif import capture_time_and_place, orientation
from chalicelib.files.metadata_removal import without_metadata
from chalicelib.files.model import Inspection
from chalicelib.files.rules import FileKindRule

register_heif_opener()

_FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")
"""MPO isn't listed: phones' MPO files open as JPEG, and listing it makes Pillow raise KeyError for other formats."""
_DECODE_ERRORS = (OSError, ValueError, SyntaxError, EOFError)
"""Exceptions of Pillow for invalid bytes."""

SHARE_EDGE, THUMB_EDGE = 2560, 480

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
_WIDE_MODES = "IF"
"""First letters of modes with more than 8 bits: I;16 and its variants, I (32 bits), F (floating point)."""
_MAX_16_BITS = 65_535


def inspect_image(path: Path, rule: FileKindRule) -> Inspection:
    """Reasons: `corrupt`, `too_many_pixels`. Damaged EXIF is no reason."""
    try:
        with _open_image(path) as picture:
            width, height = picture.size
            if width * height > rule.pixels:
                return Inspection("too_many_pixels", width=width, height=height)
            picture.load()
            taken_at, point = capture_time_and_place(picture)
    except Image.DecompressionBombError:  # Pillow's own limit
        return Inspection("too_many_pixels")
    except _DECODE_ERRORS:
        return Inspection("corrupt")
    latitude, longitude = point or (None, None)
    return Inspection(width=width, height=height, taken_at=taken_at, latitude=latitude, longitude=longitude)


def share_and_thumbnail(path: Path) -> tuple[bytes, bytes]:
    """A copy and a thumbnail as upright JPEG without metadata.

    Images are reduced before they are transposed and converted, so that a large one is in memory about twice.
    `ImageOps.exif_transpose` isn't used: it rewrites the EXIF and fails for values of types that a tag can't have.
    """
    with _open_image(path) as picture:
        turn = _TRANSPOSITIONS.get(orientation(picture))
        whole = picture.mode not in _RESAMPLED_MODES or "transparency" in picture.info
        share = _flatten_on_white(picture) if whole else picture
        share.thumbnail((SHARE_EDGE, SHARE_EDGE))
        share = _flatten_on_white(share)
    if turn is not None:
        share = share.transpose(turn)
    share.info.clear()  # otherwise Pillow copies the comment
    thumb = share.copy()
    thumb.thumbnail((THUMB_EDGE, THUMB_EDGE))
    return _jpeg(share), _jpeg(thumb)


def _open_image(path: Path) -> Image.Image:
    """Opens an image, without its metadata if the metadata makes Pillow fail. Raises the exceptions of `Image.open`.

    Pillow 12.2 rejects a JPEG whose EXIF has a resolution of fewer than two characters or whose list of further images
    (MPF) is damaged, and a PNG in which a text or the colour profile decompresses to more than a megabyte.
    """
    try:
        return Image.open(path, formats=_FORMATS)
    except (UnidentifiedImageError, ValueError):
        original = path.read_bytes()
        content, exif = without_metadata(original)
        if content == original:
            raise
        picture = Image.open(io.BytesIO(content), formats=_FORMATS)
        if exif:
            picture.info["exif"] = exif
        return picture


def _flatten_on_white(picture: Image.Image) -> Image.Image:
    """The image in RGB on white. JPEG has no transparency: a signature would become black on black."""
    grey = _to_8_bits(picture) if picture.mode[0] in _WIDE_MODES else None
    if not picture.has_transparency_data:
        return (grey or picture).convert("RGB")
    seen = picture.convert("RGBA") if grey is None else grey.convert("RGB")
    white = Image.new("RGB", seen.size, "white")
    white.paste(seen, mask=seen.getchannel("A") if grey is None else _opacity_of_16_bits(picture))
    return white


def _opacity_of_16_bits(picture: Image.Image) -> Image.Image:
    """The opacity mask of a grey image of 16 bits. Pillow compares its pixels clipped to 255."""
    clear = int(picture.info["transparency"])
    low, high = Image.frombytes("LA", picture.size, picture.convert("I;16").tobytes()).split()
    differing = (
        low.point(lambda value: 255 * (value != clear & 255)),
        high.point(lambda value: 255 * (value != clear >> 8)),
    )
    return ImageChops.lighter(*differing)


def _to_8_bits(picture: Image.Image) -> Image.Image:
    """Scales a grey image of 16 bits or more to 8. Pillow's own conversion makes every value above 255 white."""
    wide = picture.convert("I") if picture.mode.startswith("I;16") and picture.mode != "I;16" else picture
    lowest, highest = cast("tuple[float, float]", wide.getextrema())  # one band
    if picture.mode != "F" and lowest >= 0 and highest <= _MAX_16_BITS:
        lowest, highest = 0, _MAX_16_BITS
    scale = 255 / ((highest - lowest) or 1)
    offset = 0.5 - lowest * scale  # the conversion truncates
    return wide.point(lambda value: value * scale + offset).convert("L")


def _jpeg(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=85, optimize=True)
    return out.getvalue()
