"""The entries of EXIF directories (TIFF 6.0, section 2), each read by itself: a damaged one doesn't hide others.

Pillow reads no entry of a file in which one directory is damaged, and raises for values of some types.
"""

import math
import struct
from collections.abc import Iterator, Mapping

EXIF_HEADER = b"Exif\0\0"
"""Precedes the EXIF in a JPEG segment (JEITA CP-3451, 4.5.4), and in some files of other formats."""

Number = int | float
Value = bytes | tuple[Number, ...]
"""The bytes of a text, or the numbers of an entry. A fraction with the denominator 0 is NaN."""
Directory = Mapping[int, Value]

_FORMATS = {1: "B", 3: "H", 4: "L", 5: "LL", 6: "b", 8: "h", 9: "l", 10: "ll", 11: "f", 12: "d", 13: "L"}
"""The types of numbers, as `struct` reads one of them. 5 and 10 are fractions, 13 is the offset of a directory."""
_TEXT_TYPES = frozenset({2, 7, 129})
"""ASCII, undefined and UTF-8 (Exif 3.0): one byte each."""
_MAX_BYTES = 4096
"""Of one value. Entries of times, places and the orientation are shorter."""


def read_directories(exif: bytes, *pointers: int) -> list[Directory]:
    """The first directory, and those whose offsets are in the entries `pointers` of one before; empty ones if they
    can't be read."""
    # Some programs write the header into containers that have none, so that it comes twice.
    tiff = exif[exif.rfind(EXIF_HEADER, 0, 16) + len(EXIF_HEADER) :] if EXIF_HEADER in exif[:16] else exif
    order = {b"MM": ">", b"II": "<"}.get(tiff[:2])
    if order is None or len(tiff) < 8:
        return [{} for _ in range(1 + len(pointers))]
    found = [_read_directory(tiff, order, struct.unpack_from(f"{order}L", tiff, 4)[0])]
    for pointer in pointers:
        start = next((directory[pointer] for directory in found if pointer in directory), None)
        found.append(_read_directory(tiff, order, _offset(start)))
    return found


def _offset(value: Value | None) -> int:
    """The offset in a pointer; 0, where no directory is, for anything else."""
    number = value[0] if isinstance(value, tuple) else 0
    return number if isinstance(number, int) else 0


def _read_directory(tiff: bytes, order: str, start: int) -> Directory:
    """The last entry of each tag, as exiftool reads them."""
    return dict(_entries(tiff, order, start))


def _entries(tiff: bytes, order: str, start: int) -> Iterator[tuple[int, Value]]:
    if start < 8 or start + 2 > len(tiff):
        return
    (count,) = struct.unpack_from(f"{order}H", tiff, start)
    for at in range(start + 2, min(start + 2 + 12 * count, len(tiff) - 11), 12):
        tag, kind, length = struct.unpack_from(f"{order}HHL", tiff, at)
        one = 1 if kind in _TEXT_TYPES else struct.calcsize(f"={_FORMATS.get(kind, '')}")
        size = one * length
        if not 0 < size <= _MAX_BYTES:
            continue
        place = at + 8 if size <= 4 else struct.unpack_from(f"{order}L", tiff, at + 8)[0]
        content = tiff[place : place + size]
        if len(content) == size:
            yield tag, content if kind in _TEXT_TYPES else _numbers(content, order, kind)


def _numbers(content: bytes, order: str, kind: int) -> tuple[Number, ...]:
    values = [value for row in struct.iter_unpack(order + _FORMATS[kind], content) for value in row]
    if len(_FORMATS[kind]) == 1:
        return tuple(values)
    pairs = zip(values[::2], values[1::2], strict=True)
    return tuple(above / below if below else math.nan for above, below in pairs)
