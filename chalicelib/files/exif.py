"""EXIF: which way up a picture is, when and where it was taken. Cameras, chat programs and editors write values of any
type into any tag; what can't be read is as if it weren't there, and never a reason against the picture."""

import logging
import struct
from contextlib import suppress
from datetime import datetime
from typing import Any

from PIL import ExifTags, Image

from chalicelib.files.metadata_removal import HEAD

log = logging.getLogger("baro")

Point = tuple[float, float]

_SHORT = 3
"""The type that the tag Orientation is to have (JEITA CP-3451, 4.6.4)."""
KOREA = "+09:00"
"""Cameras without an offset are taken to be set to Korean time."""


def orientation(picture: Image.Image) -> int:
    """The value 1 to 8 of the tag Orientation; 1 (upright) where there is none that can be read.

    libheif turns HEIF pictures by their own `irot` and `imir` boxes; their EXIF has no say (ISO/IEC 23008-12, annex A).
    """
    if picture.format == "HEIF":
        return 1
    for read in (_by_pillow, _by_itself):
        try:
            said = read(picture)
        except Exception as error:  # noqa: BLE001 - Pillow raises nearly anything over a damaged directory
            log.info("an orientation can't be read: %s", type(error).__name__)
        else:
            if 1 <= said <= 8:
                return said
    return 1


def _by_pillow(picture: Image.Image) -> int:
    return _whole(picture.getexif().get(ExifTags.Base.Orientation))


def _by_itself(picture: Image.Image) -> int:
    """The tag in the first directory, whatever the others hold: Pillow reads none behind a damaged one.

    Raises struct.error where the directory goes beyond the bytes.
    """
    tiff = bytes(picture.info.get("exif", b"")).removeprefix(HEAD)
    order = ">" if tiff.startswith(b"MM") else "<"
    (start,) = struct.unpack_from(f"{order}L", tiff, 4)
    (count,) = struct.unpack_from(f"{order}H", tiff, start)
    for at in range(start + 2, start + 2 + 12 * count, 12):
        tag, kind, _, value = struct.unpack_from(f"{order}HHLH", tiff, at)
        if tag == ExifTags.Base.Orientation and kind == _SHORT:
            return int(value)
    return 0


def _whole(said: Any) -> int:
    """A small whole number, also where it is a list, text, a byte or a fraction. Raises what conversions raise."""
    if isinstance(said, tuple | list):
        return _whole(said[0])
    if isinstance(said, bytes):
        return said[0] if len(said) == 1 and said[0] < ord("0") else _whole(said.decode("ascii"))
    if isinstance(said, str):
        return int(said.strip("\0 "))
    number = float(said or 0)
    return int(number) if number.is_integer() else 0


def told(picture: Image.Image) -> tuple[str, Point | None]:
    """When (ISO 8601 with offset; "" if unknown) and where (degrees north and east) the picture was taken."""
    taken_at, point = "", None
    try:
        exif = picture.getexif()
        with suppress(Exception):
            taken_at = _moment(exif)
        with suppress(Exception):
            point = _point(exif.get_ifd(ExifTags.IFD.GPSInfo))
    except Exception as error:  # noqa: BLE001 - Pillow raises nearly anything over a damaged directory
        log.info("an EXIF can't be read: %s", type(error).__name__)
    return taken_at, point


def _moment(exif: Image.Exif) -> str:
    camera = exif.get_ifd(ExifTags.IFD.Exif)
    said = str(camera.get(ExifTags.Base.DateTimeOriginal) or exif.get(ExifTags.Base.DateTime) or "")
    offset = camera.get(ExifTags.Base.OffsetTimeOriginal)
    offset = offset.strip("\0 ") if isinstance(offset, str) else ""
    bare = said.strip("\0 ")
    try:
        moment = datetime.strptime(f"{bare} {offset or KOREA}", "%Y:%m:%d %H:%M:%S %z")
    except ValueError:  # an offset that is none
        moment = datetime.strptime(f"{bare} {KOREA}", "%Y:%m:%d %H:%M:%S %z")
    return moment.isoformat(timespec="minutes")


def _point(gps: dict[int, Any]) -> Point | None:
    tags = ExifTags.GPS
    latitude = _degrees(gps[tags.GPSLatitude]) * (-1 if _letter(gps.get(tags.GPSLatitudeRef)) == "S" else 1)
    longitude = _degrees(gps[tags.GPSLongitude]) * (-1 if _letter(gps.get(tags.GPSLongitudeRef)) == "W" else 1)
    on_earth = abs(latitude) <= 90 and abs(longitude) <= 180 and (latitude, longitude) != (0, 0)
    return (round(latitude, 6), round(longitude, 6)) if on_earth else None


def _letter(said: Any) -> str:
    words = said.decode("ascii", "replace") if isinstance(said, bytes) else str(said or "")
    return words.strip("\0 ").upper()[:1]


def _degrees(parts: Any) -> float:
    degrees, minutes, seconds = (float(part) for part in parts)
    return degrees + minutes / 60 + seconds / 3600
