"""What is left of an image that the libraries refuse although all of its pixels are there. The original is kept.

Pillow 12.2 rejects a JPEG whose EXIF has a resolution of fewer than two characters, whose list of further images (MPF)
or kind of colours is damaged, or that has no end marker; a PNG in which a chunk that is not needed has a wrong length
or a wrong checksum, or decompresses to more than a megabyte; a WebP or HEIF image whose EXIF is cut off.
"""

import struct
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from chalicelib.files.heif_exif import heif_without_exif
from chalicelib.files.tiff_entries import EXIF_HEADER

_APP1, _APP2, _APP13 = b"\xe1", b"\xe2", b"\xed"
"""JPEG markers: the segments of EXIF and of the colour profile, and the last segment of metadata."""
_NO_SEGMENT = frozenset({b"", b"\xda", b"\xd9", b"\xff"})
"""End of bytes, start of scan, end of image, fill bytes."""
_WHOLE_SIZES = {b"\xe0": 14, b"\xee": 12}
"""The least sizes of the segments that say the kind of colours (ITU-T T.871, 10.1, and T.872, 6.5.3)."""
_ICC_HEADER = b"ICC_PROFILE\0"
_PNG = b"\x89PNG\r\n\x1a\n"
_PIXEL_CHUNKS = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND"})
"""PNG chunks without which there is no image (PNG specification, 4.8.2)."""
_TRANSPARENCY_SIZES = {0: range(2, 3), 2: range(6, 7), 3: range(1, 257)}
"""The valid sizes of tRNS by colour type (PNG specification, 11.3.2.1)."""
_MAX_PROFILE = 1 << 20
"""Size of a decompressed colour profile, in bytes, that Pillow accepts."""
_WEBP_PIXEL_CHUNKS = frozenset({b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF"})
_WEBP_METADATA_FLAGS = 0x20 | 0x08 | 0x04
"""Flags of VP8X: colour profile, EXIF, XMP."""


class Repaired(NamedTuple):
    """An image without the metadata that made a library fail, and its EXIF where that could be taken out."""

    content: bytes
    exif: bytes = b""


def without_metadata(content: bytes) -> Repaired:
    """The image with its pixels, its transparency and, where it is whole, its colour profile."""
    if content.startswith(_PNG):
        return Repaired(_PNG + b"".join(_good_png_chunks(content)))
    if content.startswith(b"\xff\xd8"):
        return _jpeg_without_metadata(content)
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return _webp_without_metadata(content)
    if content[4:8] == b"ftyp":
        return Repaired(heif_without_exif(content))
    return Repaired(content)


def _png_chunks(png: bytes) -> Iterator[tuple[bytes, bytes, bool, bytes]]:
    """Type, data, whether the checksum is right, and the whole chunk."""
    at = len(_PNG)
    while at + 12 <= len(png):
        end = at + 12 + int.from_bytes(png[at : at + 4], "big")
        data = png[at + 8 : end - 4]
        is_whole = end <= len(png) and zlib.crc32(png[at + 4 : end - 4]) == int.from_bytes(png[end - 4 : end], "big")
        yield png[at + 4 : at + 8], data, is_whole, png[at:end]
        at = end


def _good_png_chunks(png: bytes) -> Iterator[bytes]:
    seen, colour_type = set[bytes](), -1
    for name, data, is_whole, chunk in _png_chunks(png):
        if name == b"IHDR" and len(data) == 13:
            colour_type = data[9]
        wanted = {
            b"tRNS": len(data) in _TRANSPARENCY_SIZES.get(colour_type, ()) and b"IDAT" not in seen,
            b"iCCP": _is_profile(data) and not seen & {b"IDAT", b"PLTE"},
        }
        if name in _PIXEL_CHUNKS or (is_whole and wanted.get(name, False) and name not in seen):
            yield chunk
        elif name == b"eXIf" and name not in seen and len(chunk) == 12 + len(data):
            # Each of its entries is read by itself, whatever its checksum.
            yield chunk[:-4] + struct.pack(">L", zlib.crc32(chunk[4:-4]))
        seen.add(name)


def _is_profile(chunk: bytes) -> bool:
    name, _, packed = chunk.partition(b"\0")
    unpacker = zlib.decompressobj()
    try:
        unpacker.decompress(packed[1:], _MAX_PROFILE)
    except zlib.error:
        return False
    return 0 < len(name) < 80 and unpacker.eof


def _jpeg_without_metadata(jpeg: bytes) -> Repaired:
    at, segments, exif = 2, [jpeg[:2]], b""
    while jpeg[at : at + 1] == b"\xff" and jpeg[at + 1 : at + 2] not in _NO_SEGMENT:
        end = at + 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
        segment = jpeg[at:end]
        marker, data = segment[1:2], segment[4:]
        if marker == _APP1 and data.startswith(EXIF_HEADER):
            exif = exif or data
        is_metadata = _APP1 <= marker <= _APP13 and not (marker == _APP2 and _is_part_of_profile(data))
        if not is_metadata and len(data) >= _WHOLE_SIZES.get(marker, 0):
            segments.append(segment)
        at = end
    return Repaired(b"".join((*segments, jpeg[at:])), exif)


def _is_part_of_profile(data: bytes) -> bool:
    """A part has its number and their number before the bytes of the profile (ICC.1:2010, B.4)."""
    return data.startswith(_ICC_HEADER) and len(data) > len(_ICC_HEADER) + 2


def _webp_without_metadata(webp: bytes) -> Repaired:
    at, chunks, exif = 12, list[bytes](), b""
    while at + 8 <= len(webp):
        name, size = struct.unpack_from("<4sL", webp, at)
        data = webp[at + 8 : at + 8 + size]
        if name == b"EXIF":
            exif = exif or data
        if name == b"VP8X" and data:
            data = bytes((data[0] & ~_WEBP_METADATA_FLAGS,)) + data[1:]
        if name in _WEBP_PIXEL_CHUNKS and len(data) == size:
            chunks.append(struct.pack("<4sL", name, size) + data + bytes(size % 2))
        at += 8 + size + size % 2
    body = b"WEBP" + b"".join(chunks)
    return Repaired(b"RIFF" + struct.pack("<L", len(body)) + body, exif)


def with_end_marker(jpeg: bytes) -> tuple[bytes, bytes]:
    """A JPEG without its end marker, twice: with the marker, and with other pixels before it.

    Both have the same pixels if all rows are there: what follows the last one is ignored. If one is missing, the other
    pixels are read in its place.
    """
    unfinished = jpeg.removesuffix(b"\xff")
    start = unfinished[: len(unfinished.rstrip(b"\0")) + _MAX_ZEROS]
    if start.endswith(b"\xff"):
        start += b"\0"  # a byte of pixels, which is written so
    return start + b"\xff\xd9", start + _OTHER_PIXELS + b"\xff\xd9"


_OTHER_PIXELS = bytes(range(1, 255)) * 64
_MAX_ZEROS = 16
"""Zeros at the end may be pixels. More than these fill a file that was cut."""
