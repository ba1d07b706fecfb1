"""Pictures: whether they can be decoded whole, what they say of time and place, and copies to share."""

import io
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from PIL import ExifTags, Image, ImageOps
from pillow_heif import register_heif_opener

from chalicelib.content.upload_rules import KindRule
from chalicelib.uploads.nouns import Found

register_heif_opener()

_FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")
"""A phone's MPO is opened as the JPEG it is; named here, whatever is none of these would end in a KeyError."""
_BROKEN = (OSError, ValueError, SyntaxError, EOFError)
"""What Pillow raises on bytes that only pretend."""

SHARE_EDGE, THUMB_EDGE = 2560, 480
KOREA = "+09:00"
"""Cameras without an offset are taken to be set to Korean time."""


def look_at_picture(path: Path, rule: KindRule) -> Found:
    """Broken, or more pixels than `rule` allows: each is a reason of its own."""
    try:
        with Image.open(path, formats=_FORMATS) as picture:
            width, height = picture.size
            if width * height > rule.pixels:
                return Found("too_many_pixels", width=width, height=height)
            picture.load()
            taken_at, point = _told(picture)
    except Image.DecompressionBombError:  # beyond Pillow's own limit it isn't even opened
        return Found("too_many_pixels")
    except _BROKEN:
        return Found("broken")
    latitude, longitude = point or (None, None)
    return Found(width=width, height=height, taken_at=taken_at, latitude=latitude, longitude=longitude)


def copies(path: Path) -> tuple[bytes, bytes]:
    """A copy to share and a thumbnail, as JPEG, upright, without anything the camera wrote beside the picture."""
    with Image.open(path, formats=_FORMATS) as picture:
        upright = _on_white(ImageOps.exif_transpose(picture))
    upright.info.clear()  # Pillow would write a comment it has read into the copy
    return _jpeg(upright, SHARE_EDGE), _jpeg(upright, THUMB_EDGE)


def _on_white(picture: Image.Image) -> Image.Image:
    """JPEG knows no see-through: a signature would be drawn in black on black."""
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    seen = picture.convert("RGBA")
    white = Image.new("RGB", seen.size, "white")
    white.paste(seen, mask=seen.getchannel("A"))
    return white


def _jpeg(picture: Image.Image, edge: int) -> bytes:
    small = picture.copy()
    small.thumbnail((edge, edge))
    out = io.BytesIO()
    small.save(out, "JPEG", quality=85, optimize=True)
    return out.getvalue()


def _told(picture: Image.Image) -> tuple[str, tuple[float, float] | None]:
    """Time and place by the camera. What it says nonsense about, it hasn't said."""
    exif = picture.getexif()
    taken_at, point = "", None
    with suppress(ValueError, TypeError, AttributeError):
        camera = exif.get_ifd(ExifTags.IFD.Exif)
        said = str(camera.get(ExifTags.Base.DateTimeOriginal) or exif.get(ExifTags.Base.DateTime) or "")
        offset = str(camera.get(ExifTags.Base.OffsetTimeOriginal) or KOREA)
        moment = datetime.strptime(f"{said.strip()} {offset.strip()}", "%Y:%m:%d %H:%M:%S %z")
        taken_at = moment.isoformat(timespec="minutes")
    with suppress(ValueError, TypeError, ZeroDivisionError, IndexError, KeyError):
        point = _point(exif.get_ifd(ExifTags.IFD.GPSInfo))
    return taken_at, point


def _point(gps: dict[int, Any]) -> tuple[float, float] | None:
    if not gps:
        return None
    tags = ExifTags.GPS
    latitude = _degrees(gps[tags.GPSLatitude]) * (-1 if gps.get(tags.GPSLatitudeRef) == "S" else 1)
    longitude = _degrees(gps[tags.GPSLongitude]) * (-1 if gps.get(tags.GPSLongitudeRef) == "W" else 1)
    on_earth = abs(latitude) <= 90 and abs(longitude) <= 180 and (latitude, longitude) != (0, 0)
    return (round(latitude, 6), round(longitude, 6)) if on_earth else None


def _degrees(parts: Any) -> float:
    degrees, minutes, seconds = (float(part) for part in parts)
    return degrees + minutes / 60 + seconds / 3600
