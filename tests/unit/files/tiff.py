"""EXIF data built byte by byte, valid and invalid, with entries of any type."""

import struct
from collections.abc import Sequence
from enum import IntEnum
from typing import NamedTuple


class Kind(IntEnum):
    """Types of values (TIFF 6.0, section 2)."""

    BYTE = 1
    ASCII = 2
    SHORT = 3
    LONG = 4
    RATIONAL = 5
    UNDEFINED = 7
    SIGNED_RATIONAL = 10


class Tag(IntEnum):
    """Tags of the first directory."""

    ORIENTATION = 0x0112
    X_RESOLUTION = 0x011A
    DATE_TIME = 0x0132
    EXIF_IFD = 0x8769
    GPS_IFD = 0x8825


SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
"""Bytes of a value, by its type."""


class Entry(NamedTuple):
    """An entry of a directory. `length` (number of values) as it is written, which need not fit `data`."""

    tag: int
    kind: int
    length: int
    data: bytes


def entry(tag: int, kind: int, data: bytes) -> Entry:
    """An entry whose length fits its data."""
    return Entry(tag, kind, len(data) // SIZES.get(kind, 1), data)


def tiff(entries: Sequence[Entry], order: str = ">", following: int = 0, base: int = 8) -> bytes:
    """A TIFF head with one directory; data of more than four bytes lie behind it. `order` ">" or "<".

    `base` is the offset that the directory will have where it is appended to others."""
    begin = base + 2 + 12 * len(entries) + 4
    rows, behind = b"", b""
    for tag, kind, length, data in entries:
        rows += struct.pack(f"{order}HHL", tag, kind, length)
        if len(data) <= 4:
            rows += data.ljust(4, b"\0")
        else:
            rows += struct.pack(f"{order}L", begin + len(behind))
            behind += data
    head = (b"MM\0*" if order == ">" else b"II*\0") + struct.pack(f"{order}L", 8)
    return head + struct.pack(f"{order}H", len(entries)) + rows + struct.pack(f"{order}L", following) + behind
