"""The parts of a JPEG or PNG, and how many there are. Each costs a library the same, however few bytes it has: a
megabyte of scans would be decoded for minutes."""

import mmap
import re
import zlib
from collections.abc import Iterator
from pathlib import Path

from chalicelib.files.colour_descriptions import ColourDescription

Bytes = bytes | mmap.mmap

MAX_SCANS = 40
"""Of a JPEG. A progressive one has about ten, in four colours 24; each goes over the whole image."""
MAX_PARTS = 50_000
"""Segments of a JPEG, chunks of a PNG. A PNG of 30 MB in the usual chunks of 8 KB has 4,000."""
JPEG_START = b"\xff\xd8"
_PNG = b"\x89PNG\r\n\x1a\n"
_MARKER = re.compile(rb"\xff([^\x00\x01\xd0-\xd7\xff])")
"""A JPEG marker that begins a segment; the others stand in the pixels (ITU-T T.81, B.1.1)."""
_END_OF_IMAGE, _START_OF_SCAN = b"\xd9", b"\xda"


def has_too_many_parts(path: Path) -> bool:
    """Whether an image has more parts than one that a camera or a program writes."""
    with _content(path) as content:
        parts = _png_chunks(content) if content[: len(_PNG)] == _PNG else _jpeg_segments(content)
        scans = 0
        for number, part in enumerate(parts):
            scans += part == _START_OF_SCAN
            if number > MAX_PARTS or scans > MAX_SCANS:
                return True
    return False


def lacks_end_marker(path: Path) -> bool:
    """Whether a JPEG has none behind its last scan."""
    with _content(path) as content:
        if content[:2] != JPEG_START:
            return False
        return content.rfind(b"\xff" + _END_OF_IMAGE) < content.rfind(b"\xff" + _START_OF_SCAN)


def png_colour_description(path: Path) -> ColourDescription | None:
    """The chunk `cICP` of a PNG, which Pillow 12.2 doesn't read (PNG specification, 11.3.2.6); None without one."""
    with _content(path) as content:
        if content[: len(_PNG)] != _PNG:
            return None
        at = len(_PNG)
        for name in _png_chunks(content):
            if name == b"IDAT":
                return None
            data = content[at + 4 : at + 12]
            if name == b"cICP" and zlib.crc32(data) == int.from_bytes(content[at + 12 : at + 16], "big"):
                return ColourDescription(data[4], data[5])
            at += 12 + int.from_bytes(content[at : at + 4], "big")
    return None


def _content(path: Path) -> mmap.mmap:
    """The bytes of a file that isn't empty."""
    with path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def _jpeg_segments(jpeg: Bytes) -> Iterator[bytes]:
    """The markers of the segments up to the end of the image; none for other files."""
    at = 2 if jpeg[:2] == JPEG_START else len(jpeg)
    while (found := _MARKER.search(jpeg, at)) and found[1] != _END_OF_IMAGE:
        yield found[1]
        at = found.end() + max(2, int.from_bytes(jpeg[found.end() : found.end() + 2], "big"))


def _png_chunks(png: Bytes) -> Iterator[bytes]:
    at = len(_PNG)
    while at + 8 <= len(png):
        yield png[at + 4 : at + 8]
        at += 12 + int.from_bytes(png[at : at + 4], "big")
