"""EXIF data built byte by byte, valid and invalid, with entries of any type."""

import struct
from collections.abc import Sequence
from typing import NamedTuple

BYTE, ASCII, SHORT, LONG, RATIONAL, UNDEFINED, SIGNED_RATIONAL = 1, 2, 3, 4, 5, 7, 10
SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
"""Bytes of a value, by its type (TIFF 6.0, section 2)."""
ORIENTATION, X_RESOLUTION, DATE_TIME, EXIF_IFD, GPS_IFD = 0x0112, 0x011A, 0x0132, 0x8769, 0x8825


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
