"""EXIF: orientation, capture time and capture place. Cameras, chat programs and editors write values of any type into
any tag. A value that can't be read counts as missing and never quarantines the image."""

import logging
import struct
from contextlib import suppress
from datetime import datetime
from typing import Any

from PIL import ExifTags, Image

from chalicelib.files.metadata_removal import EXIF_HEADER

log = logging.getLogger("baro")

Point = tuple[float, float]

_TYPE_SHORT = 3
"""The specified type of the tag Orientation (JEITA CP-3451, 4.6.4)."""
KOREA_OFFSET = "+09:00"
"""Assumed for a capture time without an offset."""


def orientation(picture: Image.Image) -> int:
    """The tag Orientation, 1 to 8; 1 (upright) if it is missing or can't be read.

    libheif applies the `irot` and `imir` boxes of HEIF images, and their EXIF is ignored (ISO/IEC 23008-12, annex A).
    """
    if picture.format == "HEIF":
        return 1
    for read in (_orientation_by_pillow, _orientation_in_first_directory):
        try:
            value = read(picture)
        except Exception as error:  # noqa: BLE001 - Pillow raises almost any exception for a damaged directory
            log.info("orientation not readable: %s", type(error).__name__)
        else:
            if 1 <= value <= 8:
                return value
    return 1


def _orientation_by_pillow(picture: Image.Image) -> int:
    return _small_integer(picture.getexif().get(ExifTags.Base.Orientation))


def _orientation_in_first_directory(picture: Image.Image) -> int:
    """The tag of the first directory, read without Pillow, which reads none if any directory is damaged.

    Raises struct.error if the directory exceeds the bytes.
    """
    tiff = bytes(picture.info.get("exif", b"")).removeprefix(EXIF_HEADER)
    order = ">" if tiff.startswith(b"MM") else "<"
    (start,) = struct.unpack_from(f"{order}L", tiff, 4)
    (count,) = struct.unpack_from(f"{order}H", tiff, start)
    for at in range(start + 2, start + 2 + 12 * count, 12):
        tag, kind, _, value = struct.unpack_from(f"{order}HHLH", tiff, at)
        if tag == ExifTags.Base.Orientation and kind == _TYPE_SHORT:
            return int(value)
    return 0


def _small_integer(value: Any) -> int:
    """An integer, also from a list, a text, a byte or a fraction. Raises the exceptions of the conversions."""
    if isinstance(value, tuple | list):
        return _small_integer(value[0])
    if isinstance(value, bytes):
        return value[0] if len(value) == 1 and value[0] < ord("0") else _small_integer(value.decode("ascii"))
    if isinstance(value, str):
        return int(value.strip("\0 "))
    number = float(value or 0)
    return int(number) if number.is_integer() else 0


def capture_time_and_place(picture: Image.Image) -> tuple[str, Point | None]:
    """The capture time (ISO 8601 with offset; "" if unknown) and place (degrees north and east)."""
    taken_at, point = "", None
    try:
        exif = picture.getexif()
        with suppress(Exception):
            taken_at = _capture_time(exif)
        with suppress(Exception):
            point = _capture_place(exif.get_ifd(ExifTags.IFD.GPSInfo))
    except Exception as error:  # noqa: BLE001 - Pillow raises almost any exception for a damaged directory
        log.info("EXIF not readable: %s", type(error).__name__)
    return taken_at, point


def _capture_time(exif: Image.Exif) -> str:
    camera = exif.get_ifd(ExifTags.IFD.Exif)
    written = str(camera.get(ExifTags.Base.DateTimeOriginal) or exif.get(ExifTags.Base.DateTime) or "")
    offset = camera.get(ExifTags.Base.OffsetTimeOriginal)
    offset = offset.strip("\0 ") if isinstance(offset, str) else ""
    written = written.strip("\0 ")
    try:
        moment = datetime.strptime(f"{written} {offset or KOREA_OFFSET}", "%Y:%m:%d %H:%M:%S %z")
    except ValueError:  # an invalid offset
        moment = datetime.strptime(f"{written} {KOREA_OFFSET}", "%Y:%m:%d %H:%M:%S %z")
    return moment.isoformat(timespec="minutes")


def _capture_place(gps: dict[int, Any]) -> Point | None:
    tags = ExifTags.GPS
    latitude = _degrees(gps[tags.GPSLatitude]) * (-1 if _hemisphere(gps.get(tags.GPSLatitudeRef)) == "S" else 1)
    longitude = _degrees(gps[tags.GPSLongitude]) * (-1 if _hemisphere(gps.get(tags.GPSLongitudeRef)) == "W" else 1)
    on_earth = abs(latitude) <= 90 and abs(longitude) <= 180 and (latitude, longitude) != (0, 0)
    return (round(latitude, 6), round(longitude, 6)) if on_earth else None


def _hemisphere(value: Any) -> str:
    text = value.decode("ascii", "replace") if isinstance(value, bytes) else str(value or "")
    return text.strip("\0 ").upper()[:1]


def _degrees(parts: Any) -> float:
    degrees, minutes, seconds = (float(part) for part in parts)
    return degrees + minutes / 60 + seconds / 3600
