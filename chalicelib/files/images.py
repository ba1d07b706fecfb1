"""Pictures: whether they can be decoded whole, what they say of time and place, and copies to share."""

import io
from pathlib import Path
from typing import cast

from PIL import Image, ImageChops, UnidentifiedImageError
from pillow_heif import register_heif_opener

from chalicelib.files.exif import orientation, told
from chalicelib.files.metadata_removal import bare
from chalicelib.files.model import Found
from chalicelib.files.rules import FileKindRule

register_heif_opener()

_FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")
"""A phone's MPO is opened as the JPEG it is; named here, whatever is none of these would end in a KeyError."""
_BROKEN = (OSError, ValueError, SyntaxError, EOFError)
"""What Pillow raises on bytes that only pretend."""

SHARE_EDGE, THUMB_EDGE = 2560, 480

_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What makes a picture of this EXIF orientation upright (JEITA CP-3451, 4.6.4)."""
_SHRUNK_AS_THEY_ARE = frozenset({"L", "LA", "RGB", "RGBA", "CMYK", "YCbCr"})
"""Modes that Pillow shrinks with a filter; for the others it picks single pixels."""
_WIDE = "IF"
"""First letters of the modes with more than 8 bits: I;16 and its kin, I (32), F (floating point)."""
_MOST_16 = 65_535


def look_at_picture(path: Path, rule: FileKindRule) -> Found:
    """Broken, or more pixels than `rule` allows: each is a reason of its own. EXIF never is one."""
    try:
        with _opened(path) as picture:
            width, height = picture.size
            if width * height > rule.pixels:
                return Found("too_many_pixels", width=width, height=height)
            picture.load()
            taken_at, point = told(picture)
    except Image.DecompressionBombError:  # beyond Pillow's own limit it isn't even opened
        return Found("too_many_pixels")
    except _BROKEN:
        return Found("broken")
    latitude, longitude = point or (None, None)
    return Found(width=width, height=height, taken_at=taken_at, latitude=latitude, longitude=longitude)


def copies(path: Path) -> tuple[bytes, bytes]:
    """A copy to share and a thumbnail, as JPEG, upright, without anything the camera wrote beside the picture.

    Pictures are shrunk before they are turned and recoloured, so that a large one is in memory about twice. Upright is
    made here: `ImageOps.exif_transpose` writes the EXIF anew, which fails over values of types that a tag can't have.
    """
    with _opened(path) as picture:
        turn = _TURNS.get(orientation(picture))
        whole = picture.mode not in _SHRUNK_AS_THEY_ARE or "transparency" in picture.info
        share = _on_white(picture) if whole else picture
        share.thumbnail((SHARE_EDGE, SHARE_EDGE))
        share = _on_white(share)
    if turn is not None:
        share = share.transpose(turn)
    share.info.clear()  # Pillow would write a comment it has read into the copy
    thumb = share.copy()
    thumb.thumbnail((THUMB_EDGE, THUMB_EDGE))
    return _jpeg(share), _jpeg(thumb)


def _opened(path: Path) -> Image.Image:
    """Pillow 12.2 takes a JPEG for no picture where its EXIF has a resolution of fewer than two letters, or where the
    list of its further pictures (MPF) is damaged, and a PNG where a text or the colour profile unpacks to more than a
    megabyte: such a one is opened without them, its EXIF is put beside it. Raises what `Image.open` raises."""
    try:
        return Image.open(path, formats=_FORMATS)
    except (UnidentifiedImageError, ValueError):
        whole = path.read_bytes()
        content, exif = bare(whole)
        if content == whole:
            raise
        picture = Image.open(io.BytesIO(content), formats=_FORMATS)
        if exif:
            picture.info["exif"] = exif
        return picture


def _on_white(picture: Image.Image) -> Image.Image:
    """In RGB. JPEG knows no see-through: a signature would be drawn in black on black."""
    grey = _eight_bits(picture) if picture.mode[0] in _WIDE else None
    if not picture.has_transparency_data:
        return (grey or picture).convert("RGB")
    seen = picture.convert("RGBA") if grey is None else grey.convert("RGB")
    white = Image.new("RGB", seen.size, "white")
    white.paste(seen, mask=seen.getchannel("A") if grey is None else _seen_of_16(picture))
    return white


def _seen_of_16(picture: Image.Image) -> Image.Image:
    """Where a grey picture of 16 bits isn't see-through. Pillow compares its pixels cut off at 255."""
    clear = int(picture.info["transparency"])
    low, high = Image.frombytes("LA", picture.size, picture.convert("I;16").tobytes()).split()
    unlike = (
        low.point(lambda value: 255 * (value != clear & 255)),
        high.point(lambda value: 255 * (value != clear >> 8)),
    )
    return ImageChops.lighter(*unlike)


def _eight_bits(picture: Image.Image) -> Image.Image:
    """Grey of 16 bits and more in 8: scaled, where Pillow's own conversion takes everything above 255 for white."""
    wide = picture.convert("I") if picture.mode.startswith("I;16") and picture.mode != "I;16" else picture
    lowest, highest = cast("tuple[float, float]", wide.getextrema())  # of one band
    if picture.mode != "F" and lowest >= 0 and highest <= _MOST_16:
        lowest, highest = 0, _MOST_16
    scale = 255 / ((highest - lowest) or 1)
    offset = 0.5 - lowest * scale  # converting cuts off what stands behind the point
    return wide.point(lambda value: value * scale + offset).convert("L")


def _jpeg(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=85, optimize=True)
    return out.getvalue()
