"""The parts of an image, how many there are, and where they end. Each costs a library the same, however few bytes it
has: a megabyte of scans would be decoded for minutes."""

import mmap
import re
import zlib
from collections.abc import Iterator
from pathlib import Path

from chalicelib.files.colour_descriptions import ColourDescription

Bytes = bytes | mmap.mmap

MAX_SCANS = 40
"""Of a JPEG. A progressive one has about ten, in four colours 24; each goes over the whole image."""
MAX_REPEATED_SCANS = 2
"""Scans of a JPEG whose bits an earlier one has already (ITU-T T.81, G.1.1.1.1, allows none). With the largest scan
repeated 30 times, 31 MB take five times as long as a photo."""
MAX_PARTS = 50_000
"""Segments of a JPEG, chunks of a PNG. A PNG of 30 MB in the usual chunks of 8 KB has 4,000."""
_MAX_ZEROS = 256
"""At the end of the pixels, in bytes."""
JPEG_START = b"\xff\xd8"
_PNG = b"\x89PNG\r\n\x1a\n"
_MARKER = re.compile(rb"\xff([^\x00\x01\xd0-\xd7\xff])")
"""A JPEG marker that begins a segment; the others stand in the pixels (ITU-T T.81, B.1.1)."""
_END_OF_IMAGE, _START_OF_SCAN = b"\xd9", b"\xda"


def has_too_many_parts(path: Path) -> bool:
    """Whether an image has more parts than one that a camera or a program writes."""
    with _content(path) as content:
        if content[: len(_PNG)] == _PNG:
            return any(number > MAX_PARTS for number, _ in enumerate(_png_chunks(content)))
        return _has_too_many_scans(content)


def _has_too_many_scans(jpeg: Bytes) -> bool:
    scans, repeated, seen = 0, 0, set[tuple[int, int, int]]()
    for number, (marker, data, _) in enumerate(_jpeg_segments(jpeg)):
        if marker == _START_OF_SCAN:
            scans += 1
            bits = _coded_bits(data)
            repeated += not bits.isdisjoint(seen)
            seen |= bits
        if number > MAX_PARTS or scans > MAX_SCANS or repeated > MAX_REPEATED_SCANS:
            return True
    return False


def _coded_bits(scan: bytes) -> set[tuple[int, int, int]]:
    """What a scan holds: component, coefficient and bit, 0 for all above it (ITU-T T.81, B.2.3). A scan without its
    header holds nothing."""
    if not scan or len(scan) < 4 + 2 * scan[0]:
        return set()
    first, last, position = scan[-3:]
    bit = 1 + (position & 15) if position >> 4 else 0
    return {
        (component, at, bit) for component in scan[1 : 1 + 2 * scan[0] : 2] for at in range(first, min(last, 63) + 1)
    }


def lacks_end_marker(path: Path) -> bool:
    """Whether a JPEG has none behind its last scan."""
    with _content(path) as content:
        if content[:2] != JPEG_START:
            return False
        return content.rfind(b"\xff" + _END_OF_IMAGE) < content.rfind(b"\xff" + _START_OF_SCAN)


def ends_in_zeros(path: Path) -> bool:
    """Whether the pixels of a HEIF or lossy WebP image end in zeros, as in a copy that was stopped after its size was
    reserved. Neither coding has so many (HEVC: ISO/IEC 23008-2, 7.3.1.1), and decoders make up pixels of them."""
    with _content(path) as content:
        parts = _webp_chunks(content) if content[8:12] == b"WEBP" else _boxes(content)
        ends = (end for name, end in parts if name in (b"mdat", b"VP8 "))
        return any(end >= _MAX_ZEROS and not any(content[end - _MAX_ZEROS : end]) for end in ends)


def before_end_marker(jpeg: bytes) -> bytes:
    """A JPEG up to the marker of its end."""
    found = _MARKER.search(jpeg, max((end for _, _, end in _jpeg_segments(jpeg)), default=2))
    return jpeg[: found.start()] if found else jpeg


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


def _jpeg_segments(jpeg: Bytes) -> Iterator[tuple[bytes, bytes, int]]:
    """The segments up to the end of the image: marker, data, and where they end; none for other files."""
    at = 2 if jpeg[:2] == JPEG_START else len(jpeg)
    while (found := _MARKER.search(jpeg, at)) and found[1] != _END_OF_IMAGE:
        at = found.end() + max(2, int.from_bytes(jpeg[found.end() : found.end() + 2], "big"))
        yield found[1], jpeg[found.end() + 2 : at], at


def _webp_chunks(webp: Bytes) -> Iterator[tuple[bytes, int]]:
    """Names and ends of the chunks, up to one that exceeds the file (RFC 9649, 2.3)."""
    at = 12
    while at + 8 <= len(webp):
        end = at + 8 + int.from_bytes(webp[at + 4 : at + 8], "little")
        yield webp[at : at + 4], min(end, len(webp))
        at = end + end % 2


def _boxes(heif: Bytes) -> Iterator[tuple[bytes, int]]:
    """Names and ends of the outer boxes, up to one that exceeds the file; none for other files."""
    at = 0 if heif[4:8] == b"ftyp" else len(heif)
    while at + 8 <= len(heif):
        size = int.from_bytes(heif[at : at + 4], "big")
        if size == 1:
            size = int.from_bytes(heif[at + 8 : at + 16], "big")
        end = min(at + size, len(heif)) if size >= 8 else len(heif)
        yield heif[at + 4 : at + 8], end
        at = end


def _png_chunks(png: Bytes) -> Iterator[bytes]:
    at = len(_PNG)
    while at + 8 <= len(png):
        yield png[at + 4 : at + 8]
        at += 12 + int.from_bytes(png[at : at + 4], "big")
