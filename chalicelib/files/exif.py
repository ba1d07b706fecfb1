"""EXIF: orientation, times and place. Cameras, chat programs and editors write values of any type into any tag, so each
value is read by itself: one that can't be read counts as missing, hides no other, and never quarantines the image."""

import math
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from PIL import ExifTags, Image

from chalicelib.files.tiff_entries import EXIF_HEADER, Directory, Value, read_directories

Point = tuple[float, float]

KOREA = timezone(timedelta(hours=9))
"""Assumed for a time without an offset."""
FIRST_YEAR = 1995
"""The year of the first edition of EXIF. A camera whose clock was never set writes an earlier one, or none."""
_CLOCK_TOLERANCE = timedelta(days=1)
"""A time may be this much later than now: clocks of cameras and their offsets are set by hand."""

_EXIF = b"Exif\0"
_BASE, _GPS, _IFD = ExifTags.Base, ExifTags.GPS, ExifTags.IFD
_TAKEN_TAGS = ((_BASE.DateTimeOriginal, _BASE.OffsetTimeOriginal), (_BASE.DateTimeDigitized, _BASE.OffsetTimeDigitized))
"""Each time of the camera with the tag of its own offset, the better one first (JEITA CP-3451, 4.6.5)."""
_TIME = re.compile(
    r"(\d{4})[:/. -](\d\d?)[:/. -](\d\d?)[ T]+(\d\d?):(\d\d)(?::(\d\d)(?:[.,]\d*)?)?"
    r"\s*([AaPp][Mm])?\s*(Z|[+-]\d\d:?(?:\d\d)?)?(?!\d)"
)
"""A time at the beginning of a text, with the separators of other programs, and with the half of the day and an offset
of its own if it has them."""
_OFFSET = re.compile(r"([+-])(\d\d?):?(\d\d)?$|Z$")
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
_INTEROPERABILITY_INDEX, _UNCALIBRATED, _ADOBE_RGB = ExifTags.Interop.InteropIndex, 0xFFFF, "R03"
_MAX_OFFSET_HOURS = 14
"""The largest offset of a time zone."""


@dataclass(frozen=True, slots=True)
class CameraFacts:
    """What the metadata says of a photo. Times are ISO 8601 with offset, "" if unknown; `changed_at`, the time of the
    last change, is given where no time of the camera is known. `point`: degrees north and east."""

    taken_at: str = ""
    changed_at: str = ""
    point: Point | None = None


def exif_of(picture: Image.Image) -> bytes:
    """The bytes of the EXIF; b"" if there are none. PNG has it after the pixels, or as a hexadecimal text; in a JPEG
    any byte may follow `Exif` and a NUL."""
    found: Any = picture.info.get("exif")
    if isinstance(found, bytes):
        return found
    for marker, data in getattr(picture, "applist", ()):
        if marker == "APP1" and data.startswith(_EXIF):
            return bytes(EXIF_HEADER + data[len(EXIF_HEADER) :])
    texts = (picture.info.get(f"Raw profile type {kind}") for kind in ("exif", "APP1"))
    return next(filter(None, map(_from_hexadecimal, texts)), b"")


def _from_hexadecimal(text: object) -> bytes:
    """A profile as ImageMagick writes it: its kind, its size and its bytes."""
    try:
        return bytes.fromhex("".join(text.split()[2:])) if isinstance(text, str) else b""
    except ValueError:
        return b""


def orientation(picture: Image.Image) -> int:
    """The tag Orientation, 1 to 8; 1 (upright) if it is missing or can't be read.

    libheif applies the `irot` and `imir` boxes of HEIF images, and their EXIF is ignored (ISO/IEC 23008-12, annex A).
    """
    if picture.format == "HEIF":
        return 1
    (first,) = read_directories(exif_of(picture))
    value = _integer(first.get(_BASE.Orientation, ()))
    return value if 1 <= value <= 8 else 1


def _integer(value: Value) -> int:
    """The first number of a value, which may be a text or a byte; 0 if it isn't a whole number."""
    if isinstance(value, bytes):
        text = _text(value)
        return int(text) if re.fullmatch("[0-9]{1,3}", text) else value[0] if len(value) == 1 and value < b"0" else 0
    number = value[0] if value else 0
    return int(number) if math.isfinite(number) and number == int(number) else 0


def is_adobe_rgb(exif: bytes) -> bool:
    """Whether a camera says that the colours are those of Adobe RGB: not sRGB, and with the interoperability of DCF's
    optional colour space (JEITA CP-3461, 3.1)."""
    _, camera, interoperability = read_directories(exif, _IFD.Exif, _IFD.Interop)
    index = _text(interoperability.get(_INTEROPERABILITY_INDEX, b""))
    return _integer(camera.get(_BASE.ColorSpace, ())) == _UNCALIBRATED and index == _ADOBE_RGB


def camera_facts(exif: bytes, now: datetime) -> CameraFacts:
    """When and where the camera says that the photo was taken. An impossible time, or one after `now`, is missing."""
    first, camera, gps = read_directories(exif, _IFD.Exif, _IFD.GPSInfo)
    times = {**first, **camera}  # some programs write tags into the other directory
    taken = (_moment(times, time, offset, now) for time, offset in _TAKEN_TAGS)
    taken_at = next(filter(None, taken), "")
    changed_at = "" if taken_at else _moment(times, _BASE.DateTime, _BASE.OffsetTime, now)
    return CameraFacts(taken_at, changed_at, _place(gps))


def _moment(times: Directory, time: int, offset: int, now: datetime) -> str:
    found = _TIME.match(_text(times.get(time, b"")))
    if found is None:
        return ""
    *texts, half, own = found.groups(default="")
    parts = [int(part or 0) for part in texts]
    if half and 1 <= parts[3] <= 12:
        parts[3] = parts[3] % 12 + 12 * (half.upper() == "PM")
    zone = _zone(own) or _zone(_text(times.get(offset, b""))) or KOREA
    try:
        moment = datetime(*parts, tzinfo=zone)  # type: ignore[misc, arg-type]
        is_possible = moment.year >= FIRST_YEAR and moment.astimezone(UTC) <= now + _CLOCK_TOLERANCE
    except (ValueError, OverflowError):
        return ""
    return moment.isoformat(timespec="minutes") if is_possible else ""


def _zone(text: str) -> timezone | None:
    """A time zone; None for a blank or impossible one."""
    found = _OFFSET.match(text)
    if found is None:
        return None
    sign, hours, minutes = found.groups(default="0")
    shift = timedelta(hours=int(hours), minutes=int(minutes))
    if shift > timedelta(hours=_MAX_OFFSET_HOURS) or int(minutes) > 59:
        return None
    return timezone(-shift if sign == "-" else shift)


def _text(value: Value) -> str:
    """The text before the first NUL; b"" and numbers that are no bytes give ""."""
    if isinstance(value, tuple):
        if not all(isinstance(each, int) and 0 <= each < 256 for each in value):
            return ""
        value = bytes(int(each) for each in value)
    return value.partition(b"\0")[0].decode("latin-1").strip()


def _place(gps: Directory) -> Point | None:
    latitude = _degrees(gps.get(_GPS.GPSLatitude, ()), gps.get(_GPS.GPSLatitudeRef, b""), "S")
    longitude = _degrees(gps.get(_GPS.GPSLongitude, ()), gps.get(_GPS.GPSLongitudeRef, b""), "W")
    if latitude is None or longitude is None:
        return None
    on_earth = abs(latitude) <= 90 and abs(longitude) <= 180 and (latitude, longitude) != (0, 0)
    return (round(latitude, 6), round(longitude, 6)) if on_earth else None


def _degrees(value: Value, reference: Value, negative: str) -> float | None:
    """Degrees, minutes and seconds, or only the first of these. None if one of them isn't a number, as with 0/0.

    `reference` is the hemisphere, and `negative` the letter of the one that is counted below 0. The sign of the degrees
    counts only where there is no hemisphere.
    """
    parts = value if isinstance(value, tuple) else tuple(map(float, _NUMBER.findall(_text(value))))
    if not parts or not all(map(math.isfinite, parts[:3])):
        return None
    size = sum(abs(part) / unit for part, unit in zip(parts, (1, 60, 3600), strict=False))
    hemisphere = _text(reference).upper()
    return -size if hemisphere.startswith(negative) or (not hemisphere and parts[0] < 0) else size
